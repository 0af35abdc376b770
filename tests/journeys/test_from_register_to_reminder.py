"""The main job told through the pages' own forms, day by day, on either database."""

import csv
import re
from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from patients.audit.actor import Actor
from patients.outbox.delivery import drain
from patients.records.models import Patient
from programmes.followups.actions import plan_followups
from tests.conftest import signed_in_as
from tests.factories import NOW, ClinicFactory
from tests.journeys.visitor import Visitor

DAY = timedelta(days=1)
MORNING = NOW.replace(hour=10)  # 11 o'clock in London, a Monday


@pytest.fixture
def clinic(db):
    return ClinicFactory(name="Hazel Court Clinic", neutral_name="Hazel Court")


def test_from_register_to_reminder(clinic, clinician, receptionist, settings):
    phone = Visitor(Client())
    with day(0):
        patient = register(clinician)
        screen_and_assign(clinician, patient)
        invite(clinician, patient)
        (welcome,) = send(clinic, settings)
        come_in(phone, welcome)
        log_today(phone, before=6, worst=7)
    with day(1):
        answer_the_morning(phone, pain=5)
        log_today(phone, before=5, worst=6)
    with day(2):
        log_today(phone, before=4, worst=5)
        reads_trend(clinician, patient)
        reads_report(receptionist)
    with day(3):
        assert send(clinic, settings) == []
    with day(6):
        (reminder,) = send(clinic, settings)
        assert link_in(reminder) == link_in(welcome)
        assert send(clinic, settings) == []


def day(number: int):
    return time_machine.travel(MORNING + number * DAY, tick=False)


def register(clinician) -> Patient:
    desk = Visitor(signed_in_as(clinician))
    desk.open("/patients/new/")
    desk.press(
        "Register the patient",
        number="HC-001",
        birth_date="1958-03-02",
        full_name="Mehitabel Quill",
        cause="osteoarthritis",
        email="mehitabel@example.test",
        email_consent="on",
    )
    return Patient.objects.get(number="HC-001")


def screen_and_assign(clinician, patient) -> None:
    desk = Visitor(signed_in_as(clinician))
    desk.open(f"/patients/{patient.pk}/")
    desk.follow("Screening")
    save = "Save the answers"
    groups = [name for name in desk.offered(save) if name.startswith("none__")]
    desk.press(save, **dict.fromkeys(groups, "on"))
    assert "The screening answers are saved." in desk.text
    desk.follow("Assign")
    assert desk.chosen("Start the plan", "cleared") == []
    desk.press("Start the plan", cleared="on")
    assert "Plan, version 1" in desk.text


def invite(clinician, patient) -> None:
    desk = Visitor(signed_in_as(clinician))
    desk.open(f"/patients/{patient.pk}/access/")
    desk.press("Give a link")
    assert "The patient has a personal link." in desk.text


def send(clinic, settings) -> list[str]:
    """Let the clock tick once; return the texts of the mails to the patient."""
    for old in settings.MAIL_FOLDER.glob("**/*.eml"):
        old.unlink()
    now = timezone.now()
    plan_followups(by=Actor.tick("test"), clinic=clinic, now=now)
    drain(now=now)
    mails = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in settings.MAIL_FOLDER.glob("**/*.eml")
    ]
    return [
        mail.get_body(("plain",)).get_content()
        for mail in mails
        if "mehitabel@" in str(mail["To"])
    ]


def link_in(mail: str) -> str:
    return re.findall(r"/i/[\w-]+/", mail)[0]


def come_in(phone: Visitor, mail: str) -> None:
    phone.open(link_in(mail))
    phone.press("Open my page", birth_year="1958")
    assert phone.path == "/me/"


def answer_the_morning(phone: Visitor, *, pain: int) -> None:
    phone.open("/me/pain/morning/")
    phone.press(str(pain))
    assert "This morning’s pain:" in phone.text


def log_today(phone: Visitor, *, before: int, worst: int) -> None:
    phone.open("/me/")
    phone.press("None of these")
    phone.open("/me/pain/now/")
    phone.press(str(before))
    phone.follow("Done as planned")
    assert phone.chosen("Save", "worst") == []
    phone.press("Save", worst=str(worst))
    assert "Your clinic sees it." in phone.text


def reads_trend(clinician, patient) -> None:
    desk = Visitor(signed_in_as(clinician))
    desk.open(f"/patients/{patient.pk}/")
    # Three days: 6, then 5 in the morning and 5 before, then 4.
    assert "Resting pain is 5 in the last 7 days (3 of 7 days answered)." in desk.text
    assert "3 of 3" in desk.text


def reads_report(receptionist) -> None:
    desk = Visitor(signed_in_as(receptionist))
    desk.open("/reports/")
    link = desk.read.links["Download CSV"]
    text = desk.client.get(link).content.decode("utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert row["Name"] == "Mehitabel Quill"
    assert (row["Session days done"], row["Session days prescribed"]) == ("3", "3")
    start = datetime.fromisoformat(row["Start of the programme"]).date()
    assert start == MORNING.date()
