"""The rows behind a trend."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Value

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
    """Return the plan's versions and holds, for drawing; two queries."""
    versions = PlanVersion.objects.filter(assignment=assignment).order_by("number")
    holds = Hold.objects.filter(assignment=assignment).order_by("opened_at")
    return Marks(
        versions=tuple(VersionMark(on=v.from_on, number=v.number) for v in versions),
        holds=tuple(HoldSpan(hold.opened_on, hold.closed_on) for hold in holds),
    )
