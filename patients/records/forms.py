"""What the desk types about a patient."""

from datetime import date
from hashlib import sha256
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from patients.accounts.forms import MemberField
from patients.accounts.models import Clinic, Membership
from patients.accounts.phones import read_phone
from patients.accounts.zones import zone_choices
from patients.records.models import Patient

OLDEST = 120  # our default: years; the oldest person known lived to 122
UNREADABLE = _("Type this again: it holds a character that cannot be kept.")
_DAY_FIRST = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y"]
_MONTH_FIRST = ["%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%B %d, %Y", "%b %d, %Y"]


def _text(label: Any, needed: Any, length: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        error_messages={
            "required": needed,
            "max_length": _("Write at most %(limit_value)d characters."),
            "null_characters_not_allowed": UNREADABLE,
        },
        **more,
    )


def _date_field(label: Any, country: str, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=_MONTH_FIRST if country == "us" else _DAY_FIRST,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Write the date, such as 2 March 1958."),
            "invalid": _(
                "There is no such date. Check the day, the month and the year."
            ),
        },
        **more,
    )


class PatientForm(forms.Form):
    """The eight things asked when a patient is registered."""

    field_order = (
        *("number", "birth_date", "full_name", "cause", "clinician", "next_visit"),
        *("email", "email_consent", "phone", "language", "time_zone"),
    )

    number = _text(_("Number"), _("Write the clinic's own number for the patient."), 30)
    full_name = _text(_("Name"), _("Write the patient's name."), 120)
    cause = forms.ChoiceField(
        label=_("Cause"),
        help_text=_("What lies behind the pain, as far as you know."),
        choices=[("", _("Choose")), *Patient.Cause.choices],
        error_messages={
            "required": _("Choose a cause, or “Something else, or not known”."),
            "invalid_choice": _("Choose one of the causes shown."),
        },
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Leave empty when the patient has none."),
        required=False,
        max_length=254,
        error_messages={
            "invalid": _("Write an e-mail address with an @, such as sam@home.org."),
            "max_length": _("Write an e-mail address of at most 254 characters."),
            "null_characters_not_allowed": UNREADABLE,
        },
    )
    email_consent = forms.BooleanField(
        label=_("The patient agrees to be sent e-mail"), required=False
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=Patient.Language.choices,
        error_messages={
            "required": _("Choose a language."),
            "invalid_choice": _("Choose one of the languages shown."),
        },
    )

    def __init__(self, *args: Any, clinic: Clinic, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clinic, self.today = clinic, today
        self.fields["birth_date"] = _date_field(_("Date of birth"), clinic.country)
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"),
            choices=zone_choices(clinic.country),
            error_messages={
                "required": _("Choose where the patient lives."),
                "invalid_choice": _("Choose one of the time zones shown."),
            },
        )
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": True}
        self.helper.form_id = "patient-form"
        self.helper.layout = self.layout()
        # What is to be mended is listed in the order of the page.
        self.order_fields(self.field_order)

    def layout(self) -> Layout:
        """Return the fields in the order in which a desk asks them."""
        return Layout(
            Row(Column("number"), Column("birth_date")),
            "full_name",
            "cause",
            "email",
            "email_consent",
            Row(Column("language"), Column("time_zone")),
            Submit("save", _("Register the patient")),
        )

    def clean_full_name(self) -> str:
        """Return the name with single spaces; refuse one that nobody could see."""
        name = " ".join(self.cleaned_data["full_name"].split())
        if not any(letter.isprintable() and letter != " " for letter in name):
            raise ValidationError(_("Write the patient's name."))
        return name

    def clean_email(self) -> str:
        """Return the address as it is kept and compared."""
        return self.cleaned_data["email"].lower()

    def clean_birth_date(self) -> date:
        """Return the date when a living person may have it."""
        born = self.cleaned_data["birth_date"]
        oldest = self.today.year - OLDEST
        if born > self.today:
            raise ValidationError(
                _("%(year)s is still to come. Write a year from %(from)s to %(to)s."),
                params={"year": born.year, "from": oldest, "to": self.today.year},
            )
        if born.year < oldest:
            raise ValidationError(
                _("%(year)s is too long ago. Write a year from %(from)s to %(to)s."),
                params={"year": born.year, "from": oldest, "to": self.today.year},
            )
        return born

    def clean(self) -> dict[str, Any]:
        """Ask for an address from those who agree to be written to."""
        cleaned = super().clean() or {}
        nowhere = not cleaned.get("email") and "email" not in self.errors
        if cleaned.get("email_consent") and nowhere:
            self.add_error(
                "email", _("Write the address, or untick that the patient agrees.")
            )
        return cleaned


