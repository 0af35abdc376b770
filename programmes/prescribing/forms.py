"""What is typed about a plan as a whole, and about a pause or an end. Validates only."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.prescribing.actions.plans import START_WITHIN_DAYS
from programmes.prescribing.models import Assignment, Hold
from programmes.prescribing.words import day_words

MOST_WEEKS = 26
REASON_LENGTH = 300
NAME_LENGTH = 120
WRONG_DATE = _("Choose a day that exists, such as 4 May 2026.")


def text(length: int, label: Any, **options: Any) -> forms.CharField:
    """Return a text field that says how long it may be."""
    return forms.CharField(
        label=label,
        max_length=length,
        error_messages={
            "required": _("Write a few words here."),
            "max_length": _(
                "Keep this to %(limit_value)d characters; it has %(show_value)d."
            ),
        },
        **options,
    )


class WhenForm(forms.Form):
    """From which day the plan counts, and for how many weeks."""

    start_on = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "in auto"}),
        error_messages={"required": WRONG_DATE, "invalid": WRONG_DATE},
    )
    weeks = forms.IntegerField(
        label=_("Weeks"),
        min_value=1,
        max_value=MOST_WEEKS,
        widget=forms.NumberInput(attrs={"class": "in n", "inputmode": "numeric"}),
        error_messages={
            "required": _("Choose 1 to 26 weeks."),
            "invalid": _("Choose 1 to 26 weeks."),
            "min_value": _("Choose 1 to 26 weeks."),
            "max_value": _("Choose 1 to 26 weeks."),
        },
    )
    library = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, first: date, last: date, **kwargs: Any) -> None:
        self.first, self.last = first, last
        super().__init__(*args, **kwargs)
        self.fields["start_on"].widget.attrs |= {
            "min": first.isoformat(),
            "max": last.isoformat(),
        }

    def clean_start_on(self) -> date:
        day: date = self.cleaned_data["start_on"]
        if not self.first <= day <= self.last:
            raise forms.ValidationError(
                _("Choose a day from %(first)s to %(last)s."),
                params={"first": day_words(self.first), "last": day_words(self.last)},
            )
        return day


class AssignForm(WhenForm):
    """A new plan: when it begins, and who said that exercise is safe."""

    cleared = forms.BooleanField(required=False)
    clearance_kind = forms.ChoiceField(
        label=_("Who agreed"),
        choices=[
            (Assignment.Clearance.CLINICIAN.value, _("I, or another clinician here")),
            (Assignment.Clearance.DOCTOR.value, _("A doctor")),
        ],
        required=False,
        widget=forms.Select(attrs={"class": "in"}),
    )
    clearance_name = text(
        NAME_LENGTH,
        _("Name"),
        required=False,
        widget=forms.TextInput(attrs={"class": "in"}),
    )
    clearance_on = forms.DateField(
        label=_("On"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "in auto"}),
        error_messages={"invalid": WRONG_DATE},
    )

    def __init__(self, *args: Any, today: date, born: date, **kwargs: Any) -> None:
        self.today, self.born = today, born
        last = today + timedelta(days=START_WITHIN_DAYS)
        super().__init__(*args, first=today, last=last, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("cleared"):
            return data
        if not data.get("clearance_name") and "clearance_name" not in self.errors:
            self.add_error("clearance_name", _("Name the person who agreed."))
        on = data.get("clearance_on")
        if "clearance_on" not in self.errors and (
            on is None or not self.born <= on <= self.today
        ):
            self.add_error(
                "clearance_on", _("Choose the day they agreed, up to today.")
            )
        return data


class ChangeForm(WhenForm):
    """The next version of a plan: from when, and why."""

    reason = text(
        REASON_LENGTH,
        _("Why does the plan change?"),
        help_text=_("The patient can read this."),
        widget=forms.TextInput(attrs={"class": "in"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start_on"].label = _("From")


class SmallForm(forms.Form):
    """A form of its own page, laid out by crispy-forms."""

    verb = _("Save")
    css = "btn go"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": True}
        self.helper.add_input(Submit("save", self.verb, css_class=self.css))


class PauseForm(SmallForm):
    """Why a plan rests."""

    verb = _("Pause the plan")
    cause = forms.ChoiceField(
        label=_("Why does it rest?"),
        choices=[
            (Hold.Cause.CLINICIAN.value, _("I want it to rest")),
            (Hold.Cause.PATIENT.value, _("The patient wishes it")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the two."),
            "invalid_choice": _("Choose one of the two."),
        },
    )
    note = text(
        400,
        _("What happened? (you may leave it empty)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CloseHoldForm(SmallForm):
    """What was found before a pause is lifted."""

    verb = _("Lift this pause")
    outcome = text(
        400,
        _("Who looked at it, when, and what was found?"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class EndForm(SmallForm):
    """Why a programme ends."""

    verb = _("End the programme")
    css = "btn stop"
    reason = text(200, _("Why does it end?"), help_text=_("The patient can read this."))
