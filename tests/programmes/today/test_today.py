"""Today asks two things, then shows the plan."""

from datetime import timedelta

import pytest

from programmes.diary.models import RestingPain, SafetyCheck
from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    HoldFactory,
    RestingPainFactory,
    SafetyCheckFactory,
    SessionFactory,
    with_plan,
)

URL = "/me/"
DAY = timedelta(days=1)
EXERCISES_SHOWN = 'class="pics"'


def answered(patient, **fields):
    SafetyCheckFactory(patient=patient, **fields)
    RestingPainFactory(patient=patient, pain=3)


def page(phone) -> str:
    response = phone.get(URL)
    assert response.status_code == 200
    return response.content.decode()


def test_without_a_plan_it_says_what_will_stand_here(phone):
    shown = page(phone)

    assert "No programme yet" in shown
    assert "Is any of this new" not in shown


def test_a_draft_is_not_shown(phone, patient):
    with_plan(AssignmentFactory(patient=patient, state="draft"))

    assert "No programme yet" in page(phone)


def test_the_exercises_open_after_two_answers(phone, patient, version):
    before = page(phone)
    listed = phone.post("/me/safety/", {"none": "1"})
    rated = phone.post("/me/pain/now/", {"pain": "0"})
    after = page(phone)

    assert EXERCISES_SHOWN not in before
    assert "1 of 2" in before
    assert "2 of 2" in before
    assert listed["Location"] == rated["Location"] == "/me/#next"
    assert EXERCISES_SHOWN in after
    assert "Done as planned" in after
    assert RestingPain.objects.get().pain == 0


def test_each_line_of_the_list_has_its_own_label(phone, version):
    shown = page(phone)

    assert shown.count('<label class="tick"><input type="checkbox" name="line"') >= 5
    assert 'name="none" value="1">None of these' in shown


def test_nothing_is_chosen_for_anyone(phone, version):
    shown = page(phone)

    assert "aria-pressed" not in shown
    assert "checked" not in shown


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("11", "“11” is not on the scale"),
        ("five", "“five” is not on the scale"),
        ("", "Choose a number from 0 to 10"),
        ("-1", "“-1” is not on the scale"),
        ("3.5", "“3.5” is not on the scale"),
        ("\x00", "is not on the scale"),
        ("😀", "“😀” is not on the scale"),
    ],
)
def test_a_pain_off_the_scale_is_asked_again(phone, version, typed, says):
    response = phone.post("/me/pain/now/", {"pain": typed})

    assert response.status_code == 200
    assert says in response.content.decode()
    assert not RestingPain.objects.exists()


def test_a_pain_can_be_changed(phone, patient, version):
    answered(patient)

    shown = phone.get("/me/pain/now/").content.decode()
    phone.post("/me/pain/now/", {"pain": "6"})

    assert 'value="3" aria-pressed="true"' in shown
    assert RestingPain.objects.current().get().pain == 6


def test_the_safety_list_can_be_answered_again(phone, patient, version):
    answered(patient)

    assert "None of these" in phone.get("/me/safety/").content.decode()


def test_what_is_not_due_today_is_named_apart(phone, patient, version):
    answered(patient)
    version.items.filter(order=2).update(weekdays="0100000")

    shown = page(phone)

    assert "Not today:" in shown
    assert "3 exercises" in shown


def test_a_day_of_rest_says_when_to_come_back(phone, patient, version):
    version.items.update(weekdays="0010000")

    shown = page(phone)

    assert "Nothing is due today" in shown
    assert "Wednesday 6 May" in shown
    assert "I have already done a session" in shown


def test_before_the_first_day_it_says_when_the_programme_starts(phone, patient):
    with_plan(AssignmentFactory(patient=patient, start_on=TODAY + 2 * DAY))

    assert "Your programme starts on Wednesday 6 May" in page(phone)


def test_an_ended_programme_says_so(phone, patient):
    with_plan(
        AssignmentFactory(
            patient=patient,
            state="ended",
            ended_at=NOW,
            ended_on=TODAY - DAY,
            ended_reason="Finished",
        )
    )

    shown = page(phone)

    assert "Your programme has ended" in shown
    assert "Sun 3 May 2026" in shown


@pytest.mark.parametrize(
    ("cause", "says"),
    [
        ("clinician", "Your clinician has paused your exercises"),
        ("screening", "Something about your health has changed"),
        ("patient", "You asked for a break"),
    ],
)
def test_a_pause_hides_the_exercises_and_gives_the_number(
    phone, patient, version, cause, says
):
    answered(patient)
    HoldFactory(assignment=version.assignment, cause=cause, note="Staff words only")

    shown = page(phone)

    assert says in shown
    assert "tel:+442079460000" in shown
    assert EXERCISES_SHOWN not in shown
    assert "I have already done a session" in shown
    assert "Staff words only" not in shown


def test_after_a_yes_the_advice_stays_until_the_hold_is_closed(phone, patient, version):
    phone.post("/me/safety/", {"line": "saddle", "some": "1"})

    shown = page(phone)
    later = SafetyCheckFactory(patient=patient)
    still = page(phone)

    assert not later.flagged
    for text in (shown, still):
        assert "Call 999 or go to A&amp;E now" in text
        assert "tel:999" in text
        assert EXERCISES_SHOWN not in text


def test_the_morning_is_asked_only_after_a_session_yesterday(phone, patient, version):
    without = page(phone)
    SessionFactory(version=version, local_date=TODAY - DAY)
    asked = page(phone)
    phone.post("/me/pain/morning/", {"pain": "2"})
    answered_since = page(phone)

    assert "Pain this morning" not in without
    assert "Pain this morning, at rest" in asked
    assert RestingPain.objects.get().kind == "next_morning"
    assert "This morning’s pain: <b>2</b>" in answered_since


def test_a_logged_day_says_so_and_does_not_ask_for_pain_before(phone, version):
    SessionFactory(version=version)

    shown = page(phone)

    assert "Today’s session is saved" in shown
    assert "Pain now" not in shown


def test_a_spanish_browser_is_not_shown_half_a_translation(phone, version):
    shown = phone.get(URL, headers={"accept-language": "es"}).content.decode()

    assert "<h1>Today</h1>" in shown
    assert "Monday 4 May" in shown
    assert '<html lang="en-gb"' in shown


def test_a_stranger_is_shown_how_to_get_in(client, db):
    response = client.get(URL)

    assert response.status_code == 302
    assert not SafetyCheck.objects.exists()
