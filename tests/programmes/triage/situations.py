"""A patient for whom all goes as usual, to be changed by each test."""

from datetime import date, timedelta

from programmes.diary.adherence import Adherence, WhyNone
from programmes.outcomes.trends import compare
from programmes.triage.reasons import PlanState, Situation

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
NOTHING_DUE = Adherence(0, 0, why_none=WhyNone.NOT_PRESCRIBED)


def pain(first, now, *, days=7, weeks_ago=8):
    """Return the comparison of a steady first week with so many days of this one."""
    start = TODAY - weeks_ago * 7 * DAY
    values = {start + place * DAY: float(first) for place in range(7)}
    values |= {TODAY - place * DAY: float(now) for place in range(days)}
    return compare(values, end=TODAY)


NO_PAIN = compare({}, end=TODAY)


def situation(**changes):
    """Return a patient for whom all goes as usual."""
    usual = {
        "today": TODAY,
        "plan": PlanState.ACTIVE,
        "week": Adherence(6, 6),
        "pain": pain(4, 4),
        "last_session_on": TODAY - DAY,
        "active_since": TODAY - 60 * DAY,
    }
    return Situation(**{**usual, **changes})
