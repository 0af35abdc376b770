"""Write the patient's record."""

from datetime import datetime

from patients.records.models import Patient


def touch(*, patient: Patient, at: datetime) -> None:
    """Note that something the clinic sees of this patient has changed.

    Part of the caller's action: writes no audit event of its own.
    """
    Patient.objects.filter(pk=patient.pk).update(changed_at=at)
    patient.changed_at = at
