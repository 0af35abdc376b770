import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.screening.actions import record_answers
from programmes.screening.facts import Answered
from programmes.screening.models import Answer
from tests.conftest import signed_in_as
from tests.factories import NOW, PatientFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(NOW, tick=False):
        yield


def url(patient):
    return reverse("screening:answer_questions", args=[patient.pk])


def overview(patient):
    return reverse("caseload:show_patient", args=[patient.pk])


def none_of_these(questions):
    return {f"none__{group.slug}": "on" for group in questions.groups}


def test_the_page_asks_every_question(as_clinician, patient, questions):
    page = as_clinician.get(url(patient)).content.decode()

    for question in questions.questions:
        assert f'name="{question.slug}"' in page
    assert page.count("None of these") == len(questions.groups)
    assert not re.search(r"<input[^>]*\bchecked", page)


def test_a_stranger_learns_nothing(as_clinician, strangers_patient):
    assert as_clinician.get(url(strangers_patient)).status_code == 404
    assert as_clinician.post(url(strangers_patient)).status_code == 404


@pytest.mark.parametrize("role", ["receptionist", "admin"])
def test_only_clinicians_screen(role, patient, request):
    member = request.getfixturevalue(role)

    response = signed_in_as(member).get(url(patient))

    assert response.status_code == 403


def test_a_visitor_is_sent_to_sign_in(client, patient):
    assert client.get(url(patient)).status_code == 302


def test_none_of_these_in_every_group_answers_everything(
    as_clinician, clinician, patient, questions
):
    response = as_clinician.post(url(patient), none_of_these(questions))

    assert response.url == overview(patient)
    answers = Answer.objects.all()
    assert {a.question for a in answers} == {q.slug for q in questions.questions}
    assert {a.value for a in answers} == {"no"}
    assert {a.confirmed_by for a in answers} == {clinician}
    assert {a.answered_at for a in answers} == {NOW}


def test_an_error_keeps_everything_typed_and_saves_nothing(as_clinician, patient):
    response = as_clinician.post(
        url(patient),
        {
            "pregnant": "yes",
            "pregnant__due_date": "2025-01-01",
            "cancer": "yes",
            "cancer__which": "settled",
            "next": "/somewhere/",
        },
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert "This date has passed" in page
    assert 'value="2025-01-01"' in page
    assert response.context["form"]["cancer__which"].value() == "settled"
    assert 'name="next" value="/somewhere/"' in page
    assert not Answer.objects.exists()


def test_saving_nothing_asks_for_at_least_one_answer(as_clinician, patient):
    response = as_clinician.post(url(patient), {"next": ""})

    assert "Answer at least one question" in response.content.decode()


@pytest.fixture
def answered(patient, clinician):
    """Record answers of four weeks ago."""

    def record(**answers):
        record_answers(
            by=clinician.actor,
            patient=patient,
            answers=answers,
            at=NOW - timedelta(days=28),
        )

    return record


def test_earlier_answers_are_filled_in(as_clinician, patient, answered):
    answered(pregnant=Answered("yes", {"due_date": "2026-09-01"}))

    page = as_clinician.get(url(patient)).content.decode()

    assert 'value="2026-09-01"' in page
    assert "Nothing has changed" in page


def test_nothing_has_changed_confirms_the_answers_with_one_press(
    as_clinician, patient, clinician, answered
):
    answered(
        pregnant=Answered("yes", {"due_date": "2026-09-01"}), cancer=Answered("no")
    )

    response = as_clinician.post(url(patient), {"unchanged": "1"})

    assert response.url == overview(patient)
    newest = {a.question: a for a in patient.screening_answers.newest()}
    assert newest["pregnant"].details == {"due_date": "2026-09-01"}
    assert newest["pregnant"].answered_at == NOW
    assert newest["cancer"].confirmed_by == clinician
    assert len(newest) == 2


def test_an_answer_that_time_has_overtaken_cannot_be_confirmed_unseen(
    as_clinician, patient, answered
):
    answered(pregnant=Answered("yes", {"due_date": "2026-04-20"}))

    response = as_clinician.post(url(patient), {"unchanged": "1"})

    assert "This date has passed" in response.content.decode()
    assert Answer.objects.count() == 1


def test_the_groups_a_cause_brings_come_first(as_clinician, clinic):
    patient = PatientFactory(clinic=clinic, cause="pregnancy")

    page = as_clinician.get(url(patient)).content.decode()

    assert page.index('id="group-pregnancy"') < page.index('id="group-warning"')


def test_a_cause_answers_nothing(as_clinician, clinic):
    patient = PatientFactory(clinic=clinic, cause="pregnancy")

    screened = as_clinician.get(url(patient)).context["panel"].screened

    assert screened.active == ()


@pytest.mark.parametrize("target", ["/patients/", "/caseload/?page=2#row"])
def test_afterwards_one_goes_back_to_where_one_came_from(as_clinician, patient, target):
    response = as_clinician.post(url(patient), {"none__heart": "on", "next": target})

    assert response.url == target


@pytest.mark.parametrize(
    "target",
    [
        "https://example.test/",
        "//example.test/",
        "/\\example.test/",
        "javascript:alert(1)",
        "example.test",
    ],
)
def test_a_way_out_of_the_house_is_not_followed(as_clinician, patient, target):
    response = as_clinician.post(url(patient), {"none__heart": "on", "next": target})

    assert response.url == overview(patient)


def test_the_page_shows_what_the_saved_answers_say(
    as_clinician, patient, questions, answered
):
    answers = {question.slug: Answered("no") for question in questions.questions}
    answered(**{**answers, "sore_places": Answered("yes", {"which": ["hands"]})})

    page = as_clinician.get(url(patient)).content.decode()

    assert "Every question has a clear answer." in page
    assert "Wrist/hand pain or carpal tunnel" in page
    assert "Caution" in page


def messages_after(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_an_answer_that_holds_the_programme_is_said_at_once(as_clinician, patient):
    response = as_clinician.post(url(patient), {"numb_between_legs": "yes"})

    assert messages_after(response) == [
        "Saved. No exercises for now: Cauda equina signs. An emergency: get help now."
    ]


def test_an_earlier_hold_is_not_forgotten_when_other_answers_are_saved(
    as_clinician, patient, answered
):
    answered(fever_unwell=Answered("yes"))

    response = as_clinician.post(url(patient), {"none__heart": "on"})

    assert "infection" in messages_after(response)[0]


def test_other_answers_are_saved_quietly(as_clinician, patient):
    response = as_clinician.post(url(patient), {"arthritis": "yes"})

    assert messages_after(response) == ["The screening answers are saved."]


def test_the_number_of_queries_does_not_grow_with_the_answers(
    as_clinician, patient, clinician, questions, django_assert_num_queries
):
    answers = {question.slug: Answered("no") for question in questions.questions}
    as_clinician.get(url(patient))
    with CaptureQueriesContext(connection) as without:
        as_clinician.get(url(patient))

    for days in range(3):
        at = NOW - timedelta(days=days)
        record_answers(by=clinician.actor, patient=patient, answers=answers, at=at)

    with django_assert_num_queries(len(without)):
        as_clinician.get(url(patient))
