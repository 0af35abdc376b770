"""Which items are due on which day, and how long a session takes.

Pure: no Django, no database, no clock. A mask has seven characters, Monday first:
"1010100" is Monday, Wednesday and Friday. A session day is a day on which any item
is due.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from programmes.prescribing.dosing import Dose

EVERY_DAY = "1111111"
DAYS = 7
# Our defaults: the seconds to move into and out of a position once, and to get ready
# for an exercise.
MOVE_S = 2
GET_READY_S = 30


class Due(Protocol):
    """Anything with a weekday mask: an item of a plan."""

    @property
    def weekdays(self) -> str: ...


Item = TypeVar("Item", bound=Due)


def is_due(weekdays: str, on: date) -> bool:
    """Tell whether a mask names a date's weekday."""
    return weekdays[on.weekday()] == "1"


def due_items(items: Iterable[Item], on: date) -> list[Item]:
    """Return the items due on a date, in their own order."""
    return [item for item in items if is_due(item.weekdays, on)]


def is_session_day(items: Iterable[Due], on: date) -> bool:
    """Tell whether any item is due on a date."""
    return any(is_due(item.weekdays, on) for item in items)


def mask_of(chosen: Iterable[int | str]) -> str:
    """Return the mask of chosen weekdays, where 0 is Monday."""
    days = {int(day) for day in chosen}
    return "".join("1" if day in days else "0" for day in range(DAYS))


def days_of(weekdays: str) -> tuple[int, ...]:
    """Return the chosen weekdays of a mask, where 0 is Monday."""
    return tuple(day for day, mark in enumerate(weekdays) if mark == "1")


def union(masks: Iterable[str]) -> str:
    """Return the mask of the days on which any of the masks is due."""
    return mask_of({day for mask in masks for day in days_of(mask)})


def seconds(dose: Dose, *, per_side: bool) -> int:
    """Return about how long one exercise takes.

    With one set the rest lies between the repetitions, else between the sets.
    """
    reps = dose.reps * (2 if per_side else 1)
    rests = reps - 1 if dose.sets == 1 else dose.sets - 1
    return GET_READY_S + dose.sets * reps * (dose.hold_s + MOVE_S) + rests * dose.rest_s


def minutes(doses: Iterable[tuple[Dose, bool]]) -> int:
    """Return about how many minutes a session of (dose, per side) takes, at least 1."""
    total = sum(seconds(dose, per_side=per_side) for dose, per_side in doses)
    return max(1, round(total / 60)) if total else 0
