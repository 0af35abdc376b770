"""An urgent alert also goes out by mail, in its own transaction, naming nobody."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from patients.outbox.delivery import drain
from patients.outbox.models import Message
from programmes.alerts import actions
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SATURDAY_NIGHT = datetime(2026, 5, 2, 23, 30, tzinfo=UTC)


def raise_alert(patient, severity, at=NOW):
    return actions.raise_alert(
        by=patient.actor,
        patient=patient,
        rule="red_flag",
        reason="Said yes: numbness.",
        severity=severity,
        at=at,
    )


@pytest.fixture
def owned(patient, clinician):
    patient.clinician = clinician
    patient.save()
    return patient


def test_an_emergency_is_mailed_to_owner_and_clinic_at_any_hour(owned, clinician):
    raise_alert(owned, "emergency", at=SATURDAY_NIGHT)

    waiting = Message.objects.filter(kind="alert")
    assert {message.to_address for message in waiting} == {
        clinician.user.email,
        owned.clinic.email,
    }
    assert {message.not_before for message in waiting} == {SATURDAY_NIGHT}


def test_a_matter_of_the_day_waits_until_the_clinic_opens(owned):
    raise_alert(owned, "same_day", at=SATURDAY_NIGHT)

    leaves = {message.not_before for message in Message.objects.filter(kind="alert")}
    # Monday, 8:00 in London, summer time.
    assert leaves == {datetime(2026, 5, 4, 7, 0, tzinfo=UTC)}


def test_a_matter_of_the_week_is_not_mailed(owned):
    raise_alert(owned, "this_week")

    assert not Message.objects.filter(kind="alert").exists()


def test_the_same_alert_again_is_mailed_once_and_a_rise_once_more(owned):
    raise_alert(owned, "same_day")
    raise_alert(owned, "same_day")
    raise_alert(owned, "emergency")

    assert Message.objects.filter(kind="alert").count() == 4


def test_a_clinic_without_any_address_still_has_the_alert_in_its_queue(patient):
    patient.clinic.email = ""
    patient.clinic.save()

    alert = raise_alert(patient, "emergency")

    assert alert.closed_at is None
    assert not Message.objects.filter(kind="alert").exists()


def test_the_words_name_nobody_and_nothing_clinical(owned, settings):
    with time_machine.travel(NOW, tick=False):
        raise_alert(owned, "emergency")
        drain()

    texts = [path.read_text() for path in settings.MAIL_FOLDER.glob("*.eml")]
    assert len(texts) == 2
    for text in texts:
        assert "Somebody needs you now" in text
        for word in (owned.full_name, "numbness", "pain", "red flag"):
            assert word not in text


def test_the_due_time_is_the_clinics_wall_time(owned, settings):
    owned.clinic.time_zone = "America/Los_Angeles"
    owned.clinic.save()
    with time_machine.travel(NOW, tick=False):  # 9:00 UTC, 2:00 in Los Angeles
        raise_alert(owned, "emergency")
        drain()

    text = next(settings.MAIL_FOLDER.glob("*.eml")).read_text()
    assert "An answer is due by Mon 4 May, 02:30." in text


@pytest.mark.parametrize("end", ["acknowledge", "close"])
def test_what_somebody_took_on_meanwhile_is_not_mailed(owned, clinician, end):
    alert = raise_alert(owned, "same_day", at=SATURDAY_NIGHT)
    done = {"by": clinician.actor, "member": clinician, "alert": alert}
    if end == "close":
        actions.close(**done, outcome="called", note="", at=NOW)
    else:
        actions.acknowledge(**done, at=NOW)

    drain(now=timezone.now() + timedelta(days=1))

    states = set(Message.objects.filter(kind="alert").values_list("state", flat=True))
    assert states == {Message.State.SUPPRESSED}
