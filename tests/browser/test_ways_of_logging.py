"""A session is logged by keyboard alone, without script, and on a thin line."""

import gzip

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Response, expect

from programmes.diary.models import Session
from tests.browser.people import answer_today, start_plan

MOST_BYTES = 60_000
MOST_TABS = 60


@pytest.fixture
def patient(patient, clinician):
    start_plan(patient, clinician, days_ago=3)
    return patient


def test_a_session_is_logged_with_the_keyboard_alone(patient, open_desk, open_phone):
    page = open_phone(patient, has_touch=False, is_mobile=False)
    page.goto("/me/")

    go_to(page, "None of these")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Safety list: none of these")).to_be_visible()
    go_to(page, "4")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Pain now: 4")).to_be_visible()
    go_to(page, "Done as planned")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How did it go?")).to_be_visible()
    go_to(page, "worst")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    go_to(page, "Save")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Saved", exact=True)).to_be_visible()
    assert sessions_of(patient) == [(patient.today(timezone.now()), 5)]


def test_a_session_is_logged_without_script(patient, open_phone):
    phone = open_phone(patient, java_script_enabled=False)
    phone.goto("/me/")

    phone.get_by_role("button", name="None of these").tap()
    phone.get_by_role("button", name="0, no pain").tap()
    phone.get_by_role("link", name="Done as planned").tap()
    phone.get_by_role("radio", name="2", exact=True).tap()
    phone.get_by_text("Add a note, if you want to").tap()
    phone.get_by_label("A note for your clinic").fill("Felt easy.")
    phone.get_by_role("button", name="Save").tap()

    expect(phone.get_by_role("heading", name="Saved", exact=True)).to_be_visible()
    assert sessions_of(patient) == [(patient.today(timezone.now()), 2)]


def test_the_first_visit_is_light(patient, open_phone):
    answer_today(patient)
    phone = open_phone(patient)
    answers: list[Response] = []
    phone.on("response", lambda answer: answers.append(answer))

    phone.goto("/me/", wait_until="networkidle")

    weights = {
        answer.url: len(gzip.compress(answer.body()))
        for answer in answers
        if "image" not in answer.headers.get("content-type", "") and answer.ok
    }
    assert len(weights) >= 3  # the page, its styles, its script
    assert sum(weights.values()) <= MOST_BYTES, weights


def go_to(page: Page, name: str) -> None:
    """Press Tab until the thing of that name or label has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(() => { const e = document.activeElement;"
            " return [e.textContent.trim(), e.name || '']; })()"
        )
        if name in focused:
            return
    raise AssertionError(f"Tab never reached {name!r}")


def sessions_of(patient):
    return list(
        Session.objects.current()
        .filter(patient=patient)
        .values_list("local_date", "worst_pain")
    )
