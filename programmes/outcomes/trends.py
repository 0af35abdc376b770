"""How resting pain goes: a value a day, a rolling median, first week against now.

Pure: no Django, no database, no clock. Sources (clinical reference, §5):

* One value a day is the median of that day's resting answers (before a session, next
  morning). Worst pain during exercise is a series of its own and is never mixed in.
* The chart's line is the trailing 7-day rolling median, from 3 days with an answer on.
* Baseline is the median of the first 7 days and current that of the last 7, each from 3
  days with an answer on.
* Improved is a fall of 2 points and of 30 % (Farrar 2001; Ostelo 2008); one of the two
  alone is a possible improvement; worse is a rise of 2 points.

Ours: the first 7 days begin with the first answer; a line is drawn across at most 2
empty days; no label is given before first week and last 7 days are apart; a day counts
once however many answers it has.

A day without an answer is a gap. It is never 0, and a 0 is an answer like any other.
Answers have keys: the same rows in any order, or given twice, are the same trend.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

DAY = timedelta(days=1)
WINDOW = 7  # days; clinical reference, §5
MIN_DAYS = 3  # days with an answer; clinical reference, §5
BRIDGED_DAYS = 2  # our default
MIN_FALL = MIN_RISE = 2  # points; Farrar 2001, Ostelo 2008; the rise mirrors the fall


SCORES = frozenset(range(11))


class Pain(NamedTuple):
    """One score as answered: the row's own key, the day, 0 to 10. A tuple will do."""

    key: Any
    on: date
    score: int


Scores = Iterable[Pain | tuple[Any, date, int]]


class Label(StrEnum):
    """How pain now compares with the first week."""

    IMPROVED = "improved"
    POSSIBLE_IMPROVEMENT = "possible_improvement"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    TOO_FEW = "too_few"


class TooFew(StrEnum):
    """Why there is no label."""

    NO_ANSWERS = "no_answers"
    FIRST_WEEK = "first_week"
    LAST_WEEK = "last_week"
    TOO_EARLY = "too_early"


@dataclass(frozen=True)
class Week:
    """The median of seven days, or None when fewer than three of them have an answer."""

    from_on: date
    to_on: date
    days_answered: int
    median: float | None


@dataclass(frozen=True)
class Comparison:
    """First week against the last seven days."""

    baseline: Week | None
    current: Week
    label: Label
    too_few: TooFew | None = None

    @property
    def change(self) -> float | None:
        """Return the points up (above 0) or down since the first week, if both known."""
        first = self.baseline.median if self.baseline else None
        now = self.current.median
        return None if first is None or now is None else now - first


@dataclass(frozen=True)
class Day:
    """One calendar day; `missing` is a day that is over and has no resting answer."""

    on: date
    resting: float | None
    answers: int
    median: float | None
    worst: int | None
    missing: bool


@dataclass(frozen=True)
class Gap:
    """A run of days without a resting answer, both ends included."""

    from_on: date
    to_on: date

    @property
    def days(self) -> int:
        """Return how many days the gap has."""
        return (self.to_on - self.from_on).days + 1


@dataclass(frozen=True)
class Trend:
    """Everything the picture, the sentence and the table say, from the same rows."""

    start: date
    end: date
    days: tuple[Day, ...]
    comparison: Comparison

    @cached_property
    def answered(self) -> int:
        """Return on how many of the days shown there is a resting answer."""
        return sum(day.resting is not None for day in self.days)

    @cached_property
    def counted(self) -> int:
        """Return how many of the days shown could have an answer by now."""
        return self.answered + sum(day.missing for day in self.days)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Return the runs of days without an answer, oldest first."""
        runs: list[Gap] = []
        for day in self.days:
            if not day.missing:
                continue
            if runs and runs[-1].to_on == day.on - DAY:
                runs[-1] = Gap(runs[-1].from_on, day.on)
            else:
                runs.append(Gap(day.on, day.on))
        return tuple(runs)

    @cached_property
    def lines(self) -> tuple[tuple[Day, ...], ...]:
        """Return the pieces of the median line: it breaks where days are missing."""
        pieces: list[list[Day]] = []
        for day in self.days:
            if day.median is None:
                continue
            last = pieces[-1][-1].on if pieces else None
            if last is not None and (day.on - last).days - 1 <= BRIDGED_DAYS:
                pieces[-1].append(day)
            else:
                pieces.append([day])
        return tuple(tuple(piece) for piece in pieces)


def by_day(scores: Scores) -> dict[date, list[int]]:
    """Return each day's scores in rising order, a score that came twice once only."""
    days: defaultdict[date, list[int]] = defaultdict(list)
    for _key, on, score in set(scores):
        if score is True or score not in SCORES:
            raise ValueError(f"Pain is a whole number from 0 to 10, not {score!r}.")
        days[on].append(score)
    return {on: sorted(days[on]) for on in sorted(days)}


