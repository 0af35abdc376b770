"""How much time lies between what an answer tells and the day it is read.

Pure: no Django, no database, no clock. Units are completed ones, as the rule
data count them. A date that cannot be right gives None, never a guess.

Weeks of pregnancy are counted back from the due date, which is put at 40+0
(Naegele's rule, the convention of NHS maternity notes).
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

TERM_DAYS = 280
# Our default: a due date further ahead than this cannot be right.
LONGEST_PREGNANCY_DAYS = 300


@dataclass(frozen=True)
class Day:
    """The day facts are computed for; `at` is known only when it is now."""

    on: date
    at: datetime | None = None

    def weeks_since(self, when: Any) -> int | None:
        """Return completed weeks since an ISO date, or None if it cannot be right."""
        then = read_date(when)
        if then is None or then > self.on:
            return None
        return (self.on - then).days // 7

    def gestation_weeks(self, due: Any) -> int | None:
        """Return completed weeks of pregnancy, or None if the date cannot be right."""
        due_on = read_date(due)
        if due_on is None or (due_on - self.on).days > LONGEST_PREGNANCY_DAYS:
            return None
        return max(0, TERM_DAYS - (due_on - self.on).days) // 7

    def hours_since(self, when: Any) -> int | None:
        """Return completed hours since an ISO moment, or None if it is to come.

        Without a time of day the start of the day counts, so that a block that
        ends during the day is kept through the whole of it.
        """
        then = read_moment(when)
        if then is None or then.date() > self.on:
            return None
        at = self.at or datetime.combine(self.on, time.min, tzinfo=then.tzinfo)
        if (at.tzinfo is None) != (then.tzinfo is None):
            return None
        seconds = (at - then).total_seconds()
        if seconds < 0 and self.at is not None:
            return None
        return max(0, int(seconds)) // 3600


def read_date(value: Any) -> date | None:
    """Return the date an ISO text names, or None."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def read_moment(value: Any) -> datetime | None:
    """Return the moment an ISO text names, or None."""
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def completed_years(since: date, on: date) -> int:
    """Return a person's age in whole years; 29 February counts up on 1 March."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
