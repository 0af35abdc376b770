"""What the patient's gate adds to a request."""

from django.http import HttpRequest

from patients.accounts.models import Clinic
from patients.audit.actor import Actor
from patients.invitations.models import Device
from patients.records.models import Patient


class PatientRequest(HttpRequest):
    """A request of a patient on a remembered device."""

    patient: Patient
    patient_actor: Actor
    clinic: Clinic
    device: Device
    seen_first_today: bool
    shares_device: bool  # more than one person uses this phone
