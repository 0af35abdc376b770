"""The rows behind a trend."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, F, IntegerField, Value

from patients.records.models import Patient
from programmes.diary.adherence import HoldSpan
from programmes.diary.models import RestingPain, Session
from programmes.outcomes.marks import Marks, VersionMark
from programmes.outcomes.trends import Pain, Trend, trend
from programmes.prescribing.models import Assignment, Hold, PlanVersion

RESTING, WORST = "resting", "worst"


def pains_of(
    patients: Iterable[Patient | UUID], *, until: date, since: date | None = None
) -> list[tuple[UUID, str, Pain]]:
    """Return every standing score of these patients up to a date, in one query.

    Each is the patient, the series (`resting` or `worst`) and the score.
    With `since`, only those from that date on.
    """
    dates: dict[str, Any] = {"patient__in": patients, "local_date__lte": until}
    if since is not None:
        dates["local_date__gte"] = since
    resting = (
        RestingPain.objects.current()
        .filter(**dates)
        .annotate(series=Value(RESTING, output_field=CharField()), score=F("pain"))
        .values_list("patient_id", "series", "pk", "local_date", "score")
    )
    worst = (
        Session.objects.current()
        .filter(**dates, worst_pain__isnull=False)
        .annotate(series=Value(WORST, output_field=CharField()), score=F("worst_pain"))
        .values_list("patient_id", "series", "pk", "local_date", "score")
    )
    return [
        (patient_id, series, Pain(key, on, score))
        for patient_id, series, key, on, score in resting.union(worst, all=True)
    ]


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


def trend_of(
    patient: Patient, *, start: date, end: date, today: date, since: date | None = None
) -> Trend:
    """Return a patient's trend from `start` to `end`, both local dates included.

    `since` is the first day of the programme: answers before it (from an earlier
    programme) do not make the first week of this one.
    """
    pains = [
        (series, pain)
        for _, series, pain in pains_of([patient], until=end, since=since)
    ]
    return trend(
        resting=[pain for series, pain in pains if series == RESTING],
        worst=[pain for series, pain in pains if series == WORST],
        start=start,
        end=end,
        today=today,
    )


def marks_of(assignment: Assignment) -> Marks:
    """Return the plan's versions and holds, for drawing, in one query."""
    versions = PlanVersion.objects.filter(assignment=assignment).values_list(
        "from_on", Value(None, output_field=DateField()), "number"
    )
    holds = Hold.objects.filter(assignment=assignment).values_list(
        "opened_on", "closed_on", Value(None, output_field=IntegerField())
    )
    rows = sorted(versions.union(holds, all=True), key=lambda row: row[0])
    return Marks(
        versions=tuple(
            VersionMark(on=on, number=number)
            for on, _closed, number in rows
            if number is not None
        ),
        holds=tuple(
            HoldSpan(on, closed) for on, closed, number in rows if number is None
        ),
    )