def resting_values(scores: Scores) -> dict[date, float]:
    """Return the resting value of each day that has an answer."""
    return _medians(by_day(scores))


def week_from(values: Mapping[date, float], from_on: date) -> Week:
    """Return the seven days that begin on a day."""
    days = [from_on + place * DAY for place in range(WINDOW)]
    found = sorted(values[on] for on in days if on in values)
    return Week(from_on, days[-1], len(found), _enough(found))


def week_to(values: Mapping[date, float], to_on: date) -> Week:
    """Return the seven days that end on a day."""
    return week_from(values, to_on - (WINDOW - 1) * DAY)


def rolling_median(values: Mapping[date, float]) -> dict[date, float | None]:
    """Return the trailing 7-day median of each day that has an answer."""
    medians: dict[date, float | None] = {}
    window: deque[tuple[date, float]] = deque()
    for on in sorted(values):
        window.append((on, values[on]))
        while (on - window[0][0]).days >= WINDOW:
            window.popleft()
        medians[on] = _enough(sorted(value for _, value in window))
    return medians


def responder(baseline: float, current: float) -> Label:
    """Return the label for a first week's median and the one now.

    Medians of medians lie on quarters, so both are taken times four and compared as
    whole numbers: 30 % of 7 is not a number a float can hold.
    """
    before, now = _quarters(baseline), _quarters(current)
    fall = before - now
    if -fall >= 4 * MIN_RISE:
        return Label.WORSE
    by_points = fall >= 4 * MIN_FALL
    by_share = fall > 0 and 10 * fall >= 3 * before
    if by_points and by_share:
        return Label.IMPROVED
    if by_points or by_share:
        return Label.POSSIBLE_IMPROVEMENT
    return Label.UNCHANGED


def compare(values: Mapping[date, float], *, end: date) -> Comparison:
    """Compare the first week with the seven days up to `end`; later days are left out.

    The values must reach back to the first answer of the programme, not only to the
    first day that is shown.
    """
    current = week_to(values, end)
    answered = [on for on in values if on <= end]
    if not answered:
        return Comparison(None, current, Label.TOO_FEW, TooFew.NO_ANSWERS)
    baseline = week_from({on: values[on] for on in answered}, min(answered))
    if baseline.median is None or current.median is None:
        few = TooFew.FIRST_WEEK if baseline.median is None else TooFew.LAST_WEEK
        return Comparison(baseline, current, Label.TOO_FEW, few)
    if baseline.to_on >= current.from_on:
        return Comparison(baseline, current, Label.TOO_FEW, TooFew.TOO_EARLY)
    return Comparison(baseline, current, responder(baseline.median, current.median))


def trend(
    *,
    resting: Scores,
    worst: Scores,
    start: date,
    end: date,
    today: date,
) -> Trend:
    """Work out the trend shown from `start` to `end`, both included.

    `resting` holds every answer since the programme began, so that the first week is
    the programme's and not the window's. Today is not missing until it is over.
    """
    end = max(start, min(end, today))
    answers = by_day(resting)
    values = _medians(answers)
    near = start - WINDOW * DAY
    medians = rolling_median({on: x for on, x in values.items() if near < on <= end})
    worsts = {on: max(found) for on, found in by_day(worst).items()}
    days = tuple(
        Day(
            on=on,
            resting=values.get(on),
            answers=len(answers.get(on, ())),
            median=medians.get(on),
            worst=worsts.get(on),
            missing=on not in values and on < today,
        )
        for on in (start + n * DAY for n in range((end - start).days + 1))
    )
    return Trend(start, end, days, compare(values, end=end))


def _medians(days: Mapping[date, list[int]]) -> dict[date, float]:
    return {on: _middle(found) for on, found in days.items()}


def _enough(rising: list[float]) -> float | None:
    return _middle(rising) if len(rising) >= MIN_DAYS else None


def _middle(rising: Sequence[float]) -> float:
    """Return the median of values in rising order."""
    half = len(rising) // 2
    if len(rising) % 2:
        return float(rising[half])
    return (rising[half - 1] + rising[half]) / 2


def _quarters(value: float) -> int:
    quarters = value * 4
    if quarters != int(quarters):
        raise ValueError(
            f"A median of pain scores lies on a quarter, not at {value!r}."
        )
    return int(quarters)
