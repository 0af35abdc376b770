"""Something is wrong: what the patient reads at once, and what the clinic then does."""

import pytest
from playwright.sync_api import Page, expect

from programmes.alerts.models import Alert
from tests.browser.people import start_plan
from tests.browser.telling import Taps


@pytest.fixture
def patient(patient, clinician):
    """A patient in the second week of a plan, with nothing answered today."""
    start_plan(patient, clinician, days_ago=8)
    return patient


def test_a_yes_on_the_list_stops_the_session_until_a_clinician_says_so(
    patient, clinician, open_desk, open_phone
):
    phone = open_phone(patient)
    says_yes(phone)
    reads_advice(phone)
    finds_exercises_closed(phone)

    desk = open_desk(clinician)
    finds_alert(desk, patient)
    acknowledges_and_closes(desk, patient)
    finds_exercises_closed(phone)

    lifts_hold(desk, patient)
    finds_exercises_open(phone)


def says_yes(phone: Page) -> None:
    """Two taps: the line that is new, and yes."""
    phone.goto("/me/")
    phone.get_by_role("checkbox").first.tap()
    phone.get_by_role("button", name="Yes, or not sure").tap()


def reads_advice(phone: Page) -> None:
    """The numbers are there at once, without scrolling, and can be tapped."""
    advice = phone.get_by_role("alert")
    call = advice.get_by_role("link").first
    expect(call).to_be_in_viewport()
    expect(call).to_have_attribute("href", "tel:999")
    expect(phone.get_by_role("main")).to_contain_text("We told your clinic")


def finds_exercises_closed(phone: Page) -> None:
    phone.goto("/me/")
    expect(phone.get_by_text("Your exercises are paused")).to_be_visible()
    expect(phone.get_by_role("link", name="Done as planned")).to_have_count(0)


def finds_alert(desk: Page, patient) -> None:
    """The patient stands first on the caseload, with the reason in words."""
    desk.goto("/caseload/")
    first = desk.get_by_role("table").locator("tbody tr:not(.group)").first
    expect(first).to_contain_text(patient.full_name)
    expect(first).to_contain_text("Said yes: ")
    first.get_by_role("link", name=patient.full_name).click()


def acknowledges_and_closes(desk: Page, patient) -> None:
    """One click takes the alert on; two close it with an outcome."""
    click = Taps()
    desk.get_by_role("button", name="Acknowledge").click()
    expect(desk.get_by_text("Acknowledged by")).to_be_visible()
    click(desk.get_by_text("Close: Said yes"))
    click(desk.get_by_role("button", name="Called"))
    expect(desk.get_by_text("The alert is closed.")).to_be_visible()
    assert click.count == 2
    assert not Alert.objects.open().filter(patient=patient).exists()


def lifts_hold(desk: Page, patient) -> None:
    desk.goto(f"/patients/{patient.pk}/")
    desk.get_by_role("link", name="Lift this pause").click()
    desk.get_by_role("textbox", name="what was found").fill("Called. It was cramp.")
    desk.get_by_role("button", name="Lift this pause").click()
    expect(desk.get_by_text("Plan, version 1")).to_be_visible()


def finds_exercises_open(phone: Page) -> None:
    phone.goto("/me/")
    expect(phone.get_by_text("Your exercises are paused")).to_have_count(0)
    expect(phone.get_by_role("button", name="None of these")).to_be_visible()
