"""What is asked when an alert is closed."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.alerts.models import Alert


class CloseForm(forms.Form):
    """An outcome, and a note if there is one."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=Alert.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what came of it."),
            "invalid_choice": _("Choose one of the outcomes."),
        },
    )
    note = forms.CharField(
        label=_("Note (you may leave it empty)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": _("Shorten the note to 1,000 characters."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": True}
        self.helper.add_input(Submit("close", _("Close the alert")))
