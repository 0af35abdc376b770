"""Every door of the house and who may pass. A new URL must be entered here."""

from patients.accounts.permissions import Permission

# Filled from the URLconf's names; the doors test compares it with what is there.
STAFF: dict[str, Permission] = {
    "alerts:list_alerts": Permission.SEE_CASELOAD,
    "alerts:acknowledge": Permission.HANDLE_ALERTS,
    "alerts:close": Permission.HANDLE_ALERTS,
    "caseload:list_patients": Permission.SEE_CASELOAD,
    "caseload:show_patient": Permission.SEE_PATIENTS,
    "followups:list_messages": Permission.SEE_MESSAGES,
    "followups:show_messages": Permission.SEE_MESSAGES,
    "followups:send_again": Permission.INVITE_PATIENTS,
}
PATIENT: set[str] = set()
PUBLIC: set[str] = {"healthz", "readyz"}
SIGNED_IN: set[str] = set()
# Pages of django-allauth that a visitor may see; it guards all its others itself.
LIBRARY_PUBLIC: set[str] = {
    "account_login",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_trust",
}
