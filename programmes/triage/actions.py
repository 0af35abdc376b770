"""Bring standings up to date."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db import transaction

from patients.accounts.models import Clinic
from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.records.models import Patient
from programmes.triage.models import Standing
from programmes.triage.queries import Facts, facts_of, stale_patients
from programmes.triage.reasons import need_of, rank_of, reasons

BATCH = 500


def refresh_standings(*, by: Actor, clinic: Clinic, now: datetime) -> int:
    """Work out anew the standings that are no longer true; return how many.

    Reads a fixed number of queries for each 500 patients. A second run at the same
    instant finds nothing to do.
    """
    refreshed = 0
    while batch := list(stale_patients(clinic, now=now)[:BATCH]):
        refreshed += len(_work_out(batch, by=by, now=now))
    return refreshed


def true_standing(*, by: Actor, patient: Patient, now: datetime) -> Standing | None:
    """Return how one patient stands, worked out anew if it is no longer true."""
    standing: Standing | None = getattr(patient, "standing", None)
    if patient.archived_at or (standing and standing.is_true(patient, now)):
        return standing
    return _work_out([patient], by=by, now=now)[0]


@transaction.atomic
def _work_out(
    patients: Sequence[Patient], *, by: Actor, now: datetime
) -> list[Standing]:
    standings = [
        standing_of(facts, now=now) for facts in facts_of(patients, now=now).values()
    ]
    Standing.objects.bulk_create(
        standings,
        update_conflicts=True,
        unique_fields=["patient"],
        update_fields=[
            field.name
            for field in Standing._meta.concrete_fields
            if not field.primary_key
        ],
    )
    audit.record(
        "triage.standings_refreshed",
        by=by,
        clinic=str(patients[0].clinic_id),
        count=len(standings),
    )
    return standings


def standing_of(facts: Facts, *, now: datetime) -> Standing:
    """Return how one patient stands now, not yet saved."""
    patient = facts.patient
    situation = facts.situation
    found = reasons(situation)
    need = need_of(situation, found)
    month = facts.adherence_over(28)
    pain = situation.pain
    midnight = datetime.combine(
        facts.today + timedelta(days=1), time(), tzinfo=patient.zone
    )
    return Standing(
        patient=patient,
        clinic_id=patient.clinic_id,
        # A change at this very instant must count as later.
        computed_at=now,
        valid_until=midnight,
        rank=rank_of(need, found),
        severity=need,
        reasons=[
            {"rule": reason.rule, "need": reason.need, "params": reason.params}
            for reason in found
        ],
        last_session_on=facts.last_session_on,
        done_7=situation.week.done,
        due_7=situation.week.due,
        done_28=month.done,
        due_28=month.due,
        baseline=_exact(pain.baseline.median if pain.baseline else None),
        week_median=_exact(pain.current.median),
        week_answers=pain.current.days_answered,
        plan_state=facts.plan,
    )


def _exact(value: float | None) -> Decimal | None:
    """Return a quarter as the decimal it is."""
    return None if value is None else Decimal(value).quantize(Decimal("0.01"))
