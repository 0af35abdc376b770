"""Who shares a phone, and what the phone is called."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from patients.invitations import browser
from patients.invitations.models import Device

# What a browser says it runs on, and what people call that. The first that fits.
_KINDS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", _("Android phone or tablet")),
    ("Windows", _("Windows computer")),
    ("Macintosh", _("Mac")),
    ("Linux", _("Linux computer")),
)


@dataclass(frozen=True)
class Person:
    """One person whom this phone may open: enough to tell them apart, no more."""

    device_id: UUID
    first_name: str
    clinic: str
    is_current: bool


def device_label(request: HttpRequest) -> str:
    """Return what to call the device that asks."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    names = (name for sign, name in _KINDS if sign in agent)
    return str(next(names, _("Phone or computer")))


def people_on(request: HttpRequest, today: date) -> list[Person]:
    """Return the people this browser is remembered for, in one query."""
    keys = browser.keys_of(request)
    devices = {
        device.pk: device
        for device in Device.objects.remembered(today)
        .filter(
            pk__in=[key.device_id for key in keys], patient__archived_at__isnull=True
        )
        .select_related("patient__clinic")
    }
    return [
        Person(
            device_id=key.device_id,
            first_name=first_name(devices[key.device_id].patient.full_name),
            clinic=devices[key.device_id].patient.clinic.neutral_name,
            is_current=key == keys[0],
        )
        for key in keys
        if key.device_id in devices and key.fits(devices[key.device_id])
    ]


def first_name(full_name: str) -> str:
    """Return the first word of a name."""
    return full_name.split()[0]
