"""A trend of twelve weeks with gaps, a flare and a hold, as a clinic would see it."""

from datetime import date, timedelta

import pytest

from programmes.diary.adherence import HoldSpan
from programmes.outcomes.marks import Marks, VersionMark
from programmes.outcomes.trends import Pain, trend

DAY = timedelta(days=1)
START = date(2026, 8, 31)
END = START + 84 * DAY
HELD = range(44, 51)
SILENT = range(23, 28)


@pytest.fixture
def rows():
    """Return the rows of twelve weeks: resting answers and worst pain."""
    resting, worst = [], []
    for place in range(85):
        if place in HELD or place in SILENT or place % 9 == 2:
            continue
        on = START + place * DAY
        level = 6 - place // 14 if place < 76 else 5
        resting.append(Pain(f"before {place}", on, level if place != 60 else 0))
        if place % 2:
            resting.append(Pain(f"morning {place}", on, level))
        if place % 3:
            worst.append(Pain(f"worst {place}", on, level + 2))
    return resting, worst


@pytest.fixture
def twelve_weeks(rows):
    """Return the trend of the twelve weeks, seen on their last day."""
    resting, worst = rows
    return trend(resting=resting, worst=worst, start=START, end=END, today=END)


@pytest.fixture
def marks():
    """Return three versions of the plan and a hold of a week."""
    return Marks(
        versions=[
            VersionMark(START, 1),
            VersionMark(START + 28 * DAY, 2),
            VersionMark(START + 51 * DAY, 3),
        ],
        holds=[HoldSpan(START + 44 * DAY, START + 50 * DAY)],
    )


@pytest.fixture
def nothing_yet():
    """Return a trend of nine days without any answer."""
    end = START + 8 * DAY
    return trend(resting=[], worst=[], start=START, end=end, today=end)
