"""Write a patient's screening answers."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from patients.accounts.models import Membership
from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.records import actions as records
from patients.records.models import Patient
from programmes.screening.facts import YES, Answered
from programmes.screening.models import Answer


@transaction.atomic
def record_answers(
    *,
    by: Actor,
    patient: Patient,
    answers: Mapping[str, Answered],
    at: datetime,
    confirmed_by: Membership | None = None,
) -> list[Answer]:
    """Add answers to the patient's screening; a newer answer replaces an older one.

    Unchanged answers are written again too: that somebody confirmed them on this
    day is a fact of its own. `confirmed_by` is the clinician who stands behind
    them. Nothing is written, and no event recorded, when there is no answer.
    """
    if not answers:
        return []
    written = Answer.objects.bulk_create(
        Answer(
            clinic_id=patient.clinic_id,
            patient=patient,
            question=question,
            value=answered.value,
            details=dict(answered.details) if answered.value == YES else {},
            answered_at=at,
            answered_on=patient.today(at),
            answered_by_kind=by.kind,
            answered_by_id=by.id,
            confirmed_by=confirmed_by,
        )
        for question, answered in answers.items()
    )
    records.touch(patient=patient, at=at)
    audit.record(
        "screening.answers_recorded",
        by=by,
        subject=patient,
        answers=len(written),
        said_yes=sorted(answer.question for answer in written if answer.value == YES),
        confirmed_by=str(confirmed_by.pk) if confirmed_by else None,
    )
    return written
