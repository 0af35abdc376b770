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
    return max(begun, key=lambda v: (v.from_on, v.number), default=None)


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
    first = max(start, assigned_from)
    last = min(day for day in (end, today, assigned_to) if day is not None)
    sessions = frozenset(logged)
    due = done = extra = held = scheduled = seen = 0
    on = first
    while on <= last:
        has_session = on in sessions
        if on < today or has_session:
            seen += 1
            version = version_on(versions, on)
            is_due = version is not None and on.weekday() in version.weekdays
            scheduled += is_due
            if is_due and any(hold.covers(on) for hold in holds):
                held += 1
                is_due = False
            due += is_due
            done += is_due and has_session
            extra += has_session and not is_due
        on += DAY
    why_none = None
    if not due:
        why_none = WhyNone.NO_DAYS if not seen else WhyNone.NOT_PRESCRIBED
        if scheduled:
            why_none = WhyNone.ON_HOLD
    return Adherence(done=done, due=due, extra=extra, held=held, why_none=why_none)
