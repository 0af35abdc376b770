from datetime import UTC, date, datetime

import pytest

from patients.records.models import Patient
from programmes.screening.facts import Answered
from programmes.screening.forms import ScreeningForm, as_form_data

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def form(questions):
    """Bind the form to what was typed."""

    def bind(previous=None, **typed):
        return ScreeningForm(
            {"typed": "something", **typed},
            groups=questions.groups,
            previous=previous or {},
            patient=Patient(birth_date=date(1980, 1, 2), time_zone="Europe/London"),
            now=NOW,
        )

    return bind


def none_of_these(questions, *, but=()):
    return {f"none__{g.slug}": "on" for g in questions.groups if g.slug not in but}


def test_nothing_is_chosen_beforehand(questions, form):
    bound = form()

    assert bound.is_valid()
    assert bound.answers() == {}


def test_none_of_these_is_an_explicit_no_to_each_question_of_its_group(questions, form):
    bound = form(none__heart="on")

    assert bound.is_valid()
    assert bound.answers() == {
        "blood_pressure": Answered("no"),
        "heart_or_stroke": Answered("no"),
        "pacemaker": Answered("no"),
        "unwell_lying_flat": Answered("no"),
    }


def test_there_is_no_none_for_every_group_at_once(questions, form):
    names = [name for name in form().fields if name.startswith("none__")]

    assert names == [f"none__{group.slug}" for group in questions.groups]


@pytest.mark.parametrize("value", ["yes", "not_sure"])
def test_none_of_these_beside_another_answer_is_refused(form, value):
    bound = form(none__heart="on", unwell_lying_flat=value)

    assert not bound.is_valid()
    assert "Untick this" in bound.errors["none__heart"][0]
    assert "lie flat" in bound.errors["none__heart"][0]


def test_a_full_yes_is_kept_with_its_details(form):
    bound = form(
        hip_replacement="yes",
        hip_replacement__operation_date="2026-10-01",
        hip_replacement__approach="anterior",
        bone_strength="yes",
        bone_strength__which=["thin_bones", "steroids"],
        blood_pressure="yes",
        blood_pressure__systolic="150",
        joint_injection="yes",
        joint_injection__injection_at="2026-11-22T09:30",
        band_risk="yes",
        band_risk__which=["latex"],
        band_risk__latex_free_band="on",
        arthritis="not_sure",
    )

    assert bound.is_valid(), bound.errors
    assert bound.answers() == {
        "hip_replacement": Answered(
            "yes", {"operation_date": "2026-10-01", "approach": "anterior"}
        ),
        "bone_strength": Answered("yes", {"which": ["thin_bones", "steroids"]}),
        "blood_pressure": Answered("yes", {"systolic": 150}),
        "joint_injection": Answered("yes", {"injection_at": "2026-11-22T09:30+00:00"}),
        "band_risk": Answered("yes", {"which": ["latex"], "latex_free_band": True}),
        "arthritis": Answered("not_sure"),
    }


def test_a_time_is_the_patients_own(questions):
    bound = ScreeningForm(
        {"joint_injection": "yes", "joint_injection__injection_at": "2026-11-22T09:30"},
        groups=questions.groups,
        previous={},
        patient=Patient(birth_date=date(1980, 1, 2), time_zone="America/New_York"),
        now=NOW,
    )

    assert bound.is_valid()
    assert bound.answers()["joint_injection"].details == {
        "injection_at": "2026-11-22T09:30-05:00"
    }


BAD_DATES = [
    ("pregnant", "due_date", "2026-11-22", "This date has passed"),
    ("pregnant", "due_date", "2027-09-20", "more than 300 days ahead"),
    ("pregnant", "due_date", "2027-02-31", "Write a date that exists"),
    ("pregnant", "due_date", "spring", "Write a date that exists"),
    ("pregnant", "due_date", "", "Fill this in"),
    ("gave_birth", "baby_birth_date", "2026-11-24", "still to come"),
    ("hip_replacement", "operation_date", "1979-01-01", "before the date of birth"),
    ("hip_replacement", "operation_date", "2026-12-01", "still to come"),
    ("recent_operation", "knee_replacement_date", "2027-01-01", "still to come"),
    ("recent_operation", "knee_replacement_date", "", "at least one"),
    ("joint_injection", "injection_at", "2026-11-23T12:01", "still to come"),
    ("joint_injection", "injection_at", "2026-11-23T25:00", "date and time that exist"),
    ("joint_injection", "injection_at", "1700-01-01T10:00", "before the date of birth"),
    ("pacemaker", "implant_date", "\U0001f600", "Write a date that exists"),
    ("pacemaker", "implant_date", "0000-00-00", "Write a date that exists"),
]


