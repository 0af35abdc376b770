"""What an admin types about the clinic."""

from datetime import time
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Layout, Row, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from patients.accounts.forms import MemberField
from patients.accounts.hours import DAYS, OpeningHours
from patients.accounts.models import Clinic
from patients.accounts.neutral import telling_words
from patients.accounts.phones import read_phone
from patients.accounts.zones import zone_choices

DAY_NAMES = dict(
    zip(
        DAYS,
        (
            _("Monday"),
            _("Tuesday"),
            _("Wednesday"),
            _("Thursday"),
            _("Friday"),
            _("Saturday"),
            _("Sunday"),
        ),
        strict=True,
    )
)


class ClinicForm(forms.Form):
    """A clinic's names, place, numbers and hours."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages={"required": _("Write the clinic's name.")},
    )
    neutral_name = forms.CharField(
        label=_("Neutral name"),
        help_text=_(
            "Stands in e-mails and on patient pages, where others may see it. "
            "Name no body part or illness."
        ),
        max_length=60,
        error_messages={"required": _("Write the name that e-mails carry.")},
    )
    country = forms.ChoiceField(
        label=_("Country"),
        help_text=_("Decides which emergency numbers patients are shown."),
        choices=Clinic.Country.choices,
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        error_messages={"required": _("Write the number that patients call.")},
    )
    urgent_phone = forms.CharField(
        label=_("Urgent telephone"),
        help_text=_("Shown when a patient has to stop. Leave empty if it is the same."),
        max_length=40,
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail for alerts"),
        help_text=_("An inbox that somebody reads on every working day."),
        required=False,
        error_messages={
            "invalid": _("Write an e-mail address with an @, such as desk@clinic.org.")
        },
    )
    idle_minutes = forms.IntegerField(
        label=_("Minutes until idle sign-out"),
        min_value=5,
        max_value=120,
        error_messages={
            "invalid": _("Write a number of minutes from 5 to 120."),
            "required": _("Write a number of minutes from 5 to 120."),
            "min_value": _("Write a number of minutes from 5 to 120."),
            "max_value": _("Write a number of minutes from 5 to 120."),
        },
    )

    def __init__(self, *args: Any, clinic: Clinic, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _values(clinic))
        super().__init__(*args, **kwargs)
        people = clinic.memberships.active().clinicians().select_related("user")
        self.fields["named_clinician"] = MemberField(
            people.order_by("user__full_name"),
            label=_("Named clinician"),
            help_text=_("Approves the clinical content that this clinic uses."),
            required=False,
            empty_label=_("Nobody yet"),
        )
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"), choices=zone_choices(clinic.country)
        )
        for day, name in DAY_NAMES.items():
            self.fields[f"{day}_from"] = _time_field(_("%(day)s from"), day=name)
            self.fields[f"{day}_to"] = _time_field(_("%(day)s until"), day=name)
        self.helper = self._layout()

    def _layout(self) -> FormHelper:
        helper = FormHelper()
        helper.attrs = {"novalidate": True}
        helper.form_class = "stack"
        helper.layout = Layout(
            _part(_("Names"), "name", "neutral_name"),
            _part(_("Place"), Row(Column("country"), Column("time_zone"))),
            _part(_("Contact"), Row(Column("phone"), Column("urgent_phone")), "email"),
            _part(
                _("Opening hours"),
                HTML('{% include "accounts/_hours.html" %}'),
            ),
            _part(_("Safety"), Row(Column("named_clinician"), Column("idle_minutes"))),
        )
        helper.add_input(Submit("save", _("Save the clinic")))
        return helper

    def hours(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Return each day's name and its two fields, for the table of hours."""
        return [
            (name, self[f"{day}_from"], self[f"{day}_to"])
            for day, name in DAY_NAMES.items()
        ]

    def clean_neutral_name(self) -> str:
        """Return the name when it gives nothing away."""
        name = self.cleaned_data["neutral_name"]
        if words := telling_words(name):
            raise ValidationError(
                _(
                    "Leave out “%(words)s”: whoever sees the e-mail would know what "
                    "it is about. A street or a person's name is fine."
                ),
                params={"words": ", ".join(words)},
            )
        return name

    def clean(self) -> dict[str, Any]:
        """Read the telephone numbers for the country, and the hours day by day."""
        cleaned = super().clean() or {}
        country = cleaned.get("country", Clinic.Country.UK)
        for field in ("phone", "urgent_phone"):
            if typed := cleaned.get(field):
                try:
                    cleaned[field] = read_phone(typed, country)
                except ValidationError as error:
                    self.add_error(field, error)
        cleaned["opening_hours"] = {day: self._span(cleaned, day) for day in DAYS}
        return cleaned

    def _span(self, cleaned: dict[str, Any], day: str) -> list[str] | None:
        start, end = cleaned.get(f"{day}_from"), cleaned.get(f"{day}_to")
        bad = self.errors.keys() & {f"{day}_from", f"{day}_to"}
        if bad or (start is None and end is None):
            return None
        if start is None:
            self.add_error(f"{day}_from", _("Write when it opens, or empty both."))
        elif end is None:
            self.add_error(f"{day}_to", _("Write when it closes, or empty both."))
        elif end <= start:
            self.add_error(f"{day}_to", _("Write a time after the opening time."))
        else:
            return [start.strftime("%H:%M"), end.strftime("%H:%M")]
        return None

    def fields_to_change(self) -> dict[str, Any]:
        """Return what the action takes."""
        spans = {f"{day}_{end}" for day in DAYS for end in ("from", "to")}
        return {k: v for k, v in self.cleaned_data.items() if k not in spans}


def _part(title: Any, *fields: Any) -> Div:
    return Div(HTML(format_html("<h2>{}</h2>", title)), *fields, css_class="pane")


def _time_field(label: Any, *, day: Any) -> forms.TimeField:
    name = label % {"day": day}
    return forms.TimeField(
        label=name,
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(
            format="%H:%M",
            attrs={"type": "time", "class": "in auto", "aria-label": name},
        ),
        error_messages={"invalid": _("Write a time such as 08:30.")},
    )


def _values(clinic: Clinic) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: getattr(clinic, name)
        for name in (
            "name",
            "neutral_name",
            "country",
            "time_zone",
            "phone",
            "urgent_phone",
            "email",
            "named_clinician",
            "idle_minutes",
        )
    }
    hours: OpeningHours = clinic.opening_hours
    for day in DAYS:
        if span := hours.get(day):
            values[f"{day}_from"] = time.fromisoformat(span[0])
            values[f"{day}_to"] = time.fromisoformat(span[1])
    return values
