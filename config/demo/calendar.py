"""What one person does on each day of a programme: pure, from a seed and a calendar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random
from zoneinfo import ZoneInfo

from config.demo.people import Person, Story
from config.demo.trajectories import RISE_DAYS

DAY = timedelta(days=1)
# Our defaults: 20 to 40 % of the days asked for stay empty, and somewhat fewer at first.
KEEPS, EXTRA, MORNINGS = (0.64, 0.80), 0.04, (0.15, 0.45)
EAGER_DAYS, EAGER = 7, 0.12
LATE, ADDED_LATER, NOT_ALL, NO_WORST, NOTES = 0.05, 0.04, 0.12, 0.04, 0.06
WORSE_BY, WORSE_SHARES = (0, 1, 2, 3), (25, 40, 25, 10)
PAPER_DAYS, PAPER_AT = (0, 2, 4), time(11)  # the sheet is keyed in on Mon, Wed, Fri


class Came(StrEnum):
    """How an entry reached the clinic."""

    LIVE = "live"
    LATE = "late"
    ADDED_LATER = "added_later"
    PAPER = "paper"


@dataclass(frozen=True)
class Done:
    """One session: when it was done, when it was heard of, and what was felt."""

    on: date
    performed_at: datetime
    received_at: datetime
    came: Came
    before: int
    worst: int | None
    left_out: bool
    has_note: bool


@dataclass(frozen=True)
class Morning:
    """Pain at rest on the morning after a session."""

    on: date
    at: datetime
    pain: int


@dataclass(frozen=True)
class Weeks:
    """All that one person reported."""

    done: tuple[Done, ...]
    mornings: tuple[Morning, ...]


@dataclass(frozen=True)
class Frame:
    """The calendar a person lives in: what was asked for, what was on hold."""

    first: date
    last: date  # the last day on which anything may be reported
    today: date
    now: datetime
    zone: ZoneInfo
    is_due: Callable[[date], bool]
    is_held: Callable[[date], bool]


@dataclass(frozen=True)
class Habits:
    """How reliably and at which hour one person exercises."""

    keeps: float
    mornings: float
    hour: float

    @classmethod
    def of(cls, rng: Random) -> "Habits":
        """Return somebody's habits."""
        hour = rng.choice((rng.uniform(6.8, 9.5), rng.uniform(17.5, 20.0)))
        return cls(rng.uniform(*KEEPS), rng.uniform(*MORNINGS), hour)


def live_through(
    rng: Random, person: Person, frame: Frame, levels: Sequence[float]
) -> Weeks:
    """Return what a person reported from the first day of the plan until now.

    `levels` is the pain at rest of each day, reported or not.
    """
    habits = Habits.of(rng)
    done: list[Done] = []
    mornings: list[Morning] = []
    for place, level in enumerate(levels):
        on = frame.first + place * DAY
        if on > frame.last or frame.is_held(on):
            continue
        yesterday = done[-1].on == on - DAY if done else False
        if yesterday and not person.on_paper and rng.random() < habits.mornings:
            wakes = _clock(rng, on, rng.uniform(6.5, 9.0), frame.zone)
            pain = score(level + rng.gauss(0, 0.5))
            mornings.append(Morning(on, wakes, pain))
        if _exercises(rng, person, habits, frame, on):
            done.append(_session(rng, person, habits, frame, on, level))
    return Weeks(
        done=tuple(each for each in done if each.received_at <= frame.now),
        mornings=tuple(each for each in mornings if each.at <= frame.now),
    )


def score(level: float) -> int:
    """Return a level as the number a person would tap."""
    return min(10, max(0, round(level)))


def _exercises(
    rng: Random, person: Person, habits: Habits, frame: Frame, on: date
) -> bool:
    """Tell whether a session is done on a day."""
    drawn = rng.random()
    to_go = (frame.today - on).days
    if person.story is Story.SILENT and on == frame.last:
        return True  # the day from which the silence is counted
    if not frame.is_due(on):
        return drawn < EXTRA
    if person.story is Story.PAIN_UP and to_go < RISE_DAYS:
        return to_go % 3 != 1  # worse, yet still writing: enough answers to compare
    eager = EAGER if (on - frame.first).days < EAGER_DAYS else 0
    return drawn < habits.keeps + eager


def _session(
    rng: Random, person: Person, habits: Habits, frame: Frame, on: date, level: float
) -> Done:
    before = score(level)
    worst = min(10, before + rng.choices(WORSE_BY, WORSE_SHARES)[0])
    performed = _clock(rng, on, habits.hour + rng.gauss(0, 0.5), frame.zone)
    came, received = _came(rng, person, frame, on, performed)
    if came in (Came.ADDED_LATER, Came.PAPER):
        # Without a clock time an earlier day stands at noon.
        performed = datetime.combine(on, time(12), tzinfo=frame.zone)
    return Done(
        on=on,
        performed_at=performed,
        received_at=received,
        came=came,
        before=before,
        worst=None if rng.random() < NO_WORST else worst,
        left_out=rng.random() < NOT_ALL,
        has_note=rng.random() < NOTES,
    )


def _came(
    rng: Random, person: Person, frame: Frame, on: date, performed: datetime
) -> tuple[Came, datetime]:
    """Return how an entry came, and when: soon, late, the day after, or on paper."""
    drawn, delay = rng.random(), rng.uniform(2, 26)
    seconds = timedelta(seconds=rng.randint(8, 60))
    if person.on_paper:
        brought = on + DAY
        while brought.weekday() not in PAPER_DAYS:
            brought += DAY
        return Came.PAPER, datetime.combine(brought, PAPER_AT, tzinfo=frame.zone)
    # The last days all came at once, so that nothing is still under way.
    if (frame.today - on).days > 2:
        if drawn < LATE:
            return Came.LATE, performed + timedelta(hours=delay)
        if drawn < LATE + ADDED_LATER:
            return Came.ADDED_LATER, performed + DAY + seconds
    return Came.LIVE, performed + seconds


def _clock(rng: Random, on: date, hour: float, zone: ZoneInfo) -> datetime:
    minute = int(min(22.5, max(6.0, hour)) * 60)
    at = time(minute // 60, minute % 60, rng.randrange(60))
    return datetime.combine(on, at, tzinfo=zone)
