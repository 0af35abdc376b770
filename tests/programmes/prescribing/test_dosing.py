"""Doses: limits, days and the parts of a dose line. No database."""

import pytest

from programmes.prescribing.dosing import (
    Dose,
    Part,
    Problem,
    Say,
    What,
    default_weekdays,
    follow_each_other,
    parts,
    problems,
)

LIMITS = {
    "sets": [1, 3],
    "reps": [5, 15],
    "hold_s": [2, 10],
    "rest_s": [30, 120],
    "band_level": [0, 5],
    "days_per_week": [2, 7],
}
FINE = Dose(sets=2, reps=10, hold_s=5, rest_s=60, band_level=1)


def test_a_dose_within_its_limits_has_no_problem():
    assert problems(FINE, "1010101", limits=LIMITS, apart_from_band=2) == ()


@pytest.mark.parametrize(
    ("dose", "weekdays", "problem"),
    [
        (Dose(0, 10, 5, 60, 1), "1010101", Problem(What.SETS, 1, 3)),
        (Dose(4, 10, 5, 60, 1), "1010101", Problem(What.SETS, 1, 3)),
        (Dose(2, 4, 5, 60, 1), "1010101", Problem(What.REPS, 5, 15)),
        (Dose(2, 16, 5, 60, 1), "1010101", Problem(What.REPS, 5, 15)),
        (Dose(2, 10, 1, 60, 1), "1010101", Problem(What.HOLD, 2, 10)),
        (Dose(2, 10, 11, 60, 1), "1010101", Problem(What.HOLD, 2, 10)),
        (Dose(2, 10, 5, 29, 1), "1010101", Problem(What.REST, 30, 120)),
        (Dose(2, 10, 5, 121, 1), "1010101", Problem(What.REST, 30, 120)),
        (Dose(2, 10, 5, 60, 6), "1010101", Problem(What.BAND, 0, 5)),
        (FINE, "1000000", Problem(What.DAYS, 2, 7)),
        (FINE, "0000000", Problem(What.DAYS, 2, 7)),
    ],
)
def test_each_part_keeps_its_limits(dose, weekdays, problem):
    assert problems(dose, weekdays, limits=LIMITS) == (problem,)


@pytest.mark.parametrize("value", [1, 3])
def test_a_limit_itself_is_allowed(value):
    assert problems(Dose(value, 10, 5, 60, 1), "1010101", limits=LIMITS) == ()


def test_from_band_level_2_the_days_are_kept_apart():
    strong = Dose(2, 10, 5, 60, band_level=2)

    found = problems(strong, "1010101", limits=LIMITS, apart_from_band=2)

    assert found == (Problem(What.APART, most=3),)
    assert problems(strong, "1010100", limits=LIMITS, apart_from_band=2) == ()


@pytest.mark.parametrize(
    ("weekdays", "follow"),
    [
        ("1010100", False),
        ("1000001", True),  # Sunday and Monday
        ("0110000", True),
        ("1001000", False),
    ],
)
def test_sunday_and_monday_follow_each_other(weekdays, follow):
    assert follow_each_other(weekdays) is follow


@pytest.mark.parametrize("days", range(1, 8))
def test_default_weekdays_are_as_many_as_asked(days):
    assert default_weekdays(days).count("1") == days


@pytest.mark.parametrize("days", range(1, 8))
def test_default_weekdays_kept_apart_never_follow_each_other(days):
    weekdays = default_weekdays(days, apart=True)

    assert weekdays.count("1") == min(days, 3)
    assert not follow_each_other(weekdays)


@pytest.mark.parametrize(
    ("dose", "per_side", "said"),
    [
        (Dose(1, 2, 30, 15), True, [Say.TIMES_EACH_SIDE, Say.HOLD, Say.REST]),
        (Dose(1, 2), False, [Say.TIMES]),
        (FINE, False, [Say.SETS, Say.HOLD, Say.BAND, Say.REST]),
        (Dose(2, 10, 5, 60, 0), False, [Say.SETS, Say.HOLD, Say.NO_BAND, Say.REST]),
        (Dose(2, 6, 5, 45), True, [Say.SETS_EACH_SIDE, Say.HOLD, Say.REST]),
    ],
)
def test_a_dose_line_says_what_is_to_be_done_and_nothing_else(dose, per_side, said):
    assert [part.say for part in parts(dose, per_side=per_side)] == said


def test_a_part_carries_its_numbers():
    assert parts(Dose(2, 6), per_side=True) == (Part(Say.SETS_EACH_SIDE, (2, 6)),)
