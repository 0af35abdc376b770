"""What staff type about themselves and each other."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from patients.accounts.account_forms import SignInForm
from patients.accounts.permissions import ROLES


class RolesField(forms.MultipleChoiceField):
    """The roles of a member of staff, each with what it allows."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Roles"),
            choices=[(role.slug, f"{role.name}: {role.sentence}") for role in ROLES],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Tick at least one role."),
                "invalid_choice": _("Tick one of the roles shown."),
            },
            **kwargs,
        )


class MemberField(forms.ModelChoiceField):
    """One of a clinic's people, by name."""

    default_error_messages = {
        "invalid_choice": _("Choose one of the people shown."),
    }

    def label_from_instance(self, obj: Any) -> str:
        """Return the person's name."""
        return obj.name

    def to_python(self, value: Any) -> Any:
        """Return the person; what is no id at all is no choice either."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from error


class RolesForm(forms.Form):
    """The roles that a member is to have."""

    roles = RolesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": True}
        self.helper.add_input(Submit("save", _("Save the roles")))


class SignInAgainForm(SignInForm):
    """E-mail and password, and the code of two-step sign-in, on one page.

    One page instead of two, because the form that was kept lives in the page.
    """

    code = forms.CharField(
        label=_("Code from your app"),
        help_text=_("Only if you have set up two-step sign-in."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    field_order = ["login", "password", "code"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Check the second step too, for those who have one."""
        cleaned = super().clean()
        self.second_step: AuthenticateForm | None = None
        if self.user is not None and not self.user.is_active:
            raise ValidationError(_("This person's access has ended."))
        if self.user is not None and is_mfa_enabled(self.user):
            step = AuthenticateForm(
                user=self.user, data={"code": cleaned.get("code") or ""}
            )
            if step.is_valid():
                self.second_step = step
            else:
                self.add_error("code", _("Write the code that your app shows now."))
        return cleaned
