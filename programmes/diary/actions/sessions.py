"""Write sessions: log, correct, remove. Nothing stored is ever changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.records import actions as records
from patients.records.models import Patient
from programmes.diary.actions.pain import record_resting_pain
from programmes.diary.entries import (
    CHANGE_DAYS,
    SessionEntry,
    UnableToLog,
    check_day,
    mode_of,
    performed_at,
)
from programmes.diary.models import (
    RefusedEntry,
    RestingPain,
    Session,
    SessionItem,
    Source,
)
from programmes.diary.versions import due_items, pains_before, version_seen


class ConflictingEntry(Exception):
    """The same entry was sent before with other content: both are kept, as they are."""

    def __init__(self, stored: Session, refused: RefusedEntry) -> None:
        super().__init__(stored.pk)
        self.stored = stored
        self.refused = refused


class UnableToChange(Exception):
    """A session cannot be fixed or removed any more; says why."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Logged:
    """A stored session, and whether this call stored it or an earlier one had."""

    session: Session
    created: bool


def log_session(
    *, by: Actor, patient: Patient, entry: SessionEntry, at: datetime
) -> Logged:
    """Store a session that was done, under the version of the plan that was seen.

    Sent twice, it is stored once: the database's constraint decides, so that two
    requests at the same moment cannot both win. An open hold refuses nothing, as the
    session has already happened. Raises UnableToLog with the way to mend it, or
    ConflictingEntry when the same UUID was stored with other content.
    """
    try:
        with transaction.atomic():
            return Logged(_log(by, patient, entry, at), created=True)
    except (IntegrityError, UnableToLog):
        stored = _sent_before(patient, entry)
        if stored is None:
            raise
        return stored


def correct_session(
    *,
    by: Actor,
    patient: Patient,
    session: Session,
    entry: SessionEntry,
    at: datetime,
    before: int | None = None,
) -> Logged:
    """Put a corrected session in the place of one entered within the last 7 days.

    Day, plan version and time stay: only what was said about the session changes, and
    the pain before it (0 to 10) where that is given and another one. Raises
    UnableToChange, ConflictingEntry, or UnableToLog when pain before cannot be stored
    for that day any more; then nothing is changed.
    """
    try:
        with transaction.atomic():
            _check_changeable(session, patient, at)
            records.touch(patient=patient, at=at)
            if before is not None and before != _pain_before(session):
                record_resting_pain(
                    by=by,
                    patient=patient,
                    kind=RestingPain.Kind.BEFORE,
                    pain=before,
                    on=session.local_date,
                    at=at,
                    source=entry.source,
                )
            corrected = _copy(session, by=by, at=at)
            corrected.client_uuid = entry.client_uuid
            corrected.payload_hash = entry.digest
            corrected.as_planned = entry.as_planned
            corrected.worst_pain = entry.worst_pain
            corrected.note = entry.note
            corrected.source = Source(entry.source)
            corrected.before = pains_before(patient.pk, session.local_date).first()
            corrected.save(force_insert=True)
            _store_items(corrected, entry)
            audit.record(
                "diary.session_corrected",
                by=by,
                subject=corrected,
                instead_of=str(session.pk),
            )
            return Logged(corrected, created=True)
    except (IntegrityError, UnableToChange) as refusal:
        stored = _sent_before(patient, entry)
        if stored is not None:
            return stored
        if isinstance(refusal, UnableToChange):
            raise
        raise UnableToChange(_already_changed()) from refusal


def remove_session(
    *, by: Actor, patient: Patient, session: Session, at: datetime
) -> Session:
    """Take a session entered within the last 7 days out of the count.

    It stays in the database, superseded by a row that says it was removed.
    """
    try:
        with transaction.atomic():
            _check_changeable(session, patient, at)
            records.touch(patient=patient, at=at)
            gone = _copy(session, by=by, at=at)
            gone.removed = True
            gone.save(force_insert=True)
            audit.record(
                "diary.session_removed",
                by=by,
                subject=gone,
                instead_of=str(session.pk),
            )
            return gone
    except IntegrityError as refusal:
        raise UnableToChange(_already_changed()) from refusal


