"""The staff's one door to a patient."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from patients.accounts.types import ClinicRequest
from patients.audit import actions as audit
from patients.records.models import Patient


def open_patient(request: ClinicRequest, patient_id: UUID, *beside: str) -> Patient:
    """Return one of the clinic's patients, noting in the trail who looked.

    Another clinic's patient is a 404, never a 403: a stranger learns nothing, not
    even that the record exists. `beside` names rows that stand beside the patient's
    own, to be read along with it.
    """
    patient = get_object_or_404(
        request.clinic.patients.select_related("clinician__user", *beside),
        pk=patient_id,
    )
    # The clinic is already here: no second query for patient.clinic.
    patient.clinic = request.clinic
    audit.record("records.patient_opened", by=request.membership.actor, subject=patient)
    return patient
