"""Sign-in for staff: nobody signs up by themselves, and mail goes by the outbox."""

from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import User
from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.invitations import account_mail
from patients.outbox import actions as outbox
from patients.outbox.models import Message


class StaffAdapter(DefaultAccountAdapter):
    """Close public sign-up, and put every mail in the outbox."""

    # Each says how to mend it, and none tells a stranger whether an address is known.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This e-mail address and password do not go together. "
            "Check both, or choose a new password under “Forgot your password?”."
        ),
        "too_many_login_attempts": _(
            "Too many wrong passwords. Wait five minutes, then try again, "
            "or choose a new password."
        ),
        "incorrect_password": _("This is not your password. Type it again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody: a person comes in by an invitation."""
        return False

    def pre_login(
        self, request: HttpRequest, user: User, **kwargs: Any
    ) -> HttpResponse | None:
        """Take the address that the operator or an invitation gave as confirmed.

        Without a confirmed one, the library lets a person move to an address that
        nobody has confirmed: somebody else's.
        """
        EmailAddress.objects.get_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and say so in the trail."""
        super().login(request, user)
        audit.record("accounts.signed_in", by=_person(user), subject=user)

    def logout(self, request: HttpRequest) -> None:
        """Sign out, and say so in the trail."""
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            audit.record("accounts.signed_out", by=_person(user), subject=user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note that somebody did not get in; whose address was typed is not kept."""
        super().authentication_failed(request, **credentials)
        audit.record("accounts.sign_in_failed", by=Actor.visitor())

    def _get_login_attempts_cache_key(
        self, request: HttpRequest, **credentials: Any
    ) -> str:
        """Count wrong passwords by person and place together.

        By the person alone, anybody could keep a clinician out from anywhere.
        """
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Queue which mail it is and whose; its words are made when it leaves.

        Mails to addresses that nobody signs in with are dropped: a form that
        anybody can fill in must not write to strangers.
        """
        mail = template_prefix.rsplit("/", 1)[-1]
        user = context.get("user")
        if not isinstance(user, User) or not account_mail.is_ours(mail):
            return
        membership = user.memberships.active().select_related("clinic").first()
        now = timezone.now()
        # Two presses within a minute make one mail.
        what = f"{mail}:{user.pk}:{email}:{now:%Y%m%d%H%M}"
        outbox.put_in_outbox(
            by=Actor.visitor(clinic_id=membership.clinic_id if membership else None),
            clinic=membership.clinic if membership else None,
            kind="account_mail",
            category=Message.Category.SECURITY,
            dedupe_key=f"account_mail:{sha256(what.encode()).hexdigest()}",
            to=email,
            context={"mail": mail, "user": str(user.pk)},
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person that their sign-in was changed."""
        self.send_mail(template_prefix, email or user.email, {"user": user})


def _person(user: User) -> Actor:
    """Return a person before a clinic is chosen: named by themselves alone."""
    return Actor(kind="staff", id=user.pk, name=user.full_name)


class SecondStepAdapter(DefaultMFAAdapter):
    """Two-step sign-in, in this product's words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code is not right. Write the one your app shows now: it changes "
            "every 30 seconds. A recovery code works once."
        ),
    }
