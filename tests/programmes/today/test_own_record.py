"""The patient's own progress, history, plan, and who looked."""

import re
from datetime import timedelta

import pytest

from patients.audit import actions as audit
from programmes.prescribing.models import PlanActivity
from programmes.today.opening import hours_in_words
from tests.factories import (
    NOW,
    TODAY,
    HoldFactory,
    MembershipFactory,
    PatientFactory,
    RestingPainFactory,
    SessionFactory,
)

DAY = timedelta(days=1)


def page(phone, name) -> str:
    response = phone.get(f"/me/{name}/")
    assert response.status_code == 200
    return response.content.decode()


def test_progress_counts_session_days_done_of_prescribed(phone, version):
    for n in (1, 2, 3):
        SessionFactory(version=version, local_date=TODAY - n * DAY)

    shown = page(phone, "progress")

    assert "<b>3 of 27</b> session days in the last 28 days" in shown
    assert "Last 7 days" in shown
    assert "<svg" in shown


def test_progress_says_what_a_pause_does(phone, version):
    HoldFactory(
        assignment=version.assignment,
        opened_on=TODAY - 2 * DAY,
        opened_at=NOW - 2 * DAY,
    )

    assert "2 days on pause are not counted" in page(phone, "progress")


def test_progress_without_a_programme_has_nothing_to_count(phone):
    assert "No session day has passed yet" in page(phone, "progress")


def test_a_day_without_an_answer_is_no_zero(phone, patient, version):
    RestingPainFactory(patient=patient, local_date=TODAY - DAY, pain=0)

    shown = page(phone, "progress")

    assert "no answer" in shown
    assert '<td class="r">0</td>' in shown


def test_the_history_offers_to_fix_what_is_recent(phone, version):
    SessionFactory(version=version, received_at=NOW, note="Knee clicked")
    SessionFactory(
        version=version,
        local_date=TODAY - 20 * DAY,
        received_at=NOW - 20 * DAY,
        worst_pain=None,
    )

    shown = page(phone, "history")

    assert shown.count("/fix/") == 1
    assert "Knee clicked" in shown
    assert "no answer" in shown


def test_an_empty_history_says_what_will_stand_here(phone):
    assert "No sessions yet" in page(phone, "history")


def test_who_looked_is_shown_once_a_day(phone, patient):
    looker = MembershipFactory(clinic=patient.clinic, user__full_name="Imogen Test")
    for _ in range(3):
        audit.record("records.patient_opened", by=looker.actor, subject=patient)
    audit.record("prescribing.plan_changed", by=looker.actor, subject=patient)
    audit.record("diary.pain_recorded", by=patient.actor, subject=patient)
    other = PatientFactory(clinic=patient.clinic)
    audit.record("alerts.closed", by=looker.actor, subject=other)

    shown = page(phone, "looks")

    assert shown.count("Imogen Test opened your record") == 1
    assert shown.count("Imogen Test worked on your plan") == 1
    assert "alert" not in shown


def test_before_anybody_looked_the_page_says_so(phone):
    assert "Nobody yet" in page(phone, "looks")


def test_the_plan_prints_with_steps_and_rules(phone, version):
    shown = page(phone, "plan")

    assert shown.count('<details class="more" open>') == version.items.count()
    assert "Be gentle" in shown
    assert "every day" in shown


def test_paper_carries_the_clinics_number(phone, patient, version):
    printed = re.search(r'<p class="printonly">([^<]+)</p>', page(phone, "plan"))[1]

    assert patient.clinic.phone in printed


def test_a_plan_on_hold_is_not_printed_to_be_done(phone, version):
    HoldFactory(assignment=version.assignment)

    shown = page(phone, "plan")

    assert "Do not do these exercises now" in shown
    assert 'class="pics"' not in shown


@pytest.mark.parametrize("name", ["plan", "activities"])
def test_without_a_plan_the_page_says_so(phone, name):
    assert 'class="empty"' in page(phone, name)


def test_a_plan_that_has_ended_is_said_to_have_ended(phone, version):
    assignment = version.assignment
    assignment.state, assignment.ended_reason = "ended", "Discharged"
    assignment.ended_on, assignment.ended_at = TODAY, NOW
    assignment.save()

    shown = page(phone, "plan")

    assert "Your programme has ended" in shown
    assert "No programme yet" not in shown


def test_activities_say_why_and_what_to_do_instead(phone, version):
    one, two, *_rest = version.activities.order_by("activity__order")
    PlanActivity.objects.filter(pk=one.pk).update(
        stance="fine", reason="No pain with it"
    )
    PlanActivity.objects.filter(pk=two.pk).update(
        stance="limit", minutes=20, reason="Twice a week is fine"
    )

    shown = page(phone, "activities")

    assert f"<h2>{one.name}</h2>" not in shown
    assert "Up to 20 minutes at a time." in shown
    assert "Twice a week is fine" in shown
    assert "Instead:" in shown


def test_advice_is_honest_about_supplements_and_evidence(phone):
    shown = page(phone, "self-care")

    assert "We do not recommend any product" in shown
    assert "How sure are we" in shown


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ({}, ""),
        ({"mon": ["08:00", "18:00"]}, "Mon, 8:00 to 18:00"),
        (
            {"mon": ["08:30", "12:00"], "tue": ["08:30", "12:00"], "wed": None},
            "Mon to Tue, 8:30 to 12:00",
        ),
        (
            {"fri": ["09:00", "17:00"], "sat": ["10:00", "12:00"]},
            "Fri, 9:00 to 17:00; Sat, 10:00 to 12:00",
        ),
    ],
)
def test_opening_hours_in_words(hours, words):
    assert hours_in_words(hours) == words
