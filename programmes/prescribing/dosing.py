"""A dose: whether it is within the library's limits, and which parts it is said in.

Pure: no Django, no database, no clock. The limits come with each exercise of the
library and are our defaults there, with their basis beside them. From a certain band
level on, a day of rest lies between two days of a strength exercise (ACSM 2011:
strength on days that do not follow each other); from which level is our default.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# Our default: as many days, as far apart as a week allows.
_SPREAD = {
    1: "1000000",
    2: "1001000",
    3: "1010100",
    4: "1010101",
    5: "1110110",
    6: "1111110",
    7: "1111111",
}
# With a day of rest between any two: Sunday and Monday follow each other too.
MOST_DAYS_APART = 3


@dataclass(frozen=True)
class Dose:
    """How much of one exercise is done on a day it is due."""

    sets: int
    reps: int
    hold_s: int = 0
    rest_s: int = 0
    band_level: int | None = None


class What(StrEnum):
    """The parts of a dose that have limits."""

    SETS = "sets"
    REPS = "reps"
    HOLD = "hold_s"
    REST = "rest_s"
    BAND = "band_level"
    DAYS = "days_per_week"
    APART = "days_apart"


@dataclass(frozen=True)
class Problem:
    """One part that is outside its limits, and the limits it must keep."""

    what: What
    least: int = 0
    most: int = 0


class Say(StrEnum):
    """The sentences' worth of parts a dose line is made of."""

    TIMES = "times"
    TIMES_EACH_SIDE = "times_each_side"
    SETS = "sets"
    SETS_EACH_SIDE = "sets_each_side"
    HOLD = "hold"
    BAND = "band"
    NO_BAND = "no_band"
    REST = "rest"


@dataclass(frozen=True)
class Part:
    """One part of a dose line, before it has words."""

    say: Say
    numbers: tuple[int, ...] = ()


def default_dose(data: Mapping[str, Any]) -> Dose:
    """Return the dose in a library exercise's `default_dose`."""
    return Dose(
        sets=data["sets"],
        reps=data["reps"],
        hold_s=data["hold_s"],
        rest_s=data["rest_s"],
        band_level=data.get("band_level"),
    )


def problems(
    dose: Dose,
    weekdays: str,
    *,
    limits: Mapping[str, Sequence[int]],
    apart_from_band: int | None = None,
) -> tuple[Problem, ...]:
    """Return every part that is outside the limits; none means the dose may stand."""
    values = {
        What.SETS: dose.sets,
        What.REPS: dose.reps,
        What.HOLD: dose.hold_s,
        What.REST: dose.rest_s,
        What.BAND: dose.band_level,
        What.DAYS: weekdays.count("1"),
    }
    found = []
    for what, value in values.items():
        if what.value not in limits or value is None:
            continue
        least, most = limits[what.value]
        if not least <= value <= most:
            found.append(Problem(what, least, most))
    if needs_days_apart(dose.band_level, apart_from_band) and follow_each_other(
        weekdays
    ):
        found.append(Problem(What.APART, most=MOST_DAYS_APART))
    return tuple(found)


def needs_days_apart(band_level: int | None, apart_from_band: int | None) -> bool:
    """Tell whether this band asks for a day of rest between two days."""
    return (
        band_level is not None
        and apart_from_band is not None
        and band_level >= apart_from_band
    )


def follow_each_other(weekdays: str) -> bool:
    """Tell whether any two chosen days touch; Sunday touches Monday."""
    return "11" in weekdays + weekdays[:1]


def default_weekdays(days: int, *, apart: bool = False) -> str:
    """Return so many weekdays, Monday first, spread over the week.

    `apart` keeps a day of rest between any two, so never more than three days.
    """
    return _SPREAD[min(days, MOST_DAYS_APART) if apart else days]


def parts(dose: Dose, *, per_side: bool) -> tuple[Part, ...]:
    """Return what a dose line says, in the order it is said."""
    if dose.sets == 1:
        said = [Part(Say.TIMES_EACH_SIDE if per_side else Say.TIMES, (dose.reps,))]
    else:
        said = [
            Part(
                Say.SETS_EACH_SIDE if per_side else Say.SETS,
                (dose.sets, dose.reps),
            )
        ]
    if dose.hold_s:
        said.append(Part(Say.HOLD, (dose.hold_s,)))
    if dose.band_level == 0:
        said.append(Part(Say.NO_BAND))
    elif dose.band_level is not None:
        said.append(Part(Say.BAND, (dose.band_level,)))
    if dose.rest_s:
        said.append(Part(Say.REST, (dose.rest_s,)))
    return tuple(said)
