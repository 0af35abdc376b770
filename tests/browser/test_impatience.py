"""What only a real browser does: two taps, the way back, two windows."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from programmes.diary.models import Session
from programmes.prescribing.models import Assignment
from tests.browser.people import answer_today, start_plan


@pytest.fixture
def patient(patient, clinician):
    start_plan(patient, clinician, days_ago=3)
    answer_today(patient)
    return patient


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_two_taps_on_save_are_one_session(patient, open_phone, script):
    phone = open_phone(patient, java_script_enabled=script)
    fill_in(phone)

    phone.get_by_role("button", name="Save").dblclick(no_wait_after=True)

    expect(phone.get_by_role("heading", name="Saved", exact=True)).to_be_visible()
    assert stored(patient) == 1


def test_the_way_back_after_saving_says_that_it_is_saved(patient, open_phone):
    phone = open_phone(patient)
    fill_in(phone)
    phone.get_by_role("button", name="Save").tap()
    expect(phone.get_by_role("heading", name="Saved", exact=True)).to_be_visible()

    phone.go_back()

    expect(phone.get_by_text("You have already saved a session today.")).to_be_visible()
    expect(phone.get_by_role("button", name="Save a second session")).to_have_count(1)
    assert stored(patient) == 1


def test_a_session_is_kept_when_the_plan_was_ended_in_another_window(
    patient, clinician, open_phone, open_desk
):
    phone = open_phone(patient)
    fill_in(phone)
    desk = open_desk(clinician)
    desk.goto(f"/patients/{patient.pk}/plan/end/")
    desk.get_by_label("Why does it end?").fill("Moved away.")
    desk.get_by_role("button", name="End the programme").click()
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    assert not Assignment.objects.active().filter(patient=patient).exists()

    phone.get_by_role("button", name="Save").tap()

    expect(phone.get_by_role("heading", name="Saved", exact=True)).to_be_visible()
    assert stored(patient) == 1


def fill_in(phone: Page) -> None:
    phone.goto("/me/")
    phone.get_by_role("link", name="Done as planned").tap()
    phone.get_by_role("radio", name="4", exact=True).tap()


def stored(patient) -> int:
    return Session.objects.filter(
        patient=patient, local_date=patient.today(timezone.now())
    ).count()
