"""By when an alert must be answered.

Pure: severity, instant, opening hours and zone in; an instant in UTC out.

Every span here is our default, not a source's. They keep the promises that the
red-flag advice makes: an emergency is looked at whatever the hour, although the
patient is told to call the emergency number and not to wait for the clinic; a
same-day matter is answered before the clinic closes; the rest within five of the
clinic's own working days.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from patients.accounts.hours import OpeningHours, end_of_working_day

EMERGENCY_WITHIN = timedelta(minutes=30)  # our default
THIS_WEEK_WORKING_DAYS = 5  # our default
# A clinic that has not written down its hours yet still owes an answer.
SAME_DAY_WITHOUT_HOURS = timedelta(hours=24)  # our default
THIS_WEEK_WITHOUT_HOURS = timedelta(days=7)  # our default


class Severity(StrEnum):
    """How soon a person must look, most urgent first."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    THIS_WEEK = "this_week"
    INFO = "info"


URGENCY = {severity: place for place, severity in enumerate(Severity)}


def more_urgent(one: str, other: str) -> Severity:
    """Return the more urgent of two severities."""
    return min(Severity(one), Severity(other), key=URGENCY.__getitem__)


def due_at(
    severity: str, *, now: datetime, hours: OpeningHours, zone: ZoneInfo
) -> datetime:
    """Return the instant, in UTC, by which an alert is due.

    An emergency is due half an hour later at any hour, open or shut. A same-day alert
    is due when the clinic next closes: today while it is still open or yet to open,
    else at the end of the next day on which it opens. A this-week alert, and one for information, is due
    at the end of the fifth working day after that day. Wall times are found first and turned
    into instants last, so that the days on which clocks change come out right.
    """
    if now.tzinfo is None:
        raise ValueError("An alert is raised at an instant that knows its zone.")
    at = now.astimezone(UTC)
    severity = Severity(severity)
    if severity is Severity.EMERGENCY:
        return at + EMERGENCY_WITHIN
    same_day = severity is Severity.SAME_DAY
    if not any(hours.values()):
        return at + (SAME_DAY_WITHOUT_HOURS if same_day else THIS_WEEK_WITHOUT_HOURS)
    days = 0 if same_day else THIS_WEEK_WORKING_DAYS
    return end_of_working_day(hours, zone, at, days=days).astimezone(UTC)
