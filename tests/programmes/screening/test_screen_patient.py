from datetime import date, timedelta

import pytest

from programmes.library.models import LibraryVersion
from programmes.library.queries import current_version
from programmes.screening.actions import record_answers
from programmes.screening.facts import NO, NOT_SURE, YES, Answered
from programmes.screening.panel import panel_of
from programmes.screening.queries import screen_patient
from programmes.screening.rulebook import Level, Programme, Urgency
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(patient, clinician, questions):
    """Record a no to every question but the answers given."""
    moments = iter(NOW + timedelta(minutes=n) for n in range(100))

    def record(**given):
        answers = {q.slug: Answered(NO) for q in questions.questions}
        record_answers(
            by=clinician.actor,
            patient=patient,
            answers={**answers, **given},
            at=next(moments),
        )

    return record


def screened(patient, on=TODAY, **kwargs):
    return screen_patient(
        patient, on, current_version(), **{"clearance_recorded": True, **kwargs}
    )


def test_a_patient_who_answered_nothing_is_not_checked(patient, questions):
    found = screened(patient)

    assert found.programme == Programme.NOT_CHECKED
    assert found.unanswered == questions.questions
    assert {found.items[item].level for item in found.book.exercises} == {
        Level.NOT_CHECKED
    }


def test_a_patient_who_said_no_to_everything_may_go_ahead(patient, answer):
    answer()

    found = screened(patient)

    assert found.programme == Programme.PROCEED
    assert found.active == ()
    assert {found.items[item].level for item in found.book.exercises} == {Level.OK}


def test_without_clearance_the_programme_is_on_hold(patient, answer):
    answer()

    found = screen_patient(patient, TODAY, current_version())

    assert found.programme == Programme.HOLD
    assert [condition.id for condition in found.active] == ["no_medical_clearance"]


def test_a_red_flag_holds_the_programme_and_leads_with_its_urgency(patient, answer):
    answer(numb_between_legs=Answered(YES), arthritis=Answered(YES))

    found = screened(patient)

    assert found.programme == Programme.HOLD
    assert found.urgency == Urgency.EMERGENCY_NOW


def test_the_verdict_moves_with_the_day(patient, answer):
    due = TODAY + timedelta(days=280 - 27 * 7 - 6)  # 27 weeks and 6 days
    answer(pregnant=Answered(YES, {"due_date": due.isoformat()}))

    today, tomorrow = screened(patient), screened(patient, TODAY + timedelta(days=1))

    assert today.items["hip_abduction"].level == Level.CAUTION
    assert tomorrow.items["hip_abduction"].level == Level.CONTRAINDICATED
    assert today.stamp != tomorrow.stamp


def test_a_child_is_held_by_the_date_of_birth_alone(patient, answer):
    answer()
    patient.birth_date = date(2015, 1, 1)

    assert screened(patient).programme == Programme.HOLD


def test_the_stamp_stays_while_nothing_that_matters_changes(patient, answer):
    answer(arthritis=Answered(YES))
    before = screened(patient).stamp

    answer(arthritis=Answered(YES))

    assert screened(patient, TODAY + timedelta(days=9)).stamp == before
    assert screened(patient, clearance_recorded=False).stamp == before


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"arthritis": Answered(NOT_SURE)},
        {"arthritis": Answered(YES), "room_spins": Answered(YES)},
    ],
)
def test_the_stamp_changes_with_an_answer(patient, answer, given):
    answer(arthritis=Answered(YES))
    before = screened(patient).stamp

    answer(**given)

    assert screened(patient).stamp != before


def test_the_stamp_changes_with_the_rules(patient, answer):
    answer()
    version = current_version()
    newer = LibraryVersion(number="9999.1", digest="f" * 64, content=version.content)

    stamps = {screen_patient(patient, TODAY, each).stamp for each in (version, newer)}

    assert len(stamps) == 2


def test_one_query_screens_a_patient_however_often_they_answered(
    patient, answer, django_assert_num_queries
):
    version = current_version()
    for _ in range(5):
        answer()

    with django_assert_num_queries(1):
        found = screen_patient(patient, TODAY, version)
        panel_of(found, version)


def test_the_panel_names_items_reasons_and_sources(patient, answer):
    answer(arthritis=Answered(YES), band_risk=Answered(NOT_SURE))
    version = current_version()

    panel = panel_of(screened(patient), version)

    line = panel.item("knee_to_chest")
    assert line.level == Level.CAUTION
    assert line.reasons[0].label == "Hip or knee osteoarthritis"
    assert line.reasons[0].modification
    assert line.sources
    waiting = panel.item("hip_abduction")
    assert waiting.level == Level.NOT_CHECKED
    assert waiting.reasons[0].text.startswith("No clear answer yet: Could a rubber")
    assert panel.item("trunk_rotation").reasons[0].level == Level.OK
    assert panel.open_count == 1


def test_the_panel_counts_open_questions_in_one_line(patient):
    panel = panel_of(screened(patient), current_version())

    texts = [reason.text for reason in panel.item("bird_dog").reasons]
    assert len(texts) == 1
    assert texts[0].endswith("questions have no clear answer yet.")
