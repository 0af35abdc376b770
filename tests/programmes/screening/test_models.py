from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from programmes.screening.models import Answer
from tests.factories import NOW, TODAY, PatientFactory

pytestmark = pytest.mark.django_db


def an_answer(patient, **fields):
    return Answer.objects.create(
        **{
            "clinic": patient.clinic,
            "patient": patient,
            "question": "pregnant",
            "value": "no",
            "answered_at": NOW,
            "answered_on": TODAY,
            "answered_by_kind": "staff",
            "answered_by_id": uuid4(),
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"value": "maybe"}, "value_is_known"),
        (
            {"value": "no", "details": {"due_date": "2026-06-01"}},
            "details_only_with_yes",
        ),
        ({"value": "not_sure", "details": {"which": []}}, "details_only_with_yes"),
        ({"question": ""}, "names_its_question"),
        ({"answered_by_id": None}, "a_person_has_an_id"),
        ({"answered_by_kind": "robot"}, "a_person_has_an_id"),
    ],
)
def test_the_database_refuses_a_bad_answer(patient, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        an_answer(patient, **fields)


def test_a_question_has_one_answer_at_a_moment(patient):
    an_answer(patient)

    with pytest.raises(IntegrityError), transaction.atomic():
        an_answer(patient, value="yes")


def test_a_yes_may_carry_details(patient):
    answer = an_answer(patient, value="yes", details={"due_date": "2026-06-01"})

    answer.refresh_from_db()
    assert answer.details == {"due_date": "2026-06-01"}


def test_the_newest_answer_to_each_question_is_kept(patient):
    an_answer(patient, answered_at=NOW)
    an_answer(patient, answered_at=NOW + timedelta(days=1), value="yes")
    an_answer(patient, answered_at=NOW - timedelta(days=1), value="not_sure")
    an_answer(patient, question="cancer")
    an_answer(PatientFactory(), answered_at=NOW + timedelta(days=2))

    newest = patient.screening_answers.newest()

    assert {(a.question, a.value) for a in newest} == {
        ("pregnant", "yes"),
        ("cancer", "no"),
    }
