"""What "My progress" and "My history" show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.safestring import SafeString

from patients.records.models import Patient
from programmes.diary.actions.sessions import may_change
from programmes.diary.adherence import Adherence
from programmes.diary.models import Session
from programmes.outcomes import described, figure, words
from programmes.outcomes.described import Row
from programmes.outcomes.figure import KeyItem
from programmes.outcomes.queries import trend_and_marks
from programmes.outcomes.words import Reader
from programmes.today.queries import last_days, latest_assignment, sessions_done

WEEKS_SHOWN = 6  # our default: what a phone's width still shows day by day
SESSION_DAYS = 28
TABLE_DAYS = 7


@dataclass(frozen=True)
class ProgressPage:
    """The patient's own trend, sessions done, and the last days."""

    sentence: str
    picture: SafeString
    key: list[KeyItem]
    rows: list[Row]
    done: Adherence | None
    days: int
    start: date
    end: date


@dataclass(frozen=True)
class Entry:
    """One session of the history, and whether it may still be put right."""

    session: Session
    may_change: bool


def progress_page(patient: Patient, now: datetime) -> ProgressPage:
    """Return the patient's own progress; the same figures as the clinic sees."""
    today = patient.today(now)
    start = today - timedelta(weeks=WEEKS_SHOWN) + timedelta(days=1)
    assignment = latest_assignment(patient)
    since = assignment.start_on if assignment else None
    if since is not None:
        # Days before the programme are no gaps: nobody asked.
        start = min(max(start, since), today)
    trend, marks = trend_and_marks(
        patient, assignment, start=start, end=today, today=today
    )
    done = None
    if assignment is not None:
        first = last_days(today, SESSION_DAYS)
        done = sessions_done(patient, assignment, start=first, end=today, today=today)
    return ProgressPage(
        sentence=words.sentence(trend, Reader.PATIENT),
        picture=figure.narrow_figure(trend, marks, uid="my-trend"),
        key=figure.key(trend, marks),
        rows=described.rows(trend, marks)[:TABLE_DAYS],
        done=done,
        days=SESSION_DAYS,
        start=start,
        end=today,
    )


def history_days(
    sessions: Iterable[Session], patient: Patient, now: datetime
) -> list[Entry]:
    """Return the sessions of the history with what may still be done to them."""
    return [Entry(each, may_change(each, patient, now)) for each in sessions]