@pytest.mark.parametrize(("question", "detail", "typed", "words"), BAD_DATES)
def test_a_date_that_cannot_be_right_is_refused_at_its_field(
    form, question, detail, typed, words
):
    bound = form(**{question: "yes", f"{question}__{detail}": typed})

    assert not bound.is_valid()
    assert words in bound.errors[f"{question}__{detail}"][0]


@pytest.mark.parametrize("typed", ["2026-11-23", "2027-09-19"])
def test_a_due_date_from_today_to_300_days_ahead_is_taken(form, typed):
    assert form(pregnant="yes", pregnant__due_date=typed).is_valid()


@pytest.mark.parametrize(
    ("question", "detail", "typed", "words"),
    [
        ("blood_pressure", "systolic", "59", "from 60 to 280"),
        ("blood_pressure", "systolic", "281", "from 60 to 280"),
        ("blood_pressure", "systolic", "one hundred", "from 60 to 280"),
        ("blood_pressure", "systolic", "9" * 5000, "from 60 to 280"),
        ("blood_pressure", "systolic", "140.5", "from 60 to 280"),
        ("blood_pressure", "diastolic", "-80", "from 30 to 180"),
        ("blood_pressure", "systolic", "", "at least one"),
        ("body_weight", "height_cm", "17", "from 100 to 230"),
        ("cancer", "which", "", "Fill this in"),
        ("cancer", "which", "other", "Choose one"),
        ("bone_strength", "which", ["thin_bones", "x"], "Choose one"),
        ("bone_strength", "which", [], "Fill this in"),
        ("hip_replacement", "approach", "", "Fill this in"),
    ],
)
def test_a_detail_that_cannot_be_right_is_refused_at_its_field(
    form, question, detail, typed, words
):
    bound = form(**{question: "yes", f"{question}__{detail}": typed})

    assert not bound.is_valid()
    assert words in bound.errors[f"{question}__{detail}"][0]


def test_an_answer_that_is_not_one_of_the_three_is_refused(form):
    bound = form(arthritis="maybe")

    assert not bound.is_valid()
    assert bound.errors["arthritis"] == ["Choose one of the answers shown."]


def test_swapped_blood_pressure_numbers_are_noticed(form):
    bound = form(
        blood_pressure="yes",
        blood_pressure__systolic="80",
        blood_pressure__diastolic="120",
    )

    assert "swapped" in bound.errors["blood_pressure__systolic"][0]


@pytest.mark.parametrize(
    ("born", "possible"), [("2026-09-01", True), ("2026-09-10", False)]
)
def test_a_birth_within_the_present_pregnancy_is_refused(form, born, possible):
    bound = form(
        pregnant="yes",
        pregnant__due_date="2027-06-01",  # began about 8 September 2026
        gave_birth="yes",
        gave_birth__baby_birth_date=born,
        gave_birth__birth_type="vaginal",
    )

    assert bound.is_valid() is possible
    if not possible:
        assert "Check both dates" in bound.errors["gave_birth__baby_birth_date"][0]


def test_signs_in_a_pregnancy_without_a_pregnancy_are_refused(form):
    bound = form(pregnant="no", pregnancy_warning_signs="yes")

    assert not bound.is_valid()
    assert "Are you pregnant" in bound.errors["pregnancy_warning_signs"][0]


@pytest.mark.parametrize("value", ["no", "not_sure"])
def test_what_stands_below_a_no_needs_no_mending_and_is_not_kept(form, value):
    bound = form(pregnant=value, pregnant__due_date="31 February")

    assert bound.is_valid()
    assert bound.answers() == {"pregnant": Answered(value)}


def test_details_without_their_answer_are_asked_about(form):
    bound = form(pregnant__due_date="2027-06-01")

    assert not bound.is_valid()
    assert "Answer this too" in bound.errors["pregnant"][0]


def test_kept_answers_typed_again_come_out_the_same(questions, form):
    kept = {
        "pregnant": Answered("no"),
        "hip_replacement": Answered(
            "yes", {"operation_date": "2026-10-01", "approach": "anterior"}
        ),
        "bone_strength": Answered("yes", {"which": ["thin_bones"]}),
        "joint_injection": Answered("yes", {"injection_at": "2026-11-22T09:30+00:00"}),
        "band_risk": Answered("yes", {"which": ["latex"], "latex_free_band": True}),
        "arthritis": Answered("not_sure"),
    }

    bound = form(**as_form_data(questions.groups, kept))

    assert bound.is_valid(), bound.errors
    assert bound.answers() == kept


def test_kept_answers_are_filled_in(questions, form):
    kept = {"pregnant": Answered("yes", {"due_date": "2027-06-01"})}

    bound = form(previous=kept)

    assert bound.initial == {"pregnant": "yes", "pregnant__due_date": "2027-06-01"}


def test_an_unanswered_group_is_left_open(questions, form):
    bound = form(**none_of_these(questions, but=("warning",)))

    assert bound.is_valid()
    assert not any(q.slug in bound.answers() for q in questions.groups[0].questions)
