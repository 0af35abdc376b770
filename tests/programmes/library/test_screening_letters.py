"""The screening matrix, cell by cell, against the table a clinician keeps by hand."""

from pathlib import Path

import pytest

LEVELS = {"C": "contraindicated", "K": "caution", "O": "ok"}


def read_table():
    text = Path(__file__).with_name("letters.txt").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.split("|")]
        for line in text.splitlines()
        if not line.startswith("#")
    ]
    return rows[0], rows[1:]


HEAD, ROWS = read_table()
ITEMS = HEAD[3:]
CELLS = [
    (row[0], item, letter)
    for row in ROWS
    for item, letter in zip(ITEMS, row[3:], strict=True)
]


@pytest.fixture(scope="session")
def conditions(shipped):
    return {each["id"]: each for each in shipped["screening"]["conditions"]}


@pytest.mark.parametrize(("condition", "item", "letter"), CELLS)
def test_the_level_of_a_cell_is_the_one_in_the_table(
    conditions, condition, item, letter
):
    assert conditions[condition]["rules"][item]["level"] == LEVELS[letter]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_urgency_and_effect_on_the_programme_are_those_in_the_table(conditions, row):
    slug, urgency, programme = row[:3]

    condition = conditions[slug]

    assert (condition["urgency"], condition["programme"]) == (urgency, programme)


def test_the_table_and_the_content_name_the_same_65_conditions(conditions):
    assert len(ROWS) == 65
    assert [row[0] for row in ROWS] == list(conditions)


def test_the_table_has_the_nine_exercises_and_activities(shipped):
    screening = shipped["screening"]

    assert screening["exercises"] + screening["avoid_activities"] == ITEMS
    assert len(CELLS) == 585
