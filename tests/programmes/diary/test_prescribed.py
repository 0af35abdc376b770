"""Patient and clinic count the same days: those that were really prescribed."""

from datetime import timedelta

import pytest

from programmes.progress.period import Period
from programmes.progress.queries import report
from programmes.today.queries import sessions_done
from programmes.triage.queries import facts_of
from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    HoldFactory,
    SessionFactory,
    with_plan,
)

pytestmark = pytest.mark.django_db
WEEK = TODAY - timedelta(days=6)


def counted(assignment):
    """Return done and due of the last seven days, as each page reads them."""
    patient = assignment.patient
    week = Period(WEEK, TODAY)
    mine = sessions_done(patient, assignment, start=WEEK, end=TODAY, today=TODAY)
    theirs = facts_of([patient], now=NOW)[patient.pk].adherence_over(7)
    (line,) = report(patient.clinic, week, today=TODAY).lines
    return {(found.done, found.due) for found in (mine, theirs, line.sessions)}


def running(patient, **fields):
    assignment = AssignmentFactory(patient=patient, **fields)
    version = with_plan(assignment)
    SessionFactory(version=version, local_date=TODAY - timedelta(days=5))
    return assignment


def test_a_running_plan(patient):
    assert counted(running(patient)) == {(1, 6)}


def test_a_plan_past_its_last_day_asks_for_nothing_more(patient):
    start = TODAY - timedelta(days=7 + 4)

    assert counted(running(patient, start_on=start, weeks=1)) == {(1, 2)}


def test_a_plan_that_was_ended_earlier(patient):
    assignment = running(
        patient,
        state="ended",
        ended_at=NOW,
        ended_on=TODAY - timedelta(days=3),
        ended_reason="Goals reached.",
    )

    assert counted(assignment) == {(1, 4)}


def test_a_plan_ended_long_after_its_last_day(patient):
    assignment = running(
        patient,
        start_on=TODAY - timedelta(days=7 + 4),
        weeks=1,
        state="ended",
        ended_at=NOW,
        ended_on=TODAY,
        ended_reason="Reviewed.",
    )

    assert counted(assignment) == {(1, 2)}


def test_a_plan_on_hold(patient):
    assignment = running(patient)
    HoldFactory(assignment=assignment, opened_on=TODAY - timedelta(days=2))

    assert counted(assignment) == {(1, 4)}
