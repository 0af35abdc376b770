"""The patient's one door to their own record."""

from datetime import timedelta
from typing import cast

from django.http import HttpRequest
from django.utils import timezone

from patients.invitations import browser
from patients.invitations.models import IDLE_DAYS, Device
from patients.invitations.types import PatientRequest
from patients.records.models import Patient


class NotLetIn(Exception):
    """This browser is not remembered for the person it asks for."""

    def __init__(self, *, others: bool) -> None:
        super().__init__("not remembered")
        self.others = others  # somebody else may still be remembered here


def open_own_record(request: HttpRequest) -> Patient:
    """Return the record of the person this browser is remembered for.

    The current person only: when their device was revoked, nobody else's record
    opens in its place. One query, and one more on the day's first visit. Raises
    NotLetIn. The gate `@own_record` calls this before the view does, so a view that
    calls it again pays nothing.
    """
    known = getattr(request, "patient", None)
    if isinstance(known, Patient):
        return known
    keys = browser.keys_of(request)
    device = keys and _device(keys[0])
    if not device:
        raise NotLetIn(others=len(keys) > 1)

    patient = device.patient
    today = patient.today(timezone.now())
    if device.last_seen_on < today - timedelta(days=IDLE_DAYS):
        raise NotLetIn(others=len(keys) > 1)
    opened = cast(PatientRequest, request)
    opened.seen_first_today = device.last_seen_on < today
    if opened.seen_first_today:
        Device.objects.filter(pk=device.pk).update(last_seen_on=today)
    opened.device = device
    opened.patient = patient
    opened.patient_actor = patient.actor
    opened.clinic = patient.clinic
    opened.shares_device = len(keys) > 1
    return patient


def _device(key: browser.Key) -> Device | None:
    device = (
        Device.objects.select_related("patient__clinic")
        .filter(
            pk=key.device_id,
            revoked_at__isnull=True,
            patient__archived_at__isnull=True,
        )
        .first()
    )
    return device if device is not None and key.fits(device) else None
