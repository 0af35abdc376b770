"""Write the patient's record."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from patients.accounts.models import Clinic
from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.records.models import Patient


class NumberTaken(Exception):
    """Another patient of the clinic has this number."""


def touch(*, patient: Patient, at: datetime) -> None:
    """Note that something the clinic sees of this patient has changed.

    Part of the caller's action: writes no audit event of its own.
    """
    Patient.objects.filter(pk=patient.pk).update(changed_at=at)
    patient.changed_at = at


@transaction.atomic
def register_patient(
    *, by: Actor, clinic: Clinic, at: datetime, **fields: Any
) -> Patient:
    """Open a record for a patient. Raises NumberTaken."""
    try:
        with transaction.atomic():
            patient = Patient.objects.create(
                clinic=clinic, created_at=at, changed_at=at, **fields
            )
    except IntegrityError as error:
        _tell_if_taken(clinic=clinic, number=fields["number"], error=error)
        raise
    audit.record("records.patient_registered", by=by, subject=patient)
    return patient


@transaction.atomic
def edit_patient(
    *, by: Actor, patient: Patient, at: datetime, **fields: Any
) -> Patient:
    """Change a patient's details. Raises NumberTaken.

    The trail names the fields that changed, never what they hold.
    """
    changed = [
        name for name, value in fields.items() if getattr(patient, name) != value
    ]
    if not changed:
        return patient
    for name in changed:
        setattr(patient, name, fields[name])
    patient.changed_at = at
    try:
        with transaction.atomic():
            patient.save(update_fields=[*changed, "changed_at"])
    except IntegrityError as error:
        _tell_if_taken(clinic=patient.clinic, number=patient.number, error=error)
        raise
    audit.record("records.patient_edited", by=by, subject=patient, fields=changed)
    return patient


@transaction.atomic
def archive_patient(*, by: Actor, patient: Patient, at: datetime) -> None:
    """Take a patient off the lists; their own page closes and no mail goes out."""
    if patient.archived_at is None:
        patient.archived_at = patient.changed_at = at
        patient.save(update_fields=["archived_at", "changed_at"])
        audit.record("records.patient_archived", by=by, subject=patient)


@transaction.atomic
def restore_patient(*, by: Actor, patient: Patient, at: datetime) -> None:
    """Bring a patient back from the archive."""
    if patient.archived_at is not None:
        patient.archived_at, patient.changed_at = None, at
        patient.save(update_fields=["archived_at", "changed_at"])
        audit.record("records.patient_restored", by=by, subject=patient)


def _tell_if_taken(*, clinic: Clinic, number: str, error: IntegrityError) -> None:
    if clinic.patients.filter(number=number).exists():
        raise NumberTaken from error
