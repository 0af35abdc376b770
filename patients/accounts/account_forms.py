"""The sign-in library's own forms, in this product's words."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

ADDRESS = (_("E-mail"), _("Write your e-mail address."))

# Each field's label, and what to do when it was left empty.
WORDS = {
    "login": ADDRESS,
    "email": ADDRESS,
    "password": (_("Password"), _("Write your password.")),
    "oldpassword": (_("Password you use now"), _("Write the password you use now.")),
    "password1": (_("New password"), _("Write a new password.")),
    "password2": (_("New password again"), _("Write the new password once more.")),
    "code": (_("Code from your app"), _("Write the code your app shows now.")),
}
NOT_AN_ADDRESS = _("Write an e-mail address with an @, such as sam@home.org.")


class InOurWords:
    """A form whose labels are ours and whose errors say how to mend them."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, missing) in WORDS.items():
            if name in self.fields:
                field = self.fields[name]
                field.label = label
                field.error_messages["required"] = missing
                if isinstance(field, forms.EmailField):
                    field.error_messages["invalid"] = NOT_AN_ADDRESS


class SignInForm(InOurWords, LoginForm):
    """E-mail and password."""


class NewPasswordForm(InOurWords, ChangePasswordForm):
    """The password of now, and the new one twice."""


class ForgottenPasswordForm(InOurWords, ResetPasswordForm):
    """Where the link to a new password goes."""


class PasswordByLinkForm(InOurWords, ResetPasswordKeyForm):
    """A new password, after following that link."""


class NewAddressForm(InOurWords, AddEmailForm):
    """The address to sign in with from now on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail")


class SecondStepForm(InOurWords, AuthenticateForm):
    """The code of two-step sign-in."""


class TurnSecondStepOnForm(InOurWords, ActivateTOTPForm):
    """The first code, which shows that the app was set up."""
