"""Write pain at rest."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.records import actions as records
from patients.records.models import Patient
from programmes.diary.entries import UnableToLog, check_day
from programmes.diary.models import RestingPain, Source


class UnableToRecordPain(UnableToLog):
    """Pain at rest cannot be stored; says how to mend it, and at which field."""


def record_resting_pain(
    *,
    by: Actor,
    patient: Patient,
    kind: str,
    pain: int,
    on: date,
    at: datetime,
    client_uuid: UUID | None = None,
    source: str = Source.PHONE,
) -> RestingPain:
    """Store pain at rest for one local date; a second answer supersedes the first.

    The same answer again, or the same client UUID, returns what is already stored.
    Raises UnableToRecordPain for a pain outside 0 to 10 or a day that may not be used.
    """
    if not 0 <= pain <= 10:
        raise UnableToRecordPain(_("Choose a number from 0 to 10."), field="pain")
    try:
        check_day(on, today=patient.today(at))
    except UnableToLog as refusal:
        raise UnableToRecordPain(refusal.message) from refusal
    try:
        with transaction.atomic():
            return _record(
                by, patient, kind, pain, on, at, client_uuid=client_uuid, source=source
            )
    except IntegrityError:
        stored = RestingPain.objects.filter(
            patient=patient, client_uuid=client_uuid, client_uuid__isnull=False
        ).first()
        if stored is None:
            raise
        return stored


def _record(
    by: Actor,
    patient: Patient,
    kind: str,
    pain: int,
    on: date,
    at: datetime,
    *,
    client_uuid: UUID | None,
    source: str,
) -> RestingPain:
    # First of all: this locks the patient's row, so that two taps take turns and
    # the second one finds the first.
    records.touch(patient=patient, at=at)
    earlier = (
        RestingPain.objects.current()
        .filter(patient=patient, kind=kind, local_date=on)
        .order_by("-received_at", "-id")
        .first()
    )
    if earlier is not None and earlier.pain == pain:
        return earlier
    answer = RestingPain(
        clinic_id=patient.clinic_id,
        patient=patient,
        kind=RestingPain.Kind(kind),
        local_date=on,
        pain=pain,
        recorded_at=at,
        received_at=at,
        source=Source(source),
        client_uuid=client_uuid,
        supersedes=earlier,
        by_kind=by.kind,
        by_id=by.id,
    )
    answer.save(force_insert=True)
    audit.record(
        "diary.pain_recorded",
        by=by,
        subject=answer,
        kind=answer.kind,
        on=on,
        corrected=earlier is not None,
    )
    return answer
