"""When a clinic is open. Pure: hours and instants in, instants out.

Hours are `{"mon": ["08:00", "18:00"], "sat": None, …}` in the clinic's own zone.
Local date and wall time are decided first and converted last, so the days on
which clocks change are right.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OpeningHours = dict[str, list[str] | None]
WEEKDAYS_8_TO_18: OpeningHours = {
    day: ["08:00", "18:00"] if day not in {"sat", "sun"} else None for day in DAYS
}


def opening_on(hours: OpeningHours, day: date) -> tuple[time, time] | None:
    """Return the opening and closing wall time of a local date, or None if shut."""
    span = hours.get(DAYS[day.weekday()])
    if not span:
        return None
    return time.fromisoformat(span[0]), time.fromisoformat(span[1])


def is_open(hours: OpeningHours, zone: ZoneInfo, now: datetime) -> bool:
    """Tell whether the clinic is open at an instant (aware)."""
    local = now.astimezone(zone)
    span = opening_on(hours, local.date())
    return span is not None and span[0] <= local.time() < span[1]


def open_from(hours: OpeningHours, zone: ZoneInfo, now: datetime) -> datetime:
    """Return now while the clinic is open, else the instant at which it next opens.

    A clinic without any opening hours counts as open.
    """
    if is_open(hours, zone, now):
        return now
    day = now.astimezone(zone).date()
    for offset in range(60):
        on = day + timedelta(days=offset)
        span = opening_on(hours, on)
        if span is None:
            continue
        opening = datetime.combine(on, span[0], tzinfo=zone)
        if opening > now:
            return opening
    return now


def end_of_working_day(
    hours: OpeningHours, zone: ZoneInfo, now: datetime, *, days: int = 0
) -> datetime:
    """Return the closing instant of the current working day, or of one later.

    A working day is a local date with opening hours. When today's closing time has
    passed, or the clinic is shut today, the next working day counts as the current.
    A clinic without any opening hours gets the end of the calendar day instead.
    """
    day = now.astimezone(zone).date()
    left = days
    for offset in range(60):
        on = day + timedelta(days=offset)
        span = opening_on(hours, on)
        if span is None:
            continue
        closing = datetime.combine(on, span[1], tzinfo=zone)
        if closing <= now:
            continue
        if left == 0:
            return closing
        left -= 1
    return datetime.combine(day + timedelta(days=days), time(23, 59), tzinfo=zone)
