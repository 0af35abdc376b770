"""A newer screening answer that forbids exercise lets a running plan rest by itself."""

from datetime import timedelta

import pytest
import time_machine

from patients.audit.actor import Actor
from programmes.alerts.models import Alert
from programmes.prescribing import actions
from programmes.prescribing.models import Hold
from programmes.prescribing.tasks import rescreen_plans
from programmes.screening.actions import record_answers
from programmes.screening.facts import Answered
from tests.factories import (
    NOW,
    AssignmentFactory,
    answer_no_to_everything,
    with_plan,
)

pytestmark = pytest.mark.django_db
TICK = Actor.tick("test")
RED_FLAG = "numb_between_legs"


@pytest.fixture(autouse=True)
def on_this_monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def running(patient):
    answer_no_to_everything(patient, answered_at=NOW - timedelta(days=3))
    assignment = AssignmentFactory(
        patient=patient, activated_at=NOW - timedelta(days=2)
    )
    with_plan(assignment)
    return assignment


def answer(patient, value, *, hours=1):
    record_answers(
        by=patient.actor,
        patient=patient,
        answers={RED_FLAG: Answered(value, {})},
        at=NOW - timedelta(hours=hours),
    )


def tick(clinic, at=NOW):
    return actions.hold_what_screening_forbids(by=TICK, clinic=clinic, at=at)


def test_a_yes_to_a_warning_sign_holds_the_plan_and_alerts_the_clinic(running, patient):
    answer(patient, "yes")

    assert tick(patient.clinic) == 1
    hold = Hold.objects.get()
    assert (hold.assignment, hold.cause) == (running, Hold.Cause.SCREENING)
    alert = Alert.objects.get()
    assert (alert.patient, alert.severity) == (patient, "emergency")
    assert alert.reason.startswith("Screening says no exercises for now: ")


def test_a_second_run_changes_nothing(running, patient):
    answer(patient, "yes")

    assert [tick(patient.clinic), tick(patient.clinic)] == [1, 0]
    assert (Hold.objects.count(), Alert.objects.count()) == (1, 1)


def test_answers_that_allow_exercise_hold_nothing(running, patient):
    answer(patient, "no")

    assert tick(patient.clinic) == 0
    assert not Hold.objects.exists()


def test_a_hold_that_was_closed_stays_closed_until_something_new_is_answered(
    running, patient, clinician
):
    answer(patient, "yes", hours=5)
    tick(patient.clinic, at=NOW - timedelta(hours=4))
    actions.close_hold(
        by=clinician.actor,
        hold=Hold.objects.get(),
        outcome="Examined: no sign.",
        at=NOW - timedelta(hours=3),
    )

    assert tick(patient.clinic, at=NOW - timedelta(hours=2)) == 0
    answer(patient, "yes", hours=1)
    assert tick(patient.clinic) == 1


def test_a_draft_is_not_held(patient):
    answer_no_to_everything(patient, answered_at=NOW - timedelta(days=3))
    assignment = AssignmentFactory(patient=patient, state="draft", activated_at=None)
    with_plan(assignment)
    answer(patient, "yes")

    assert tick(patient.clinic) == 0


def test_the_tick_looks_at_every_clinic(running, patient):
    answer(patient, "yes")

    rescreen_plans()

    assert Hold.objects.open().count() == 1
