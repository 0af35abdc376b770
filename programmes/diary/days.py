"""What one patient has answered on one day, read in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import CharField, IntegerField, Q, QuerySet, Value
from django.utils.dateparse import parse_date

from patients.records.models import Patient
from programmes.diary.models import RestingPain, SafetyCheck, Session
from programmes.diary.red_flags import Person
from programmes.prescribing.models import Hold
from programmes.screening.models import Answer

DAY = timedelta(days=1)
PREGNANT = "pregnant"
GAVE_BIRTH = "gave_birth"
RED_FLAG = Hold.Cause.RED_FLAG


@dataclass(frozen=True)
class Check:
    """A safety check as it was answered."""

    id: UUID
    kind: str
    flagged: bool
    answers: Mapping[str, str]
    action: str
    at: datetime
    local_date: date


Flagged = TypeVar("Flagged", Check, SafetyCheck)


@dataclass(frozen=True)
class DayState:
    """What one patient has answered on one local date, and who the questions ask."""

    on: date
    check: Check | None
    flagged: tuple[Check, ...]  # all that were not a plain "no", newest first
    before: int | None
    morning: int | None
    session_id: UUID | None
    session_at: datetime | None
    logged_yesterday: bool
    person: Person

    @property
    def is_checked(self) -> bool:
        """Whether the safety list was answered, and nothing was found."""
        return self.check is not None and not self.check.flagged


class Row(NamedTuple):
    """One thing the patient answered, of any kind, for the union of them."""

    what: str
    id: UUID
    at: datetime
    on: date
    kind: str | None
    pain: int | None
    flagged: bool | None
    word: str | None
    data: Mapping[str, str] | None


def day_state(patient: Patient, on: date) -> DayState:
    """Return everything that the patient has answered on a day, in one statement."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for values in _rows_of_the_day(patient, on):
        row = Row(*values)
        found[row.what].append(row)
    checks = [row for row in found["check"] if row.on == on]
    flagged = sorted(
        (row for row in found["check"] if row.flagged),
        key=lambda row: (row.at, row.id),
        reverse=True,
    )
    pains = {row.kind: row.pain for row in found["pain"]}
    session = _newest(row for row in found["session"] if row.on == on)
    answers = {row.kind: row for row in sorted(found["answer"], key=lambda r: r.at)}
    pregnant, birth = answers.get(PREGNANT), answers.get(GAVE_BIRTH)
    return DayState(
        on=on,
        check=_check(newest) if (newest := _newest(checks)) else None,
        flagged=tuple(_check(row) for row in flagged),
        before=pains.get(RestingPain.Kind.BEFORE),
        morning=pains.get(RestingPain.Kind.NEXT_MORNING),
        session_id=session.id if session else None,
        session_at=session.at if session else None,
        logged_yesterday=any(row.on == on - DAY for row in found["session"]),
        person=person_of(
            on,
            pregnant=pregnant.word if pregnant else None,
            birth=birth.word if birth else None,
            details=birth.data if birth else None,
        ),
    )


def standing(checks: Sequence[Flagged], holds: Iterable[Hold]) -> list[Flagged]:
    """Return the flagged checks (newest first) whose advice still counts.

    All since the first warning sign that still holds the programme, else the newest.
    """
    since = min((h.opened_at for h in holds if h.cause == RED_FLAG), default=None)
    if since is None:
        return list(checks[:1])
    return [check for check in checks if check.at >= since] or list(checks[:1])


def _rows_of_the_day(patient: Patient, on: date) -> QuerySet[Any, Any]:
    """Return the day's checks, pains and sessions, and what is known of the person.

    Every column has its type from the first part, the safety checks.
    """
    none = Value(None, output_field=CharField())
    checks = SafetyCheck.objects.filter(
        Q(local_date=on) | Q(flagged=True), patient=patient
    ).values_list(
        Value("check", output_field=CharField()),
        *("id", "at", "local_date", "kind"),
        Value(None, output_field=IntegerField()),
        *("flagged", "action", "answers"),
    )
    pains = (
        RestingPain.objects.current()
        .filter(patient=patient, local_date=on)
        .values_list(
            Value("pain", output_field=CharField()),
            *("id", "recorded_at", "local_date", "kind", "pain"),
            *(none, none, none),
        )
    )
    sessions = (
        Session.objects.current()
        .filter(patient=patient, local_date__in=[on - DAY, on])
        .values_list(
            Value("session", output_field=CharField()),
            *("id", "performed_at", "local_date"),
            *(none, none, none, none, none),
        )
    )
    answers = Answer.objects.filter(
        patient=patient, question__in=[PREGNANT, GAVE_BIRTH]
    ).values_list(
        Value("answer", output_field=CharField()),
        *("id", "answered_at", "answered_on", "question"),
        *(none, none, "value", "details"),
    )
    return checks.union(pains, sessions, answers, all=True)


def _newest(rows: Iterable[Row]) -> Row | None:
    return max(rows, key=lambda row: (row.at, row.id), default=None)


def _check(row: Row) -> Check:
    return Check(
        id=row.id,
        kind=row.kind or "",
        flagged=bool(row.flagged),
        answers=row.data or {},
        action=row.word or "",
        at=row.at,
        local_date=row.on,
    )


def person_of(
    on: date,
    *,
    pregnant: str | None,
    birth: str | None,
    details: Mapping[str, Any] | None,
) -> Person:
    """Return who is asked; what is not known counts as the more careful answer."""
    known = {str(Answer.Value.YES): True, str(Answer.Value.NO): False}
    birth_on = None
    if birth == Answer.Value.YES:
        # A birth without its date counts as a recent one.
        birth_on = parse_date(str((details or {}).get("baby_birth_date", ""))) or on
    return Person(pregnant=known.get(pregnant or ""), gave_birth_on=birth_on)
