"""Which items are due on which day. No database."""

from dataclasses import dataclass
from datetime import date

import pytest

from programmes.prescribing import schedule
from programmes.prescribing.dosing import Dose

MONDAY = date(2026, 5, 4)
SUNDAY = date(2026, 5, 10)


@dataclass
class Item:
    weekdays: str


def test_items_are_due_on_their_weekdays_in_their_order():
    daily, monday, sunday = Item("1111111"), Item("1000000"), Item("0000001")

    due = schedule.due_items([daily, monday, sunday], SUNDAY)

    assert due == [daily, sunday]


@pytest.mark.parametrize(
    ("masks", "on", "is_one"),
    [
        (["1000000", "0100000"], MONDAY, True),
        (["0100000"], MONDAY, False),
        ([], MONDAY, False),
        (["0000001"], SUNDAY, True),
    ],
)
def test_a_session_day_is_one_on_which_any_item_is_due(masks, on, is_one):
    assert schedule.is_session_day([Item(m) for m in masks], on) is is_one


def test_a_mask_and_its_days_say_the_same():
    assert schedule.mask_of(["0", "2", 6]) == "1010001"
    assert schedule.days_of("1010001") == (0, 2, 6)
    assert schedule.mask_of(schedule.days_of("0110100")) == "0110100"


def test_masks_join_into_the_session_days():
    assert schedule.union(["1010100", "0000001"]) == "1010101"
    assert schedule.union([]) == "0000000"


@pytest.mark.parametrize(
    ("dose", "per_side", "seconds"),
    [
        # ready 30, two a side of 30 + 2, three rests of 15 between
        (Dose(1, 2, 30, 15), True, 30 + 4 * 32 + 3 * 15),
        # ready 30, two sets of ten of 5 + 2, one rest between the sets
        (Dose(2, 10, 5, 60), False, 30 + 20 * 7 + 60),
        (Dose(1, 1), False, 32),
    ],
)
def test_an_exercise_takes_its_holds_moves_and_rests(dose, per_side, seconds):
    assert schedule.seconds(dose, per_side=per_side) == seconds


def test_a_session_takes_at_least_a_minute_and_nothing_takes_none():
    assert schedule.minutes([(Dose(1, 1), False)]) == 1
    assert schedule.minutes([]) == 0
