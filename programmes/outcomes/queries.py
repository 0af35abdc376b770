"""The rows behind a trend."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, IntegerField, QuerySet, Value

from patients.records.models import Patient
from programmes.diary.adherence import HoldSpan
from programmes.diary.models import RestingPain, Session
from programmes.outcomes.marks import Marks, VersionMark
from programmes.outcomes.trends import Pain, Trend, trend
from programmes.prescribing.models import Assignment, Hold, PlanVersion

RESTING, WORST, VERSION, HOLD = "resting", "worst", "version", "hold"


def resting_of(
    patients: Iterable[UUID], *, since: date, until: date
) -> defaultdict[UUID, list[Pain]]:
    """Return each patient's standing resting scores of some days, in one query."""
    found: defaultdict[UUID, list[Pain]] = defaultdict(list)
    rows = (
        RestingPain.objects.current()
        .filter(patient__in=patients)
        .between(since, until)
        .values_list("patient_id", "local_date", "pain")
    )
    for patient_id, on, score in rows.order_by("local_date", "pain"):
        # Each row comes once, so its place serves as its key.
        own = found[patient_id]
        own.append(Pain(len(own), on, score))
    return found


def trend_and_marks(
    patient: Patient,
    assignment: Assignment | None,
    *,
    start: date,
    end: date,
    today: date,
) -> tuple[Trend, Marks]:
    """Return a patient's trend, and the versions and holds behind it, in one query.

    `start` and `end` are local dates, both included. Answers from before the
    assignment do not make its first week.
    """
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for what, *row in _rows(patient, assignment, until=end):
        found[what].append(row)

    def pains(series: str) -> list[Pain]:
        return [Pain(key, on, score) for key, on, score, _to in found[series]]

    marks = Marks(
        versions=tuple(
            VersionMark(on=on, number=number)
            for _key, on, number, _to in sorted(found[VERSION], key=itemgetter(2))
        ),
        holds=tuple(
            HoldSpan(on, closed)
            for _key, on, _score, closed in sorted(found[HOLD], key=itemgetter(1))
        ),
    )
    shown = trend(
        resting=pains(RESTING), worst=pains(WORST), start=start, end=end, today=today
    )
    return shown, marks


def _rows(
    patient: Patient, assignment: Assignment | None, *, until: date
) -> QuerySet[Any, Any]:
    """Return holds, versions and scores: what it is, key, day, number, closing day.

    Every column has its type from the first two parts.
    """
    dates: dict[str, Any] = {"patient": patient, "local_date__lte": until}
    if assignment is not None:
        dates["local_date__gte"] = assignment.start_on
    nothing = Value(None, output_field=DateField())
    resting = RestingPain.objects.current().filter(**dates)
    worst = Session.objects.current().filter(**dates, worst_pain__isnull=False)
    pains = [
        resting.values_list(_text(RESTING), "pk", "local_date", "pain", nothing),
        worst.values_list(_text(WORST), "pk", "local_date", "worst_pain", nothing),
    ]
    if assignment is None:
        return pains[0].union(pains[1], all=True)
    holds = Hold.objects.filter(assignment=assignment).values_list(
        _text(HOLD),
        *("pk", "opened_on"),
        Value(None, output_field=IntegerField()),
        "closed_on",
    )
    versions = PlanVersion.objects.filter(assignment=assignment).values_list(
        _text(VERSION), "pk", "from_on", "number", nothing
    )
    return holds.union(versions, *pains, all=True)


def _text(word: str) -> Value:
    return Value(word, output_field=CharField())