class PatientDetailsForm(PatientForm):
    """Everything about a patient that the desk may change."""

    # What the details were when the page was opened: see `stamp`.
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        self.patient = patient
        kwargs.setdefault("initial", details(patient) | {"stamp": stamp(patient)})
        super().__init__(*args, **kwargs)

    def layout(self) -> Layout:
        """Return the fields of registration and three more."""
        self.fields["phone"] = _text(_("Telephone"), "", 40, required=False)
        self.fields["clinician"] = MemberField(
            self._clinicians(),
            label=_("Clinician"),
            required=False,
            empty_label=_("Nobody yet"),
            error_messages={"invalid_choice": _("Choose one of the people shown.")},
        )
        self.fields["next_visit"] = _date_field(
            _("Next visit"), self.clinic.country, required=False
        )
        return Layout(
            "stamp",
            Row(Column("number"), Column("birth_date")),
            "full_name",
            "cause",
            Row(Column("clinician"), Column("next_visit")),
            "email",
            "email_consent",
            Row(Column("phone"), Column("language")),
            "time_zone",
            Submit("save", _("Save the patient")),
        )

    def _clinicians(self) -> Any:
        return (
            self.clinic.memberships.filter(
                Q(is_active=True, user__is_active=True, is_clinician=True)
                # Somebody who has left stays until another one is chosen.
                | Q(pk=self.patient.clinician_id)
            )
            .select_related("user")
            .order_by("user__full_name")
        )

    def clean_phone(self) -> str:
        """Return the number in its international form."""
        typed = self.cleaned_data["phone"]
        return read_phone(typed, self.clinic.country) if typed else ""

    def clean_next_visit(self) -> date | None:
        """Return a date that is still to come; one on file may have passed."""
        visit = self.cleaned_data["next_visit"]
        if visit and visit < self.today and visit != self.patient.next_visit:
            raise ValidationError(_("This day has passed. Write a date from today on."))
        return visit

    def changed_meanwhile(self) -> bool:
        """Tell whether somebody saved other details after this page was opened."""
        return self.cleaned_data["stamp"] != stamp(self.patient)

    def stamp_anew(self) -> None:
        """Take the details as they are now for the ones that were seen."""
        seen = {name: self.data.getlist(name) for name in self.data}  # type: ignore[attr-defined]
        self.data = MultiValueDict(seen | {"stamp": [stamp(self.patient)]})

    def fields_to_change(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {k: v for k, v in self.cleaned_data.items() if k != "stamp"}


def details(patient: Patient) -> dict[str, Any]:
    """Return what the details form shows of a patient."""
    return {
        "number": patient.number,
        "full_name": patient.full_name,
        "birth_date": patient.birth_date,
        "cause": patient.cause,
        "email": patient.email,
        "email_consent": patient.email_consent,
        "language": patient.language,
        "time_zone": patient.time_zone,
        "phone": patient.phone,
        "clinician": patient.clinician_id,
        "next_visit": patient.next_visit,
    }


def stamp(patient: Patient) -> str:
    """Return a short sign of the details, to notice a change by somebody else."""
    told = "\n".join(f"{name}={value}" for name, value in details(patient).items())
    return sha256(told.encode()).hexdigest()[:16]


def new_patient_values(clinic: Clinic) -> dict[str, Any]:
    """Return what a new patient's form starts with."""
    return {"time_zone": clinic.time_zone, "language": Patient.Language.ENGLISH}


def clinician_for(membership: Membership) -> Membership | None:
    """Return who is put down as the clinician of a patient registered by a member."""
    return membership if membership.is_clinician else None
