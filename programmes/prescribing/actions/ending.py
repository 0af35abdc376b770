"""End a programme."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.records import actions as records
from programmes.prescribing.actions.rows import lock
from programmes.prescribing.models import Assignment


class UnableToEnd(Exception):
    """The programme goes on; the message says why."""


@transaction.atomic
def end_assignment(
    *, by: Actor, assignment: Assignment, reason: str, at: datetime
) -> Assignment:
    """End a programme, or put a draft away. What was done under it stays.

    Open pauses stay open: a warning sign is still answered by a clinician, and keeps
    the next programme from starting until it is.
    """
    if not reason.strip():
        raise UnableToEnd(_("Write why the programme ends."))
    patient = lock(assignment.patient)
    kept = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if kept.state == Assignment.State.ENDED:
        raise UnableToEnd(_("This programme has ended already."))
    was = kept.state
    kept.state = Assignment.State.ENDED
    kept.ended_at = at
    kept.ended_on = patient.today(at)
    kept.ended_reason = reason.strip()
    kept.save(update_fields=["state", "ended_at", "ended_on", "ended_reason"])
    records.touch(patient=patient, at=at)
    audit.record("prescribing.ended", by=by, subject=kept, was=was)
    return kept
