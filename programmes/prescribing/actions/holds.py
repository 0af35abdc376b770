"""Let a plan rest, and lift one cause of its rest at a time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from patients.accounts.models import Membership
from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.records import actions as records
from programmes.prescribing.models import Assignment, Hold


class UnableToOpenHold(Exception):
    """The plan cannot rest: it has ended."""


class UnableToCloseHold(Exception):
    """The hold stays; the message says what is missing."""


@transaction.atomic
def open_hold(
    *,
    by: Actor,
    assignment: Assignment,
    cause: Hold.Cause | str,
    note: str = "",
    at: datetime,
) -> Hold:
    """Let a plan rest from now on, for one cause.

    Each warning sign is a hold of its own. For every other cause a hold that is open
    already is returned as it stands, so that asking twice rests the plan once.
    """
    kept = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if kept.state == Assignment.State.ENDED:
        raise UnableToOpenHold(_("This programme has ended, so it cannot be paused."))
    if cause != Hold.Cause.RED_FLAG:
        standing = kept.holds.open().filter(cause=cause).order_by("opened_at").first()
        if standing is not None:
            return standing
    patient = assignment.patient
    hold = Hold.objects.create(
        clinic_id=kept.clinic_id,
        assignment=assignment,
        cause=cause,
        note=note,
        opened_on=patient.today(at),
        opened_at=at,
        opened_by_kind=by.kind,
        opened_by_id=by.id,
        opened_by_name=by.name,
    )
    records.touch(patient=patient, at=at)
    audit.record("prescribing.hold_opened", by=by, subject=hold, cause=str(cause))
    return hold


@transaction.atomic
def close_hold(*, by: Actor, hold: Hold, outcome: str, at: datetime) -> Hold:
    """Lift this hold and no other: the plan rests until its last hold is closed.

    Only a clinician of the clinic may, and must write what was found. A hold that
    somebody else closed meanwhile keeps their outcome.
    """
    kept = Hold.objects.select_for_update().get(pk=hold.pk)
    if kept.closed_at is not None:
        raise UnableToCloseHold(
            _("Somebody lifted this pause meanwhile. Their note is kept below.")
        )
    outcome = outcome.strip()
    if not outcome:
        raise UnableToCloseHold(_("Write what you found before you lift the pause."))
    closer = (
        Membership.objects.active()
        .clinicians()
        .filter(pk=by.id, clinic=kept.clinic_id)
        .first()
        if by.is_staff and by.id
        else None
    )
    if closer is None:
        raise UnableToCloseHold(_("Only a clinician of this clinic can lift a pause."))
    patient = hold.assignment.patient
    kept.closed_on = max(kept.opened_on, patient.today(at))
    kept.closed_at = at
    kept.closed_by = closer
    kept.outcome = outcome
    kept.save(update_fields=["closed_on", "closed_at", "closed_by", "outcome"])
    records.touch(patient=patient, at=at)
    audit.record("prescribing.hold_closed", by=by, subject=kept, cause=kept.cause)
    return kept
