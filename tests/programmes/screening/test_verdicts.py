"""Every cell of the letter table, and how cells combine."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.screening.rulebook import Level, Programme, Rule, Urgency
from programmes.screening.verdicts import screen

ITEMS = (
    "knee_to_chest",
    "trunk_rotation",
    "hip_abduction",
    "bird_dog",
    "sit_ups",
    "crunches",
    "heavy_lifting",
    "excessive_cycling",
    "twisting_sports",
)
LETTERS = {"O": Level.OK, "K": Level.CAUTION, "C": Level.CONTRAINDICATED}
PROGRAMMES = {
    "HOLD": Programme.HOLD,
    "review": Programme.CLINICIAN_REVIEW,
    "go": Programme.PROCEED,
}


def letter_table():
    lines = Path(__file__).with_name("letter_table.txt").read_text().splitlines()
    for line in lines:
        if line.startswith("#"):
            continue
        name, urgency, programme, exercises, activities = line.split(" | ")
        yield name, urgency, programme, exercises.split() + activities.split()


ROWS = list(letter_table())
CELLS = [
    (name, item, letter)
    for name, _, _, letters in ROWS
    for item, letter in zip(ITEMS, letters, strict=True)
]


def test_the_table_has_585_cells():
    assert len(CELLS) == 65 * 9


@pytest.mark.parametrize(("condition", "item", "letter"), CELLS)
def test_each_cell_of_the_table(book, condition, item, letter):
    screening = screen(book, active={condition})

    assert screening.verdicts[item].level == LETTERS[letter]


@pytest.mark.parametrize(
    ("condition", "urgency", "programme"), [row[:3] for row in ROWS]
)
def test_each_condition_leads_to_its_urgency_and_programme(
    book, condition, urgency, programme
):
    screening = screen(book, active={condition})

    assert screening.urgency == Urgency(urgency)
    assert screening.programme == PROGRAMMES[programme]


VECTORS = [
    (
        set(),
        {
            "knee_to_chest": "ok",
            "trunk_rotation": "ok",
            "hip_abduction": "ok",
            "bird_dog": "ok",
            "sit_ups": "caution",
        },
    ),
    (
        {"obesity", "cauda_equina_signs"},
        {
            "programme": "hold",
            "urgency": "emergency_now",
            "knee_to_chest": "contraindicated",
        },
    ),
    (
        {"osteoporosis"},
        {"sit_ups": "contraindicated", "trunk_rotation": "caution", "bird_dog": "ok"},
    ),
    (
        {"no_medical_clearance"},
        {
            "programme": "hold",
            "urgency": "clinic_review",
            "knee_to_chest": "contraindicated",
            "sit_ups": "caution",
        },
    ),
    (
        {"long_term_steroids"},
        {
            "twisting_sports": "contraindicated",
            "excessive_cycling": "caution",
            "bird_dog": "ok",
        },
    ),
    (
        {"pregnancy_ge28w", "cannot_lie_flat"},
        {
            "hip_abduction": "contraindicated",
            "bird_dog": "caution",
            "programme": "clinician_review",
            "urgency": "clinic_review",
        },
    ),
]


@pytest.mark.parametrize(("conditions", "expected"), VECTORS)
def test_the_published_examples_come_out_as_written(book, conditions, expected):
    screening = screen(book, active=conditions)

    found = {"programme": screening.programme, "urgency": screening.urgency} | {
        item: verdict.level for item, verdict in screening.verdicts.items()
    }
    assert {key: found[key] for key in expected} == expected


def test_nothing_active_and_nothing_open_lets_the_programme_proceed(book):
    screening = screen(book, active=())

    assert screening.programme == Programme.PROCEED
    assert screening.urgency == Urgency.NONE


def test_a_hold_suspends_an_exercise_even_where_its_own_cell_is_milder(book):
    gentle = replace(
        book.conditions["age_under_16"],
        rules={
            **book.conditions["age_under_16"].rules,
            "bird_dog": Rule(Level.OK, "Gentle enough"),
            "sit_ups": Rule(Level.OK, "Gentle enough"),
        },
    )
    changed = replace(book, conditions={**book.conditions, "age_under_16": gentle})

    screening = screen(changed, active={"age_under_16"})

    assert screening.verdicts["bird_dog"].level == Level.CONTRAINDICATED
    assert screening.verdicts["sit_ups"].level == Level.CAUTION


def test_reasons_stand_worst_first_then_in_file_order(book):
    screening = screen(
        book, active={"wrist_pain", "pregnancy_16_27w", "known_fracture_unhealed"}
    )

    verdict = screening.verdicts["bird_dog"]
    assert [reason.condition for reason in verdict.reasons] == [
        "known_fracture_unhealed",
        "wrist_pain",
        "pregnancy_16_27w",
    ]


def test_an_activity_keeps_its_baseline_reason_beside_a_worse_one(book):
    verdict = screen(book, active={"osteoporosis"}).verdicts["sit_ups"]

    assert [reason.level for reason in verdict.reasons] == [
        "contraindicated",
        "caution",
    ]
    assert verdict.reasons[1].sources == ("ARTICLE",)


def test_a_condition_that_repeats_the_baseline_is_not_read_twice(book):
    verdict = screen(book, active={"obesity"}).verdicts["crunches"]

    assert len(verdict.reasons) == 1


def test_every_different_modification_is_kept_once(book):
    active = {"pregnancy_16_27w", "osteoarthritis_hip_knee", "obesity"}

    verdict = screen(book, active=active).verdicts["knee_to_chest"]

    texts = {
        book.conditions[name].rules["knee_to_chest"].modification for name in active
    }
    assert set(verdict.modifications) == texts
    assert len(verdict.modifications) == len(texts)


def test_a_condition_the_rules_do_not_know_is_not_dropped_in_silence(book):
    with pytest.raises(KeyError):
        screen(book, active={"measles"})


def test_an_open_question_leaves_what_it_decides_not_checked(book):
    screening = screen(book, active=(), undecided={"hands": {"wrist_pain"}})

    levels = {item: verdict.level for item, verdict in screening.verdicts.items()}
    assert levels["bird_dog"] == Level.NOT_CHECKED
    assert levels["trunk_rotation"] == Level.OK
    assert screening.programme == Programme.NOT_CHECKED
    assert screening.unanswered == ("hands",)


def test_not_checked_outranks_caution_and_yields_to_contraindicated(book):
    undecided = {"hands": {"wrist_pain"}}

    cautious = screen(book, active={"obesity"}, undecided=undecided)
    refused = screen(book, active={"knee_replacement_lt12w"}, undecided=undecided)

    assert cautious.verdicts["bird_dog"].level == Level.NOT_CHECKED
    assert refused.verdicts["bird_dog"].level == Level.CONTRAINDICATED
    assert {r.question for r in refused.verdicts["bird_dog"].reasons} == {"", "hands"}


def test_an_open_warning_sign_leaves_every_exercise_not_checked(book):
    screening = screen(book, active=(), undecided={"fever": {"infection_fever"}})

    levels = {screening.verdicts[item].level for item in book.exercises}
    assert levels == {Level.NOT_CHECKED}


def test_a_hold_leads_over_open_questions(book):
    screening = screen(
        book, active={"infection_fever"}, undecided={"hands": {"wrist_pain"}}
    )

    assert screening.programme == Programme.HOLD
    assert screening.unanswered == ("hands",)


@pytest.mark.parametrize("condition", [row[0] for row in ROWS])
def test_unknown_never_gives_ok_where_the_answer_could_matter(book, condition):
    if_present = screen(book, active={condition})

    if_unknown = screen(book, active=(), undecided={"question": {condition}})

    for item in book.items:
        if if_present.verdicts[item].level != Level.OK:
            assert if_unknown.verdicts[item].level != Level.OK
    assert if_unknown.programme == Programme.NOT_CHECKED


conditions = st.sampled_from([row[0] for row in ROWS])
some_conditions = st.lists(conditions, unique=True, max_size=8)
open_questions = st.dictionaries(
    st.sampled_from(["one", "two"]), st.sets(conditions, min_size=1, max_size=3)
)


@given(some=some_conditions, added=conditions, undecided=open_questions)
def test_adding_a_condition_never_makes_a_verdict_milder(book, some, added, undecided):
    before = screen(book, active=some, undecided=undecided)

    after = screen(book, active=[*some, added], undecided=undecided)

    assert after.programme.rank >= before.programme.rank
    assert after.urgency.rank >= before.urgency.rank
    for item in book.items:
        assert after.verdicts[item].level.rank >= before.verdicts[item].level.rank
        assert set(before.verdicts[item].modifications) <= set(
            after.verdicts[item].modifications
        )


@given(some=some_conditions, added=conditions, undecided=open_questions)
def test_not_knowing_is_never_milder_than_knowing_there_is_nothing(
    book, some, added, undecided
):
    without = screen(book, active=some, undecided=undecided)

    unknown = screen(book, active=some, undecided={**undecided, "more": {added}})

    assert unknown.programme not in {Programme.PROCEED, Programme.CLINICIAN_REVIEW}
    for item in book.items:
        assert unknown.verdicts[item].level.rank >= without.verdicts[item].level.rank


@given(some=some_conditions, shuffle=st.randoms())
def test_the_order_of_conditions_never_matters(book, some, shuffle):
    other_order = list(some)
    shuffle.shuffle(other_order)

    assert screen(book, active=some) == screen(book, active=other_order)
