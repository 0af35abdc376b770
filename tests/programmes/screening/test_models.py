from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories import NOW, AnswerFactory

pytestmark = pytest.mark.django_db


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
        AnswerFactory(patient=patient, **fields)


def test_a_question_has_one_answer_at_a_moment(patient):
    AnswerFactory(patient=patient)

    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerFactory(patient=patient, value="yes")


def test_a_yes_may_carry_details(patient):
    answer = AnswerFactory(
        patient=patient, value="yes", details={"due_date": "2026-06-01"}
    )

    answer.refresh_from_db()
    assert answer.details == {"due_date": "2026-06-01"}


def test_the_newest_answer_to_each_question_is_kept(patient):
    AnswerFactory(patient=patient, answered_at=NOW)
    AnswerFactory(patient=patient, answered_at=NOW + timedelta(days=1), value="yes")
    AnswerFactory(
        patient=patient, answered_at=NOW - timedelta(days=1), value="not_sure"
    )
    AnswerFactory(patient=patient, question="cancer")
    AnswerFactory(answered_at=NOW + timedelta(days=2))

    newest = patient.screening_answers.newest()

    assert {(a.question, a.value) for a in newest} == {
        ("pregnant", "yes"),
        ("cancer", "no"),
    }
