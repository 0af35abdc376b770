"""Follow-ups are written once, and leave only while they are wanted."""

from datetime import timedelta

import pytest
import time_machine

from patients.audit.actor import Actor
from patients.outbox.delivery import drain
from patients.outbox.models import Message
from programmes.followups.actions import plan_followups
from programmes.followups.models import FollowUp
from tests.factories import (
    NOW,
    TODAY,
    AlertFactory,
    AssignmentFactory,
    HoldFactory,
    MessageFactory,
    PatientFactory,
    SessionFactory,
    with_plan,
)

pytestmark = pytest.mark.django_db
TICK = Actor.tick("test")
NOON = NOW + timedelta(hours=2)  # 12:00 in London, summer time


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def silent(clinic):
    """A patient whose last session is five days ago."""
    patient = PatientFactory(clinic=clinic)
    version = with_plan(AssignmentFactory(patient=patient))
    SessionFactory(version=version, local_date=TODAY - timedelta(days=5))
    return patient


def plan(clinic, now=NOON):
    return plan_followups(by=TICK, clinic=clinic, now=now)


def reminders():
    return FollowUp.objects.filter(rule=FollowUp.Rule.MISSED_SESSIONS)


def files(settings):
    return sorted(settings.MAIL_FOLDER.glob("*.eml"))


def test_a_silent_patient_is_reminded_once_a_day_however_often_the_clock_ticks(
    clinic, silent
):
    for _ in range(3):
        plan(clinic)

    assert reminders().count() == 1
    assert reminders().get().message.state == Message.State.QUEUED


def test_the_reminder_leaves_with_neutral_words(clinic, silent, settings):
    plan(clinic)

    drain()

    (path,) = files(settings)
    text = path.read_text()
    assert clinic.neutral_name in text
    for word in ("pain", "joint", "exercise", "sacro", silent.full_name, clinic.name):
        assert word.lower() not in text.lower().replace(clinic.neutral_name.lower(), "")


def test_no_reminder_at_night(clinic, silent):
    plan(clinic, now=NOW.replace(hour=3))

    assert not reminders().exists()


def test_a_patient_without_consent_gets_nothing_and_the_row_says_why(clinic, silent):
    silent.email_consent = False
    silent.save()

    plan(clinic)

    message = reminders().get().message
    assert message.state == Message.State.SUPPRESSED
    assert message.reason == "The patient has not agreed to e-mail."


def test_a_patient_without_an_address_gets_nothing_and_the_row_says_why(clinic, silent):
    silent.email, silent.email_consent = "", False
    silent.save()

    plan(clinic)

    assert reminders().get().message.reason == "The patient has no e-mail address."


def test_after_three_ignored_reminders_somebody_calls_instead(clinic, silent):
    SessionFactory(
        version=silent.assignments.get().versions.get(),
        local_date=TODAY - timedelta(days=26),
    )
    silent.sessions.filter(local_date=TODAY - timedelta(days=5)).update(removed=True)
    for weeks in (3, 2, 1):
        day = NOON - timedelta(days=7 * weeks)
        with time_machine.travel(day, tick=False):
            plan(clinic, now=day)

    plan(clinic)

    states = list(
        reminders().order_by("due_local_date").values_list("message__state", flat=True)
    )
    assert states == ["queued", "queued", "queued", "suppressed"]


def _log_today(patient):
    SessionFactory(version=patient.assignments.get().versions.get(), local_date=TODAY)


def _hold(patient):
    HoldFactory(assignment=patient.assignments.get())


def _archive(patient):
    patient.archived_at = NOON
    patient.save()


def _withdraw(patient):
    patient.email_consent = False
    patient.save()


def _move(patient):
    patient.email = "new@example.test"
    patient.save()


@pytest.mark.parametrize("change", [_log_today, _hold, _archive, _withdraw, _move])
def test_what_changed_between_writing_and_sending_silences_it(
    clinic, silent, change, settings
):
    plan(clinic)
    change(silent)

    drain()

    message = reminders().get().message
    assert message.state == Message.State.SUPPRESSED
    assert message.reason
    assert files(settings) == []


def test_a_reminder_whose_day_is_over_is_not_sent(clinic, silent, settings):
    plan(clinic)

    drain(now=NOON + timedelta(days=1))

    assert reminders().get().message.state == Message.State.EXPIRED
    assert files(settings) == []


def test_the_digest_counts_who_needs_the_clinician_and_names_nobody(
    clinic, clinician, settings
):
    patient = PatientFactory(clinic=clinic, clinician=clinician)
    AlertFactory(patient=patient, severity="emergency")
    morning = NOW  # 10:00 in London: inside the digest's hours

    plan(clinic, now=morning)
    with time_machine.travel(morning, tick=False):
        drain()

    (path,) = files(settings)
    text = path.read_text()
    assert "1 person on your list needs you today." in text
    assert patient.full_name not in text


def test_a_digest_with_nothing_to_say_stays_silent_with_its_reason(clinic, clinician):
    plan(clinic, now=NOW)

    message = FollowUp.objects.get(rule=FollowUp.Rule.DAILY_DIGEST).message
    assert message.state == Message.State.SUPPRESSED
    assert message.reason == "Nobody needed this person today."


def test_no_digest_on_a_day_on_which_the_clinic_is_shut(clinic, clinician):
    saturday = NOW - timedelta(days=2)

    plan(clinic, now=saturday)

    assert not FollowUp.objects.exists()


def test_the_log_shows_every_message_with_its_state(as_receptionist, silent, clinic):
    plan(clinic)

    page = as_receptionist.get(f"/patients/{silent.pk}/messages/").content.decode()

    assert "Reminder after missed sessions" in page


def test_mails_to_patients_can_be_read_without_the_daily_digests(
    as_receptionist, silent, clinic
):
    MessageFactory(patient=silent, clinic=clinic, kind="missed_sessions")
    MessageFactory(
        patient=None,
        clinic=clinic,
        kind="daily_digest",
        to_address="desk@example.test",
    )

    to_patients = as_receptionist.get("/messages/?show=patients").content.decode()
    to_staff = as_receptionist.get("/messages/?show=staff").content.decode()

    assert "Reminder after missed sessions" in to_patients
    assert "Daily digest" not in to_patients
    assert "Daily digest" in to_staff
    assert "Reminder after missed sessions" not in to_staff


@pytest.mark.parametrize("query", ["?page=banana", "?show=nonsense", "?page=999"])
def test_an_odd_address_of_the_log_is_no_error(as_receptionist, query):
    assert as_receptionist.get(f"/messages/{query}").status_code == 200


def test_a_failed_message_can_be_sent_again_from_the_log(as_receptionist, silent):
    message = MessageFactory(patient=silent, state="failed", reason="Refused.")

    as_receptionist.post(f"/patients/{silent.pk}/messages/{message.pk}/send-again/")

    message.refresh_from_db()
    assert message.state == Message.State.QUEUED
