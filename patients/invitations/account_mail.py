"""The mails of sign-in: a new password, a changed address, a changed second step.

The message holds which mail it is and whose. A link that opens something is made
when the message leaves, so no secret waits in the database.
"""

from datetime import datetime

from allauth.account import app_settings
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, gettext_noop

from patients.accounts.models import User
from patients.outbox.kinds import Rendered
from patients.outbox.models import Message

# The mails that carry a link: subject, sentence, what to do with the link.
LINKS: dict[str, tuple[str | Promise, str | Promise]] = {
    "password_reset_key": (
        gettext_lazy("Choose a new password"),
        gettext_lazy(
            "Somebody, most likely you, asked for a new password for Keystone. Open "
            "this address to choose one. If it was not you, do nothing: your password "
            "stays as it is."
        ),
    ),
    "email_confirmation": (
        gettext_lazy("Is this your e-mail address?"),
        gettext_lazy(
            "This address was entered in Keystone for signing in. Open the link and "
            "press the button if that was you. If not, do nothing."
        ),
    ),
}
# The mails that tell of a change: subject and sentence.
NOTICES: dict[str, tuple[str | Promise, str | Promise]] = {
    "password_changed": (
        gettext_lazy("Your password was changed"),
        gettext_lazy("The password with which you sign in to Keystone was changed."),
    ),
    "password_reset": (
        gettext_lazy("You have a new password"),
        gettext_lazy("A new password was chosen for signing in to Keystone."),
    ),
    "password_set": (
        gettext_lazy("You have a password"),
        gettext_lazy("A password was set for signing in to Keystone."),
    ),
    "email_changed": (
        gettext_lazy("Your e-mail address was changed"),
        gettext_lazy("Another e-mail address is now used to sign in to Keystone."),
    ),
    "email_confirm": (
        gettext_lazy("Your e-mail address is confirmed"),
        gettext_lazy("This address is now used to sign in to Keystone."),
    ),
    "email_deleted": (
        gettext_lazy("An e-mail address was removed"),
        gettext_lazy("This address is no longer used to sign in to Keystone."),
    ),
    "totp_activated": (
        gettext_lazy("Two-step sign-in is on"),
        gettext_lazy("From now on Keystone asks for a code from your app as well."),
    ),
    "totp_deactivated": (
        gettext_lazy("Two-step sign-in is off"),
        gettext_lazy("Keystone no longer asks for a code from your app."),
    ),
    "recovery_codes_generated": (
        gettext_lazy("You have new recovery codes"),
        gettext_lazy("New recovery codes were made. The earlier ones no longer work."),
    ),
}


def is_ours(mail: str) -> bool:
    """Tell whether this product sends that mail of the sign-in library."""
    return mail in LINKS or mail in NOTICES


def write(message: Message) -> Rendered:
    """Write the mail in words, with a fresh link where it has one."""
    mail = message.context["mail"]
    user = User.objects.get(pk=message.context["user"])
    url = _url(mail, user, message.to_address)
    subject, sentence = LINKS[mail] if url else NOTICES[mail]
    text = render_to_string(
        "invitations/account_mail.txt",
        {"name": user.full_name, "sentence": sentence, "url": url},
    )
    return Rendered(subject=str(subject), text=text.strip() + "\n")


def block(message: Message, now: datetime) -> str | None:
    """Hold back the mail of somebody whose sign-in was ended, or who moved on."""
    user = User.objects.filter(pk=message.context["user"], is_active=True).first()
    if user is None:
        return gettext_noop("This person can no longer sign in.")
    mail = message.context["mail"]
    if mail == "email_confirmation" and _address(user, message.to_address) is None:
        return gettext_noop("The address was changed again.")
    return None


def _url(mail: str, user: User, to: str) -> str:
    if mail == "password_reset_key":
        token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
        path = reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": user_pk_to_url_str(user), "key": token},
        )
        return settings.BASE_URL + path
    if mail == "email_confirmation":
        address = _address(user, to)
        if address is None:
            return ""
        key = EmailConfirmationHMAC(address).key
        return settings.BASE_URL + reverse("account_confirm_email", args=[key])
    return ""


def _address(user: User, to: str) -> EmailAddress | None:
    return EmailAddress.objects.filter(user=user, email__iexact=to).first()