def may_change(session: Session, patient: Patient, at: datetime) -> bool:
    """Tell whether an entry is recent enough to be fixed, in the patient's own days."""
    entered = patient.today(session.received_at)
    return patient.today(at) - entered <= timedelta(days=CHANGE_DAYS)


def _log(by: Actor, patient: Patient, entry: SessionEntry, at: datetime) -> Session:
    today = patient.today(at)
    check_day(entry.on, today=today)
    # First write: this locks the patient's row, so that two requests take turns.
    records.touch(patient=patient, at=at)
    seen = version_seen(patient, entry)
    session = Session(
        patient=patient,
        local_date=entry.on,
        clinic_id=patient.clinic_id,
        assignment=seen.version.assignment,
        version=seen.version,
        client_uuid=entry.client_uuid,
        payload_hash=entry.digest,
        performed_at=performed_at(entry, today=today, at=at, zone=patient.zone),
        time_zone=patient.time_zone,
        received_at=at,
        mode=mode_of(entry, today=today, at=at),
        source=Source(entry.source),
        as_planned=entry.as_planned,
        worst_pain=entry.worst_pain,
        before_id=seen.before_id,
        check_made_id=seen.check_id,
        note=entry.note,
        by_kind=by.kind,
        by_id=by.id,
    )
    session.save(force_insert=True)
    _store_items(session, entry)
    audit.record(
        "diary.session_logged",
        by=by,
        subject=session,
        on=entry.on,
        mode=session.mode,
        source=session.source,
    )
    return session


def _store_items(session: Session, entry: SessionEntry) -> None:
    """Store how each exercise went; as planned, all that was due was done."""
    items = list(session.version.items.all())
    if entry.as_planned:
        states = {
            str(item.pk): SessionItem.State.DONE
            for item in due_items(items, session.local_date)
        }
    else:
        states = {key: SessionItem.State(state) for key, state in entry.items.items()}
    known = {str(item.pk): item for item in items}
    if not known.keys() >= states.keys():
        raise UnableToLog(
            _("This page shows another plan. Open Today again, then log the session."),
            field="",
        )
    SessionItem.objects.bulk_create(
        SessionItem(session=session, item=known[key], state=state)
        for key, state in states.items()
    )


def _sent_before(patient: Patient, entry: SessionEntry) -> Logged | None:
    """Return what this UUID has stored, or None; other content raises."""
    stored = Session.objects.filter(
        patient=patient, client_uuid=entry.client_uuid
    ).first()
    if stored is None:
        return None
    if stored.payload_hash == entry.digest:
        return Logged(stored, created=False)
    # Sent a third time, the refused content is not kept again.
    refused, _made = RefusedEntry.objects.get_or_create(
        clinic_id=patient.clinic_id,
        patient=patient,
        client_uuid=entry.client_uuid,
        payload=entry.content,
        reason="other content under the same id",
    )
    raise ConflictingEntry(stored, refused)


def _check_changeable(session: Session, patient: Patient, at: datetime) -> None:
    if session.patient_id != patient.pk:
        raise UnableToChange(_("This session belongs to somebody else."))
    superseded = Session.objects.filter(supersedes=session).exists()
    if superseded or session.removed:
        raise UnableToChange(_already_changed())
    if not may_change(session, patient, at):
        raise UnableToChange(
            _("This was entered more than 7 days ago. Ask your clinic to change it.")
        )


def _pain_before(session: Session) -> int | None:
    return session.before.pain if session.before else None


def _already_changed() -> str:
    return _("This session was changed meanwhile. Look at your history first.")


def _copy(session: Session, *, by: Actor, at: datetime) -> Session:
    """Return a new row that stands in the place of a session, not yet saved."""
    return Session(
        clinic_id=session.clinic_id,
        patient_id=session.patient_id,
        assignment_id=session.assignment_id,
        version_id=session.version_id,
        client_uuid=uuid4(),
        payload_hash=session.payload_hash,
        local_date=session.local_date,
        performed_at=session.performed_at,
        time_zone=session.time_zone,
        received_at=at,
        mode=session.mode,
        source=session.source,
        as_planned=session.as_planned,
        worst_pain=session.worst_pain,
        before_id=session.before_id,
        check_made_id=session.check_made_id,
        note=session.note,
        supersedes=session,
        by_kind=by.kind,
        by_id=by.id,
    )
