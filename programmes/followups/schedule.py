"""Which messages are due, and when. Pure: no Django, no database, no clock.

Every number here is our default. Local date and wall time are decided first and
turned into an instant last, so that the days on which clocks change are right; what
is due is worked out from the day, never as "the last one and 24 hours".
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from programmes.diary.adherence import HoldSpan, VersionSpan, version_on

MISSED_IN_A_ROW = 3  # our default: session days without a session
DAYS_BETWEEN = 7  # our default: at most one reminder in so many days
STOP_AFTER = 3  # our default: reminders without a session after them
REMIND_FROM, REMIND_UNTIL = time(10, 0), time(20, 0)  # our default, patient's time
DIGEST_FROM, DIGEST_UNTIL = time(7, 30), time(12, 0)  # our default, clinic's time
LOOK_BACK_DAYS = 60


class Silence(StrEnum):
    """Why a message that was due is not sent."""

    NO_ADDRESS = "no_address"
    NO_CONSENT = "no_consent"
    IGNORED = "ignored"
    NOBODY_NEEDS_ONE = "nobody_needs_one"


@dataclass(frozen=True)
class Window:
    """From when until when a message may leave (instants, UTC)."""

    opens: datetime
    closes: datetime

    def holds(self, now: datetime) -> bool:
        """Tell whether an instant lies inside."""
        return self.opens <= now < self.closes


def window(day: date, start: time, end: time, zone: ZoneInfo) -> Window:
    """Return the window of a local date between two wall times."""
    return Window(
        opens=datetime.combine(day, start, tzinfo=zone).astimezone(UTC),
        closes=datetime.combine(day, end, tzinfo=zone).astimezone(UTC),
    )


@dataclass(frozen=True)
class PlanDays:
    """What was prescribed when, and on which days a session was logged."""

    versions: Sequence[VersionSpan]
    holds: Sequence[HoldSpan]
    logged: Collection[date]
    start_on: date
    end_on: date

    def is_due(self, on: date) -> bool:
        """Tell whether a session was prescribed on a date and nothing held it."""
        version = version_on(self.versions, on)
        return (
            self.start_on <= on <= self.end_on
            and version is not None
            and on.weekday() in version.weekdays
            and not any(hold.covers(on) for hold in self.holds)
        )


def missed_in_a_row(plan: PlanDays, *, today: date) -> int:
    """Count the session days before today that passed since the last session."""
    missed = 0
    for back in range(1, LOOK_BACK_DAYS):
        on = today - timedelta(days=back)
        if on in plan.logged or on < plan.start_on:
            break
        missed += plan.is_due(on)
    return missed


def reminder_is_due(plan: PlanDays, *, today: date, reminded_on: date | None) -> bool:
    """Tell whether a reminder after missed sessions is due today.

    Not on a day on which a session was logged, not while a hold is open, not after
    the plan's last day, and not within the days after the last reminder.
    """
    if today in plan.logged or not plan.start_on <= today <= plan.end_on:
        return False
    if any(hold.covers(today) for hold in plan.holds):
        return False
    if reminded_on and (today - reminded_on).days < DAYS_BETWEEN:
        return False
    return missed_in_a_row(plan, today=today) >= MISSED_IN_A_ROW


def silence_of_reminder(
    *, has_address: bool, has_consent: bool, ignored: int
) -> Silence | None:
    """Return why a due reminder stays unsent, or None when it may leave.

    `ignored` counts reminders sent since the last session: after three the patient
    is somebody's to call, not a machine's to write to.
    """
    if not has_address:
        return Silence.NO_ADDRESS
    if not has_consent:
        return Silence.NO_CONSENT
    if ignored >= STOP_AFTER:
        return Silence.IGNORED
    return None
