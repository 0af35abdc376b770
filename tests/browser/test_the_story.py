"""The main job from end to end, with the real web server, worker, clock and mail."""

import csv
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from patients.outbox.models import Message
from patients.records.models import Patient
from programmes.diary.models import RestingPain, Session
from tests.browser.conftest import PASSWORD
from tests.browser.telling import (
    Taps,
    awaited,
    let_days_pass,
    link_in,
    mails_to,
    text_of,
    zone_by_day,
)
from tests.chaos.drainers import wait_until
from tests.factories import ClinicFactory

ALL_SENT = {("welcome", "sent"), ("missed_sessions", "sent")}
NAME = "Perpetua Larkspur"
ADDRESS = "perpetua.larkspur@example.test"
CLINICAL = re.compile(
    r"\b(pain|exercise|sacroiliac|si joint|physio\w*|pelvi\w*|symptom|patient)", re.I
)


@pytest.fixture
def clinic(db):
    zone = zone_by_day(timezone.now())
    return ClinicFactory(name="Larch Row Physiotherapy", time_zone=zone)


def test_the_story(keystone, clinician, receptionist, open_desk, open_phone):
    desk = open_desk()
    sign_in(desk, clinician)
    register(desk)
    patient = Patient.objects.get(email=ADDRESS)
    screen(desk)
    assign(desk)
    give_link(desk)
    welcome = awaited(lambda: mails_to(keystone.sink, ADDRESS), count=1)
    says_nothing_clinical(welcome)

    # The plan began two days ago: three session days, none missed in a row of three.
    let_days_pass(patient, 2)
    phone = open_phone()
    come_in(phone, link_in(welcome))
    answer_before(phone, pain=4)
    log_as_planned(phone, worst=5)
    for days_ago, before in [(1, 5), (2, 6)]:
        add_missed_day(phone, patient, days_ago=days_ago, before=before)
    sees_own_trend(phone)
    says_what_is_stored(patient)

    sees_trend(desk, patient)
    reads_report(open_desk, receptionist)

    # Eight days without a word.
    let_days_pass(patient, 8)
    reminder = awaited(lambda: mails_to(keystone.sink, ADDRESS), count=2)
    says_nothing_clinical(reminder)
    assert link_in(reminder) == link_in(welcome)
    sees_messages(desk, patient)


def sign_in(desk: Page, member) -> None:
    desk.goto("/")
    desk.get_by_role("link", name="Sign in").click()
    desk.get_by_label(re.compile("^E-?mail$")).fill(member.user.email)
    desk.get_by_label("Password", exact=True).fill(PASSWORD)
    desk.get_by_role("button", name="Sign in").click()
    expect(desk.get_by_role("navigation", name="Main")).to_be_visible()


def register(desk: Page) -> None:
    desk.get_by_role("link", name="Register a patient").first.click()
    desk.get_by_label("Number", exact=True).fill("LR-0001")
    desk.get_by_label("Date of birth").fill("1958-03-02")
    desk.get_by_label("Name", exact=True).fill(NAME)
    desk.get_by_label("Cause").select_option("osteoarthritis")
    desk.get_by_label("E-mail", exact=True).fill(ADDRESS)
    desk.get_by_label("The patient agrees to be sent e-mail").check()
    desk.get_by_role("button", name="Register the patient").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(NAME)


def screen(desk: Page) -> None:
    desk.get_by_role("link", name="Screening", exact=True).click()
    for none in desk.get_by_label("None of these").all():
        none.check()
    desk.get_by_role("button", name="Save the answers").click()
    expect(desk.get_by_text("The screening answers are saved.")).to_be_visible()


def assign(desk: Page) -> None:
    """Four clicks from the patient's page, and not a key."""
    click = Taps()
    click(desk.get_by_role("link", name="Assign", exact=True))
    expect(desk.get_by_role("table", name="Exercises")).to_contain_text(
        "Nothing in the answers speaks against it."
    )
    click(desk.get_by_label("This patient has been assessed"))
    click(desk.get_by_role("button", name="Start the plan"))
    expect(desk.get_by_text("Plan, version 1")).to_be_visible()
    assert click.count <= 4


def give_link(desk: Page) -> None:
    desk.get_by_role("link", name="Access", exact=True).click()
    desk.get_by_role("button", name="Give a link").click()
    expect(desk.get_by_label("The link")).to_have_value(re.compile("/i/"))


def says_nothing_clinical(mail) -> None:
    words = re.sub(r"http://\S+", "", text_of(mail))
    assert not CLINICAL.search(words)
    assert NAME.split()[0] not in words
    assert "Why this came" in words


