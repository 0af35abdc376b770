"""A session is stored once, on the right day, under the plan that was seen."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from patients.audit.models import AuditEvent
from programmes.diary import actions
from programmes.diary.actions import (
    ConflictingEntry,
    SessionEntry,
    UnableToChange,
    UnableToLog,
)
from programmes.diary.models import RefusedEntry, RestingPain, Session
from programmes.prescribing.models import Assignment
from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    HoldFactory,
    PatientFactory,
    PlanVersionFactory,
    RestingPainFactory,
    SafetyCheckFactory,
    with_plan,
)

DAY = timedelta(days=1)


@pytest.fixture
def assignment(patient):
    return AssignmentFactory(patient=patient)


@pytest.fixture
def version(assignment):
    return with_plan(assignment)


def entry(version=None, **changes) -> SessionEntry:
    fields = {
        "client_uuid": uuid4(),
        "on": TODAY,
        "worst_pain": 4,
        "version_id": version.pk if version else None,
    }
    return SessionEntry(**(fields | changes))


def log(patient, sent, at=NOW):
    return actions.log_session(by=patient.actor, patient=patient, entry=sent, at=at)


def test_a_session_as_planned_is_stored_with_all_that_was_due(patient, version):
    pain = RestingPainFactory(patient=patient, pain=3)
    check = SafetyCheckFactory(patient=patient)

    session = log(patient, entry(version, note="Fine.")).session

    assert session.local_date == TODAY
    assert session.performed_at == NOW
    assert session.mode == Session.Mode.LIVE
    assert (session.before, session.check_made) == (pain, check)
    assert {item.state for item in session.items.all()} == {"done"}
    assert session.items.count() == version.items.count()
    patient.refresh_from_db()
    assert patient.changed_at == NOW
    event = AuditEvent.objects.get(action="diary.session_logged")
    assert (event.patient_id, event.subject_id) == (patient.pk, str(session.pk))
    assert "Fine" not in str(event.details)


def test_only_what_is_due_that_day_counts_as_done_as_planned(patient, version):
    version.items.filter(order__gt=1).update(weekdays="0100000")  # Tuesdays

    session = log(patient, entry(version)).session

    assert session.items.count() == 1


def test_worst_pain_0_is_an_answer_and_none_is_a_gap(patient, version):
    without = log(patient, entry(version, worst_pain=None)).session
    zero = log(patient, entry(version, worst_pain=0)).session

    assert without.worst_pain is None
    assert zero.worst_pain == 0


def test_the_same_entry_sent_twice_is_stored_once(patient, version):
    sent = entry(version)

    first = log(patient, sent)
    again = log(patient, sent, at=NOW + timedelta(seconds=2))

    assert (first.created, again.created) == (True, False)
    assert again.session == first.session
    assert Session.objects.count() == 1


def test_other_content_under_the_same_uuid_is_refused_and_both_are_kept(
    patient, version
):
    sent = entry(version, worst_pain=4)
    stored = log(patient, sent).session

    with pytest.raises(ConflictingEntry) as refusal:
        log(patient, replace(sent, worst_pain=7))
    with pytest.raises(ConflictingEntry):
        log(patient, replace(sent, worst_pain=7))

    assert refusal.value.stored == stored
    stored.refresh_from_db()
    assert stored.worst_pain == 4
    kept = RefusedEntry.objects.get()
    assert kept.payload["worst_pain"] == 7


def test_another_patient_may_use_the_same_uuid(patient, version):
    neighbour = PatientFactory(clinic=patient.clinic)
    theirs = with_plan(AssignmentFactory(patient=neighbour))
    sent = entry(version)

    log(patient, sent)
    logged = log(neighbour, replace(sent, version_id=theirs.pk))

    assert logged.created


def test_a_failed_audit_leaves_no_session(patient, version, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("patients.audit.actions.record", broken)

    with pytest.raises(RuntimeError):
        log(patient, entry(version))

    assert not Session.objects.exists()


@pytest.mark.parametrize("days_back", [1, 28])
def test_an_earlier_day_is_marked_as_added_later(patient, version, days_back):
    day = TODAY - days_back * DAY

    session = log(patient, entry(version, on=day)).session

    assert session.mode == Session.Mode.BACKFILLED
    assert session.local_date == day
    assert patient.today(session.performed_at) == day
    assert session.received_at == NOW


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (TODAY + DAY, "still to come"),
        (TODAY - 31 * DAY, "too long ago"),
        (TODAY - 29 * DAY, "started on Mon 6 Apr"),
        (date(1970, 1, 1), "too long ago"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(patient, version, on, says):
    with pytest.raises(UnableToLog, match=says) as refusal:
        log(patient, entry(version, on=on))

    assert refusal.value.field == "on"


def test_without_any_programme_there_is_nothing_to_log(patient):
    with pytest.raises(UnableToLog, match="no programme yet"):
        log(patient, entry())


def test_a_draft_is_no_programme(patient):
    draft = AssignmentFactory(
        patient=patient, state=Assignment.State.DRAFT, activated_at=None
    )

    with pytest.raises(UnableToLog, match="no programme yet"):
        log(patient, entry(with_plan(draft)))


def test_an_ended_programme_takes_sessions_up_to_its_last_day(patient, version):
    ended_on = TODAY - 2 * DAY
    Assignment.objects.update(
        state="ended", ended_at=NOW - 2 * DAY, ended_on=ended_on, ended_reason="Done"
    )

    logged = log(patient, entry(version, on=ended_on))
    with pytest.raises(UnableToLog, match="ended on Sat 2 May"):
        log(patient, entry(version))

    assert logged.created


def test_a_session_belongs_to_the_version_that_was_seen(patient, assignment, version):
    newer = with_plan(assignment, number=2, from_on=TODAY)

    seen = log(patient, entry(version)).session
    in_force = log(patient, entry()).session
    earlier = log(patient, entry(on=TODAY - DAY)).session

    assert seen.version == version
    assert in_force.version == newer
    assert earlier.version == version


def test_a_version_of_somebody_else_is_never_used(patient, version):
    theirs = PlanVersionFactory()

    session = log(patient, entry(theirs)).session

    assert session.version == version


def test_a_session_already_done_is_saved_while_a_hold_is_open(
    patient, assignment, version
):
    HoldFactory(assignment=assignment)

    assert log(patient, entry(version)).created


def test_single_exercises_keep_how_they_went(patient, version):
    one, two = version.items.order_by("order")[:2]
    states = {str(one.pk): "done", str(two.pk): "stopped"}

    session = log(patient, entry(version, as_planned=False, items=states)).session

    assert {i.item: i.state for i in session.items.all()} == {
        one: "done",
        two: "stopped",
    }


def test_an_exercise_of_another_plan_is_refused(patient, version):
    theirs = with_plan(AssignmentFactory()).items.first()

    with pytest.raises(UnableToLog, match="another plan"):
        log(
            patient,
            entry(version, as_planned=False, items={str(theirs.pk): "done"}),
        )

    assert not Session.objects.exists()


def test_the_date_is_the_patients_own(clinic):
    far = PatientFactory(clinic=clinic, time_zone="Pacific/Auckland")
    with_plan(AssignmentFactory(patient=far))
    late = NOW.replace(hour=22)  # already Tuesday in Auckland

    session = log(far, entry(on=TODAY + DAY), at=late).session

    assert session.mode == Session.Mode.LIVE


def test_a_phone_that_sends_later_keeps_when_it_was_done(patient, version):
    done_at = NOW - timedelta(hours=5)

    session = log(patient, entry(version, performed_at=done_at)).session

    assert (session.performed_at, session.received_at) == (done_at, NOW)
    assert session.mode == Session.Mode.LATE


def test_a_correction_takes_the_place_and_keeps_the_history(patient, version):
    wrong = log(patient, entry(version, worst_pain=8)).session

    right = actions.correct_session(
        by=patient.actor,
        patient=patient,
        session=wrong,
        entry=entry(version, worst_pain=3, as_planned=False),
        at=NOW + DAY,
    ).session

    assert list(Session.objects.current()) == [right]
    assert right.supersedes == wrong
    assert (right.worst_pain, right.local_date) == (3, TODAY)
    assert right.performed_at == wrong.performed_at
    wrong.refresh_from_db()
    assert wrong.worst_pain == 8
    assert AuditEvent.objects.filter(action="diary.session_corrected").exists()


def test_a_refused_correction_leaves_pain_before_as_it_was(patient, version):
    wrong = log(patient, entry(version)).session
    fix = {"by": patient.actor, "patient": patient, "session": wrong, "before": 7}

    with pytest.raises(UnableToChange):
        actions.correct_session(**fix, entry=entry(version), at=NOW + 9 * DAY)
    assert not RestingPain.objects.exists()

    right = actions.correct_session(**fix, entry=entry(version), at=NOW + DAY).session
    assert right.before.pain == 7


def test_pain_before_a_session_of_long_ago_stays(patient, version):
    earliest = entry(version, on=TODAY - 28 * DAY)
    wrong = log(patient, earliest).session
    fix = {"by": patient.actor, "patient": patient, "session": wrong}

    with pytest.raises(UnableToLog, match="too long ago"):
        actions.correct_session(
            **fix, entry=entry(version, worst_pain=9), before=7, at=NOW + 5 * DAY
        )

    assert list(Session.objects.current()) == [wrong]


def test_a_correction_sent_twice_is_stored_once(patient, version):
    wrong = log(patient, entry(version)).session
    sent = entry(version, worst_pain=3)
    fix = {"by": patient.actor, "patient": patient, "session": wrong, "at": NOW}

    first = actions.correct_session(**fix, entry=sent)
    again = actions.correct_session(**fix, entry=sent)

    assert again.session == first.session
    assert not again.created


def test_what_was_corrected_meanwhile_is_not_corrected_again(patient, version):
    wrong = log(patient, entry(version)).session
    fix = {"by": patient.actor, "patient": patient, "session": wrong, "at": NOW}
    actions.correct_session(**fix, entry=entry(version))

    with pytest.raises(UnableToChange, match="changed meanwhile"):
        actions.correct_session(**fix, entry=entry(version))


def test_a_removed_session_no_longer_counts_and_stays(patient, version):
    session = log(patient, entry(version)).session

    actions.remove_session(
        by=patient.actor, patient=patient, session=session, at=NOW + 7 * DAY
    )

    assert not Session.objects.current().exists()
    assert Session.objects.filter(pk=session.pk).exists()
    assert AuditEvent.objects.filter(action="diary.session_removed").exists()
    with pytest.raises(UnableToChange, match="changed meanwhile"):
        actions.remove_session(
            by=patient.actor, patient=patient, session=session, at=NOW
        )


def test_after_7_days_only_the_clinic_can_change_an_entry(patient, version):
    session = log(patient, entry(version)).session

    with pytest.raises(UnableToChange, match="more than 7 days"):
        actions.remove_session(
            by=patient.actor, patient=patient, session=session, at=NOW + 8 * DAY
        )

    assert Session.objects.current().exists()


def test_nobody_changes_somebody_elses_session(patient, version):
    session = log(patient, entry(version)).session
    other = PatientFactory(clinic=patient.clinic)

    with pytest.raises(UnableToChange, match="somebody else"):
        actions.remove_session(by=other.actor, patient=other, session=session, at=NOW)
