"""Answers about a clinic's patients."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import Clinic
from patients.records.likeness import alike
from patients.records.models import Patient, PatientQuerySet


@dataclass(frozen=True)
class Likeness:
    """A patient on file who may be the one being registered, and why."""

    patient: Patient
    why: str | Promise


def likely_duplicates(
    clinic: Clinic,
    full_name: str,
    birth_date: date,
    email: str,
    exclude: UUID | None = None,
) -> list[Likeness]:
    """Return the clinic's patients that look the same, archived ones too.

    One query. An address that two people share is worth a warning as well: each
    would read the other's mail.
    """
    same = Q(birth_date=birth_date)
    if email:
        same |= Q(email__iexact=email)
    found = []
    for patient in _others(clinic, exclude).filter(same).by_name():
        same_name = alike(patient.full_name, full_name)
        if patient.birth_date == birth_date and same_name:
            found.append(Likeness(patient, _("same date of birth and a similar name")))
        elif email and patient.email.lower() == email.lower():
            found.append(Likeness(patient, _("same e-mail address")))
    return found


def holder_of_number(
    clinic: Clinic, number: str, exclude: UUID | None = None
) -> Patient | None:
    """Return the clinic's patient who has this number, if any."""
    return _others(clinic, exclude).filter(number=number).first()


def _others(clinic: Clinic, exclude: UUID | None) -> PatientQuerySet:
    found = clinic.patients.all()
    return found.exclude(pk=exclude) if exclude else found