def come_in(phone: Page, link: str) -> None:
    """Two taps and a year, then today's plan."""
    phone.goto(link)
    assert link.removeprefix(phone.url) == link.rpartition("/i/")[2]  # token is gone
    phone.get_by_label("The year you were born").fill("1958")
    phone.get_by_role("button", name="Open my page").tap()
    expect(phone.get_by_role("heading", name="Today", exact=True)).to_be_visible()


def answer_before(phone: Page, *, pain: int) -> None:
    """One tap for the list, one for the pain."""
    expect(phone.get_by_role("link", name="Done as planned")).to_have_count(0)
    phone.get_by_role("button", name="None of these").tap()
    expect(phone.get_by_text("Safety list: none of these")).to_be_visible()
    phone.get_by_role("button", name=str(pain), exact=True).tap()
    expect(phone.get_by_role("img", name=re.compile("^Start:")).first).to_be_visible()


def log_as_planned(phone: Page, *, worst: int) -> None:
    """Three taps: done as planned, worst pain, save."""
    tap = Taps()
    tap(phone.get_by_role("link", name="Done as planned"))
    scale = phone.get_by_role("group", name="Worst pain while you exercised")
    assert scale.get_by_role("radio", checked=True).count() == 0
    tap(scale.get_by_role("radio", name=str(worst), exact=True))
    tap(phone.get_by_role("button", name="Save"))
    expect(phone.get_by_role("heading", name="Saved", exact=True)).to_be_visible()
    assert tap.count == 3


def add_missed_day(
    phone: Page, patient: Patient, *, days_ago: int, before: int
) -> None:
    on = patient.today(timezone.now()) - timedelta(days=days_ago)
    phone.get_by_role("link", name="More").tap()
    phone.get_by_role("link", name="My sessions").tap()
    phone.get_by_role("link", name="Add a day I did not log").tap()
    phone.get_by_label("Which day?").fill(on.isoformat())
    phone.get_by_role("radio", name="All of it, as planned").tap()
    for scale, pain in [("Worst pain", before + 1), ("Pain before", before)]:
        phone.get_by_role("group", name=scale).get_by_label(str(pain)).tap()
    phone.get_by_role("button", name="Save").tap()
    expect(phone.get_by_role("heading", name="Saved", exact=True)).to_be_visible()


def sees_own_trend(phone: Page) -> None:
    """One tap."""
    phone.get_by_role("link", name="My progress", exact=True).tap()
    expect(phone.get_by_role("figure")).to_contain_text("Pain at rest")
    expect(phone.get_by_text("You did 3 of")).to_be_visible()


def says_what_is_stored(patient: Patient) -> None:
    today = patient.today(timezone.now())
    sessions = Session.objects.current().filter(patient=patient)
    pains = RestingPain.objects.current().filter(patient=patient)
    assert {(s.local_date, s.worst_pain, s.mode) for s in sessions} == {
        (today, 5, "live"),
        (today - timedelta(days=1), 6, "backfilled"),
        (today - timedelta(days=2), 7, "backfilled"),
    }
    assert {(p.local_date, p.pain) for p in pains} == {
        (today, 4),
        (today - timedelta(days=1), 5),
        (today - timedelta(days=2), 6),
    }


def sees_trend(desk: Page, patient: Patient) -> None:
    desk.goto(f"/patients/{patient.pk}/")
    trend = desk.locator("figure.fig")
    expect(trend.locator("svg[role=img]")).to_be_visible()
    expect(trend.locator("figcaption p")).to_contain_text(
        "Resting pain is 5 in the last 7 days (3 of 7 days answered)."
    )
    sessions = desk.get_by_role("table", name="Latest sessions")
    expect(sessions.locator("tbody tr")).to_have_count(3)


def reads_report(open_desk, receptionist) -> None:
    """Two clicks from the door to the file."""
    desk = open_desk()
    sign_in(desk, receptionist)
    click = Taps()
    click(desk.get_by_role("link", name="Reports"))
    expect(desk.get_by_role("heading", level=1)).to_have_text("Progress report")
    with desk.expect_download() as download:
        click(desk.get_by_role("link", name="Download CSV"))
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert row["Name"] == NAME
    assert row["Session days done"] == "3"
    assert click.count == 2


def set_of_states(patient: Patient) -> set[tuple[str, str]]:
    """Which kinds of message the patient has, each with its state."""
    found = Message.objects.filter(patient=patient)
    return set(found.values_list("kind", "state"))


def sees_messages(desk: Page, patient: Patient) -> None:
    """Everything that went out, on the patient's page."""
    # A mail arrives a moment before its row is settled.
    assert wait_until(lambda: set_of_states(patient) == ALL_SENT, seconds=20)
    desk.goto(f"/patients/{patient.pk}/messages/")
    expect(desk.get_by_role("main")).to_contain_text("Sent")
