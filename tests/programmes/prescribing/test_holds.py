"""Pauses: each has its cause, its opener and its closer, and lifts nothing else."""

from datetime import timedelta

import pytest

from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.audit.models import AuditEvent
from programmes.prescribing import actions
from programmes.prescribing.models import Hold
from programmes.prescribing.queries import current_plan
from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    HoldFactory,
    MembershipFactory,
    with_plan,
)

LATER = NOW + timedelta(days=2)


@pytest.fixture
def active(patient):
    assignment = AssignmentFactory(patient=patient)
    with_plan(assignment)
    return assignment


def close(hold, by, outcome="Examined; nothing found."):
    return actions.close_hold(by=by, hold=hold, outcome=outcome, at=LATER)


def test_a_warning_sign_rests_the_plan_at_once(active, patient):
    hold = actions.open_hold(
        by=patient.actor, assignment=active, cause="red_flag", note="Numb.", at=NOW
    )

    assert (hold.opened_on, hold.opened_by_kind) == (TODAY, "patient")
    assert hold.opened_by_name == ""
    plan = current_plan(patient, TODAY)
    assert plan.is_on_hold
    assert not plan.is_running
    assert plan.state == "on_hold"
    event = AuditEvent.objects.get(action="prescribing.hold_opened")
    assert event.details == {"cause": "red_flag"}
    assert event.patient_id == patient.pk


def test_the_day_of_a_hold_is_the_patients_own(active, patient, clinician):
    patient.time_zone = "Pacific/Auckland"
    patient.save()
    active.refresh_from_db()
    evening = NOW.replace(hour=20)

    hold = actions.open_hold(
        by=clinician.actor, assignment=active, cause="clinician", at=evening
    )

    assert hold.opened_on == TODAY + timedelta(days=1)


def test_asked_twice_a_pause_is_one_pause(active, clinician):
    first = actions.open_hold(
        by=clinician.actor, assignment=active, cause="clinician", at=NOW
    )

    again = actions.open_hold(
        by=clinician.actor, assignment=active, cause="clinician", at=LATER
    )

    assert again == first
    assert Hold.objects.count() == 1


def test_each_warning_sign_is_a_hold_of_its_own(active, patient):
    for note in ("Numb.", "Fever."):
        actions.open_hold(
            by=patient.actor, assignment=active, cause="red_flag", note=note, at=NOW
        )

    assert Hold.objects.open().count() == 2


def test_lifting_one_pause_never_lifts_another(active, patient, clinician):
    first = HoldFactory(assignment=active, cause="clinician")
    other = HoldFactory(assignment=active, cause="red_flag")

    close(first, clinician.actor)

    assert list(Hold.objects.open()) == [other]
    assert current_plan(patient, TODAY).is_on_hold


def test_the_last_pause_lifted_lets_the_plan_go_on(active, patient, clinician):
    hold = HoldFactory(assignment=active)

    closed = close(hold, clinician.actor)

    assert closed.closed_by == clinician
    assert closed.closed_on == TODAY + timedelta(days=2)
    assert closed.outcome == "Examined; nothing found."
    assert current_plan(patient, TODAY).is_running
    assert AuditEvent.objects.filter(action="prescribing.hold_closed").exists()


@pytest.mark.parametrize("cause", Hold.Cause.values)
def test_a_pause_is_lifted_only_with_what_was_found(active, clinician, cause):
    hold = HoldFactory(assignment=active, cause=cause)

    with pytest.raises(actions.UnableToCloseHold):
        close(hold, clinician.actor, outcome="   ")

    assert Hold.objects.open().exists()


def test_only_a_clinician_of_the_clinic_lifts_a_pause(
    active, patient, receptionist, stranger
):
    hold = HoldFactory(assignment=active, cause="red_flag")
    former = MembershipFactory(clinic=patient.clinic, is_active=False)
    unfit = [
        patient.actor,
        Actor.tick("prescribing"),
        receptionist.actor,
        stranger.actor,
        former.actor,
    ]

    for actor in unfit:
        with pytest.raises(actions.UnableToCloseHold):
            close(hold, actor)

    assert Hold.objects.open().exists()


def test_a_pause_is_lifted_once(active, clinician):
    hold = HoldFactory(assignment=active)
    close(hold, clinician.actor, outcome="First.")

    with pytest.raises(actions.UnableToCloseHold):
        close(hold, clinician.actor, outcome="Second.")

    assert Hold.objects.get().outcome == "First."


def test_an_ended_programme_is_not_paused(patient, clinician):
    ended = AssignmentFactory(
        patient=patient,
        state="ended",
        ended_at=NOW,
        ended_on=TODAY,
        ended_reason="Better.",
    )

    with pytest.raises(actions.UnableToOpenHold):
        actions.open_hold(
            by=clinician.actor, assignment=ended, cause="clinician", at=NOW
        )


def test_neither_pause_nor_lift_is_kept_when_the_trail_fails(
    active, clinician, monkeypatch
):
    hold = HoldFactory(assignment=active, cause="red_flag")

    def fail(*args, **kwargs):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(RuntimeError):
        close(hold, clinician.actor)
    with pytest.raises(RuntimeError):
        actions.open_hold(
            by=clinician.actor, assignment=active, cause="clinician", at=NOW
        )

    assert list(Hold.objects.open()) == [hold]
