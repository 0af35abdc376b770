"""Give, replace and open personal links; remember, pair and revoke devices."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.invitations import browser, codes
from patients.invitations.models import (
    MAX_PAIRING_TRIES,
    MAX_WRONG_TRIES,
    Device,
    PairingCode,
    PairingTries,
    PersonalLink,
)
from patients.outbox import actions as outbox
from patients.outbox.models import Message
from patients.records import actions as records
from patients.records.models import Patient


@transaction.atomic
def invite_patient(*, by: Actor, patient: Patient) -> PersonalLink:
    """Give a patient a personal link: the current one, or a first one.

    A first link is mailed when the patient may be mailed.
    """
    _wait_for_others(patient)
    link = patient.personal_links.current().first()
    if link is None:
        link = _new_link(by=by, patient=patient)
        audit.record("invitations.link_given", by=by, subject=link)
    return link


@transaction.atomic
def replace_link(
    *, by: Actor, patient: Patient, at: datetime, forget_devices: bool = False
) -> PersonalLink:
    """End the current link at once and give a new one, mailed when allowed.

    Devices stay remembered unless `forget_devices`: a lost phone needs it, a lost
    letter does not.
    """
    _wait_for_others(patient)
    patient.personal_links.current().update(ended_at=at)
    forgotten = 0
    if forget_devices:
        forgotten = patient.devices.filter(revoked_at__isnull=True).update(
            revoked_at=at
        )
    link = _new_link(by=by, patient=patient)
    records.touch(patient=patient, at=at)
    audit.record(
        "invitations.link_replaced", by=by, subject=link, devices_forgotten=forgotten
    )
    return link


def _wait_for_others(patient: Patient) -> None:
    """Let two presses at once come one after the other: one link is current."""
    Patient.objects.select_for_update().get(pk=patient.pk)


def _new_link(*, by: Actor, patient: Patient) -> PersonalLink:
    link = PersonalLink.objects.create(
        clinic_id=patient.clinic_id,
        patient=patient,
        created_by_id=by.id,
        created_at=timezone.now(),
    )
    if patient.can_be_mailed:
        _mail_link(by=by, link=link, times=1)
    return link


class UnableToSend(Exception):
    """The patient may not be mailed."""


@transaction.atomic
def send_link(*, by: Actor, link: PersonalLink) -> Message:
    """Mail a link again; one that has not left yet is not doubled.

    Raises UnableToSend when the patient has no address or does not agree to e-mail.
    """
    if not link.patient.can_be_mailed:
        raise UnableToSend
    sent = Message.objects.filter(dedupe_key__startswith=f"welcome:{link.pk}:")
    waiting = sent.filter(state=Message.State.QUEUED).first()
    if waiting is not None and waiting.to_address == link.patient.email:
        return waiting
    # Two presses at once count the same number, so they make one message.
    message = _mail_link(by=by, link=link, times=sent.count() + 1)
    audit.record("invitations.link_sent", by=by, subject=link)
    return message


def _mail_link(*, by: Actor, link: PersonalLink, times: int) -> Message:
    return outbox.put_in_outbox(
        by=by,
        clinic=link.patient.clinic,
        patient=link.patient,
        kind="welcome",
        dedupe_key=f"welcome:{link.pk}:{times}",
        to=link.patient.email,
        language=link.patient.language,
        context={"link": str(link.pk)},
    )


@dataclass(frozen=True)
class Tried:
    """What came of typing a birth year: a key, or the tries that are left."""

    key: browser.Key | None
    tries_left: int


@transaction.atomic
def try_birth_year(
    *, by: Actor, link: PersonalLink, year: int, label: str, at: datetime
) -> Tried:
    """Remember this device when the birth year is right; count the try when not.

    The try is claimed in the database before the year is looked at, so that many
    requests at once get no more tries than one after another. Nothing is raised for
    a wrong year: that would undo the count.
    """
    open_link = PersonalLink.objects.current().filter(
        pk=link.pk, locked_at__isnull=True, wrong_tries__lt=MAX_WRONG_TRIES
    )
    if not open_link.update(wrong_tries=F("wrong_tries") + 1):
        return Tried(key=None, tries_left=0)

    patient = link.patient
    if constant_time_compare(str(year), str(patient.birth_date.year)):
        # Wrong tries made before stay counted: a right one only takes itself back.
        PersonalLink.objects.filter(pk=link.pk).update(wrong_tries=F("wrong_tries") - 1)
        key = _remember(patient=patient, label=label, at=at, how="link")
        return Tried(key=key, tries_left=MAX_WRONG_TRIES)

    link.refresh_from_db(fields=["wrong_tries"])
    left = MAX_WRONG_TRIES - link.wrong_tries
    audit.record("invitations.year_refused", by=by, subject=link, tries_left=left)
    if left == 0:
        _lock(by=by, link=link, at=at)
    return Tried(key=None, tries_left=left)


def _lock(*, by: Actor, link: PersonalLink, at: datetime) -> None:
    PersonalLink.objects.filter(pk=link.pk).update(locked_at=at)
    records.touch(patient=link.patient, at=at)
    clinic = link.patient.clinic
    if clinic.email:
        outbox.put_in_outbox(
            by=by,
            clinic=clinic,
            patient=link.patient,
            kind="link_locked",
            category=Message.Category.CLINICIAN_ALERT,
            dedupe_key=f"link_locked:{link.pk}",
            to=clinic.email,
            context={"link": str(link.pk)},
        )
    audit.record("invitations.link_locked", by=by, subject=link)


def _remember(*, patient: Patient, label: str, at: datetime, how: str) -> browser.Key:
    key = browser.new_key(uuid4())
    device = Device.objects.create(
        id=key.device_id,
        clinic_id=patient.clinic_id,
        patient=patient,
        secret_hash=browser.hashed(key.secret),
        label=label,
        created_at=at,
        last_seen_on=patient.today(at),
    )
    audit.record(
        "invitations.device_remembered", by=patient.actor, subject=device, how=how
    )
    return key


@transaction.atomic
def revoke_device(*, by: Actor, device: Device, at: datetime) -> None:
    """Forget a device: its next page asks for the personal link again."""
    if Device.objects.filter(pk=device.pk, revoked_at__isnull=True).update(
        revoked_at=at
    ):
        audit.record("invitations.device_revoked", by=by, subject=device)


@transaction.atomic
def make_pairing_code(*, by: Actor, patient: Patient, at: datetime) -> str:
    """Return a code that lets one more device in within ten minutes.

    An earlier code of the same patient ends.
    """
    PairingCode.objects.filter(
        patient=patient, used_at__isnull=True, expires_at__gt=at
    ).update(expires_at=at)
    code = codes.new_code()
    row = PairingCode.objects.create(
        clinic_id=patient.clinic_id,
        patient=patient,
        code_hash=codes.hashed(code),
        created_at=at,
        expires_at=at + timedelta(minutes=codes.MINUTES),
    )
    audit.record("invitations.pairing_code_made", by=by, subject=row)
    return code


class TooManyTries(Exception):
    """This place has tried too many codes in the last minutes."""


@transaction.atomic
def try_pairing_code(
    *, by: Actor, code: str, origin: str, label: str, at: datetime
) -> browser.Key | None:
    """Remember this device when the code is right; use the code up.

    Returns None for a wrong, used or late code. Raises TooManyTries when `origin`
    has no tries left in this stretch of ten minutes.
    """
    counter, _ = PairingTries.objects.get_or_create(
        origin_hash=codes.origin(origin, at), defaults={"first_at": at}
    )
    claimed = PairingTries.objects.filter(
        pk=counter.pk, tries__lt=MAX_PAIRING_TRIES
    ).update(tries=F("tries") + 1)
    if not claimed:
        raise TooManyTries

    row = (
        PairingCode.objects.select_related("patient")
        .filter(code_hash=codes.hashed(code), patient__archived_at__isnull=True)
        .first()
    )
    fits = PairingCode.objects.filter(
        code_hash=codes.hashed(code), used_at__isnull=True, expires_at__gt=at
    )
    if row is None or not fits.update(used_at=at):
        audit.record("invitations.pairing_refused", by=by)
        return None
    PairingTries.objects.filter(first_at__lt=at - timedelta(days=1)).delete()
    return _remember(patient=row.patient, label=label, at=at, how="code")
