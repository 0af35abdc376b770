"""Session days done of session days prescribed.

Pure: no Django, no database, no clock. Source of the measure: sessions logged of
sessions prescribed, capped at 100 % (clinical reference, §4). The source leaves the
counting open; these are our decisions:

* A session day is a day on which any item of the version then in force is due. The
  version in force is the newest one whose first day has come.
* A day counts as done when it was a session day and has a session. Two sessions on one
  day are one day done. A session on any other day is `extra`: it is shown beside the
  figure, and never fills the place of a missed day. So done can never pass due.
* A day on hold for any part of it counts neither as due nor as done: both the day the
  hold was opened and the day it was closed are left out. A patient who was told to stop
  in the morning has missed nothing.
* Today counts only once it is logged. Days to come never count.
* Only days of the assignment count, its first and last day included.
* Where nothing was due there is no share, and `why_none` says why. It is never 0 %.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True)
class VersionSpan:
    """From when a version of the plan counts, and its session weekdays (Monday is 0)."""

    from_on: date
    weekdays: frozenset[int]
    number: int = 0


@dataclass(frozen=True)
class HoldSpan:
    """A hold from the day it was opened to the day it was closed, or still open."""

    opened_on: date
    closed_on: date | None = None

    def covers(self, on: date) -> bool:
        """Tell whether the plan was on hold for any part of a day."""
        return self.opened_on <= on and (self.closed_on is None or on <= self.closed_on)


class WhyNone(StrEnum):
    """Why nothing was due in a window."""

    NO_DAYS = "no_days"  # the window has no day of the assignment, or only today
    NOT_PRESCRIBED = "not_prescribed"  # no item was due on any of its days
    ON_HOLD = "on_hold"  # every session day in it was on hold


@dataclass(frozen=True)
class Adherence:
    """How many session days were done of those that were really prescribed."""

    done: int
    due: int
    extra: int = 0
    held: int = 0
    why_none: WhyNone | None = None

    @property
    def missed(self) -> int:
        """Return how many session days went by without a session."""
        return self.due - self.done

    @property
    def percent(self) -> int | None:
        """Return the share done, rounded down so that 100 means every day; or None."""
        return 100 * self.done // self.due if self.due else None


def weekdays_of(masks: Collection[str]) -> frozenset[int]:
    """Return the weekdays on which any item is due, from items' "1010100" masks."""
    return frozenset(
        place for mask in masks for place, due in enumerate(mask) if due == "1"
    )


def last_days(today: date, days: int) -> tuple[date, date]:
    """Return the first and last day of the window of so many days that ends today."""
    return today - (days - 1) * DAY, today


def version_on(versions: Sequence[VersionSpan], on: date) -> VersionSpan | None:
    """Return the version in force on a day, or None before the first one."""
    begun = [version for version in versions if version.from_on <= on]
    return max(begun, key=_in_force, default=None)


def adherence(
    *,
    versions: Sequence[VersionSpan],
    holds: Sequence[HoldSpan],
    logged: Collection[date],
    assigned_from: date,
    assigned_to: date | None,
    start: date,
    end: date,
    today: date,
) -> Adherence:
    """Count session days done and due from `start` to `end`, both included."""
    # Days as ordinals in sets: a report asks this for hundreds of patients at once.
    first = max(start, assigned_from).toordinal()
    last = min(day for day in (end, today, assigned_to) if day is not None).toordinal()
    entered = {day.toordinal() for day in logged}
    sessions = {day for day in entered if first <= day <= last}
    counted = set(range(first, last + 1))
    if today.toordinal() not in sessions:
        counted.discard(today.toordinal())
    scheduled = _scheduled(versions, first, last) & counted
    due = scheduled - _held(holds, first, last)
    done = due & sessions
    why_none = None
    if not due:
        why_none = WhyNone.NO_DAYS if not counted else WhyNone.NOT_PRESCRIBED
        if scheduled:
            why_none = WhyNone.ON_HOLD
    return Adherence(
        done=len(done),
        due=len(due),
        extra=len(sessions) - len(done),
        held=len(scheduled) - len(due),
        why_none=why_none,
    )


def _scheduled(versions: Sequence[VersionSpan], first: int, last: int) -> set[int]:
    """Return the days on which the version then in force has something due."""
    days: set[int] = set()
    until = last
    for version in sorted(versions, key=_in_force, reverse=True):
        begins = max(first, version.from_on.toordinal())
        for weekday in version.weekdays:
            # Ordinal 1 was a Monday.
            days.update(range(begins + (weekday + 1 - begins) % 7, until + 1, 7))
        until = min(until, begins - 1)
    return days


def _held(holds: Sequence[HoldSpan], first: int, last: int) -> set[int]:
    """Return the days on hold for any part of them."""
    days: set[int] = set()
    for hold in holds:
        closed = last if hold.closed_on is None else hold.closed_on.toordinal()
        opened = max(first, hold.opened_on.toordinal())
        days.update(range(opened, min(last, closed) + 1))
    return days


def _in_force(version: VersionSpan) -> tuple[date, int]:
    return version.from_on, version.number
