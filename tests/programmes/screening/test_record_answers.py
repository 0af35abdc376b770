from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from patients.audit.models import AuditEvent
from programmes.screening.actions import record_answers
from programmes.screening.facts import Answered
from programmes.screening.models import Answer
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_answers_are_added_with_who_and_when(patient, clinician):
    record_answers(
        by=clinician.actor,
        patient=patient,
        answers={"pregnant": Answered("yes", {"due_date": "2026-09-01"})},
        at=NOW,
        confirmed_by=clinician,
    )

    answer = Answer.objects.get()
    assert answer.patient == patient
    assert answer.clinic == patient.clinic
    assert (answer.question, answer.value) == ("pregnant", "yes")
    assert answer.details == {"due_date": "2026-09-01"}
    assert answer.answered_at == NOW
    assert (answer.answered_by_kind, answer.answered_by_id) == ("staff", clinician.pk)
    assert answer.confirmed_by == clinician


def test_the_day_of_an_answer_is_the_patients_own(patient, clinician):
    patient.time_zone = "Pacific/Auckland"
    late = datetime(2026, 5, 4, 22, 0, tzinfo=UTC)

    record_answers(
        by=clinician.actor, patient=patient, answers={"cancer": Answered("no")}, at=late
    )

    assert Answer.objects.get().answered_on.isoformat() == "2026-05-05"


def test_an_earlier_answer_stays_beneath_a_newer_one(patient, clinician):
    for days, value in enumerate(["yes", "no"]):
        record_answers(
            by=clinician.actor,
            patient=patient,
            answers={"cancer": Answered(value)},
            at=NOW + timedelta(days=days),
        )

    assert Answer.objects.count() == 2
    assert patient.screening_answers.newest().get().value == "no"


def test_details_of_anything_but_a_yes_are_left_out(patient, clinician):
    record_answers(
        by=clinician.actor,
        patient=patient,
        answers={"pregnant": Answered("no", {"due_date": "2026-09-01"})},
        at=NOW,
    )

    assert Answer.objects.get().details == {}


def test_the_patient_is_touched_and_the_trail_names_no_details(patient, clinician):
    record_answers(
        by=clinician.actor,
        patient=patient,
        answers={
            "pregnant": Answered("yes", {"due_date": "2026-09-01"}),
            "cancer": Answered("no"),
        },
        at=NOW,
        confirmed_by=clinician,
    )

    patient.refresh_from_db()
    event = AuditEvent.objects.get(action="screening.answers_recorded")
    assert patient.changed_at == NOW
    assert event.patient_id == patient.pk
    assert event.details == {
        "answers": 2,
        "said_yes": ["pregnant"],
        "confirmed_by": str(clinician.pk),
    }


def test_no_answers_write_nothing(patient, clinician):
    written = record_answers(by=clinician.actor, patient=patient, answers={}, at=NOW)

    assert written == []
    assert not AuditEvent.objects.about(patient.pk).exists()


def test_answers_and_their_event_stand_or_fall_together(patient, clinician):
    broken = patch("patients.audit.actions.record", side_effect=RuntimeError)

    with broken, pytest.raises(RuntimeError):
        record_answers(
            by=clinician.actor,
            patient=patient,
            answers={"cancer": Answered("no")},
            at=NOW,
        )

    assert not Answer.objects.exists()
