"""A yes or a "not sure" stops the programme and tells the clinic, together."""

from datetime import timedelta

import pytest

from programmes.alerts.models import Alert
from programmes.diary import actions
from programmes.diary.days import day_state
from programmes.diary.models import SafetyCheck
from programmes.diary.queries import red_flags_of
from programmes.prescribing.models import Hold
from programmes.screening.models import Answer
from tests.factories import NOW, TODAY, AssignmentFactory, with_plan


@pytest.fixture
def assignment(patient):
    assignment = AssignmentFactory(patient=patient)
    with_plan(assignment)
    return assignment


def answer_list(patient, **answer):
    return actions.answer_safety_list(
        by=patient.actor, patient=patient, on=TODAY, at=NOW, **answer
    )


def answer_full(patient, **replies):
    return actions.answer_full_questions(
        by=patient.actor, patient=patient, replies=replies, on=TODAY, at=NOW
    )


def test_none_of_these_opens_the_day(patient, assignment):
    check = answer_list(patient, none_of_these=True)

    assert not check.flagged
    assert day_state(patient, TODAY).is_checked
    assert not Hold.objects.exists()
    assert not Alert.objects.exists()


def test_a_ticked_line_holds_the_programme_and_alerts_the_clinic(patient, assignment):
    check = answer_list(patient, ticked=["saddle"])

    assert check.flagged
    assert check.action == "emergency_now"
    hold = Hold.objects.get()
    assert (hold.assignment, hold.cause) == (assignment, Hold.Cause.RED_FLAG)
    alert = Alert.objects.get()
    assert (alert.rule, alert.severity) == ("red_flag", "emergency")
    assert alert.reason.startswith("Said yes: Numb between your legs")
    assert not day_state(patient, TODAY).is_checked


def test_yes_without_saying_to_what_is_an_emergency(patient, assignment):
    check = answer_list(patient)

    assert check.answers == {"unspecified": "yes"}
    assert Alert.objects.get().severity == "emergency"
    assert "without saying to what" in Alert.objects.get().reason


@pytest.mark.parametrize(
    ("question", "severity"),
    [
        ("rf3_chest_faint_breath", "emergency"),
        ("rf6_calf", "same_day"),
        ("rf12_weight_night", "same_day"),
    ],
)
def test_not_sure_counts_like_a_yes(patient, assignment, question, severity):
    check = answer_full(patient, **{question: "not_sure"})

    assert check.flagged
    assert Alert.objects.get().severity == severity
    assert Alert.objects.get().reason.startswith("Said “not sure”")
    assert Hold.objects.open().count() == 1


def test_all_no_finds_nothing(patient, assignment):
    check = answer_full(patient, rf6_calf="no", rf5_fever="no")

    assert not check.flagged
    assert not Alert.objects.exists()


def test_something_changed_alerts_without_a_hold(patient, assignment):
    answer_full(patient, rf8_changed="yes")

    assert Alert.objects.get().severity == "same_day"
    assert not Hold.objects.exists()


def test_a_second_yes_uses_the_open_hold_and_alert(patient, assignment):
    answer_list(patient, ticked=["fever"])
    answer_list(patient, ticked=["saddle"])

    assert Hold.objects.count() == 1
    alert = Alert.objects.get()
    assert alert.severity == "emergency"
    assert alert.reason.startswith("Said yes: Numb between")
    assert "Before that: Said yes: Fever" in alert.reason
    assert SafetyCheck.objects.count() == 2


def test_the_same_answer_again_says_the_same(patient, assignment):
    answer_list(patient, ticked=["fever"])
    once = Alert.objects.get().reason
    answer_list(patient, ticked=["fever"])

    assert Alert.objects.get().reason == once


def test_without_a_programme_the_clinic_is_alerted_all_the_same(patient):
    answer_list(patient, ticked=["chest"])

    assert Alert.objects.get().severity == "emergency"
    assert not Hold.objects.exists()


def test_check_hold_and_alert_stand_or_fall_together(patient, assignment, monkeypatch):
    def broken(**kwargs):
        raise RuntimeError

    monkeypatch.setattr("programmes.alerts.actions.raise_alert", broken)

    with pytest.raises(RuntimeError):
        answer_list(patient, ticked=["saddle"])

    assert not SafetyCheck.objects.exists()
    assert not Hold.objects.exists()


def test_long_questions_fit_into_the_reason(patient, assignment):
    flags = red_flags_of(patient, on=TODAY).flags

    answer_full(patient, **{question.slug: "yes" for question in flags.questions})

    assert len(Alert.objects.get().reason) <= 400


def test_the_latest_answer_of_the_day_counts(patient, assignment):
    answer_list(patient, none_of_these=True)
    actions.answer_safety_list(
        by=patient.actor,
        patient=patient,
        ticked=["fall"],
        on=TODAY,
        at=NOW + timedelta(minutes=1),
    )

    state = day_state(patient, TODAY)

    assert state.check.flagged
    assert state.flagged == (state.check,)
    assert state.check.answers == {"fall": "yes"}


@pytest.mark.parametrize(
    ("value", "expected"), [("yes", True), ("no", False), ("not_sure", None)]
)
def test_whether_pregnancy_is_asked_about_follows_the_screening(
    patient, value, expected
):
    Answer.objects.create(
        clinic=patient.clinic,
        patient=patient,
        question="pregnant",
        value=value,
        answered_at=NOW,
        answered_on=TODAY,
        answered_by_kind="tick",
    )

    assert day_state(patient, TODAY).person.pregnant is expected
    assert red_flags_of(patient, on=TODAY).person.pregnant is expected


@pytest.mark.parametrize("details", [{}, {"baby_birth_date": "2026-05-04"}])
def test_a_birth_without_a_date_counts_as_recent(patient, details):
    Answer.objects.create(
        clinic=patient.clinic,
        patient=patient,
        question="gave_birth",
        value="yes",
        details=details,
        answered_at=NOW,
        answered_on=TODAY,
        answered_by_kind="tick",
    )

    assert day_state(patient, TODAY).person.gave_birth_on == TODAY
