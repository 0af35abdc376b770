"""What people type to get in."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from patients.accounts.forms import RolesField
from patients.accounts.models import User
from patients.invitations import codes


def _helper(pack: str, label: Any) -> FormHelper:
    helper = FormHelper()
    helper.template_pack = pack
    helper.attrs = {"novalidate": True}
    helper.add_input(Submit("go", label))
    return helper


class BirthYearForm(forms.Form):
    """The year a patient was born, asked once per device."""

    birth_year = forms.CharField(
        label=_("The year you were born"),
        help_text=_("Four figures, such as 1958."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "bday-year", "class": "auto"}
        ),
        error_messages={
            "required": _("Write the year you were born, such as 1958."),
            "max_length": _("Write only the year, in four figures, such as 1958."),
            "null_characters_not_allowed": _(
                "Write only the year, in four figures, such as 1958."
            ),
        },
    )
    # The page belongs to the link it was opened by, whatever other tabs opened since.
    link = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.this_year = this_year
        self.helper = _helper("keystone", _("Open my page"))

    def clean_birth_year(self) -> int:
        """Return the year, or say what a year looks like."""
        typed = self.cleaned_data["birth_year"].strip()
        if not (typed.isdecimal() and len(typed) == 4):
            raise ValidationError(
                _("Write only the year, in four figures, such as 1958.")
            )
        year = int(typed)
        if not 1900 <= year <= self.this_year:
            raise ValidationError(
                _("Write a year from 1900 to %(year)s."),
                params={"year": self.this_year},
            )
        return year

    def wrong(self, tries_left: int) -> ValidationError:
        """Return what to say after a wrong year."""
        return ValidationError(
            ngettext(
                "That is not the year we have. Check each figure. You have one try "
                "left; after that, call the clinic.",
                "That is not the year we have. Check each figure. You have "
                "%(left)s tries left.",
                tries_left,
            ),
            params={"left": tries_left},
        )


class PairingForm(forms.Form):
    """A code that another device of the patient shows."""

    WRONG = _(
        "This code does not open a page. A code works once, for ten minutes: "
        "ask your other device for a new one."
    )
    WAIT = _("Too many codes were tried here. Wait ten minutes, then try again.")

    code = forms.CharField(
        label=_("The code"),
        help_text=_("8 letters and figures, such as A4K7 9MXT."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": _("Write the code that your other device shows."),
            "null_characters_not_allowed": _(
                "Write the code again, just as your other device shows it."
            ),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("keystone", _("Open my page here"))

    def clean_code(self) -> str:
        """Return the code without spaces, in capitals."""
        code = codes.tidy(self.cleaned_data["code"])
        if len(code) != codes.LENGTH:
            raise ValidationError(
                _("A code has %(length)s letters and figures. Look at it again."),
                params={"length": codes.LENGTH},
            )
        return code


class StaffForm(forms.Form):
    """Whom to invite, and as what."""

    full_name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages={
            "required": _("Write the person's name."),
            "max_length": _("Write the name in at most 120 characters."),
        },
    )
    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={
            "required": _("Write the e-mail address that the invitation goes to."),
            "invalid": _("Write an e-mail address with an @, such as sam@clinic.org."),
        },
    )
    roles = RolesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("bootstrap5", _("Send the invitation"))

    def clean_email(self) -> str:
        """Return the address as it is kept."""
        return self.cleaned_data["email"].lower()


class JoinForm(forms.Form):
    """What a new member of staff chooses when accepting."""

    full_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Write your name as patients and colleagues know it."),
            "max_length": _("Write your name in at most 120 characters."),
        },
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_(
            "At least 12 characters. Three or four words that mean nothing "
            "together are easy to keep and hard to guess."
        ),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={
            "required": _("Choose a password."),
            "max_length": _("Choose a password of at most 256 characters."),
        },
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.helper = _helper("keystone", _("Start working here"))

    def clean_password(self) -> str:
        """Return the password when it is hard enough to guess."""
        password = self.cleaned_data["password"]
        person = User(email=self.email, full_name=self.data.get("full_name", ""))
        validate_password(password, person)
        return password
