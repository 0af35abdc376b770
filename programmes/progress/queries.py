"""How the clinic's patients did in a period: one line each, and the numbers over them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from statistics import median
from uuid import UUID

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from patients.accounts.models import Clinic
from programmes.diary.adherence import (
    Adherence,
    HoldSpan,
    VersionSpan,
    adherence,
    weekdays_of,
)
from programmes.diary.models import RestingPain, Session
from programmes.outcomes.listing import Listed, values_of
from programmes.outcomes.trends import (
    WINDOW,
    Comparison,
    Label,
    compare,
    resting_values,
)
from programmes.prescribing.models import Assignment, Hold, PlanItem
from programmes.progress.period import Period

DAY = timedelta(days=1)
# Of hundreds of people only what the report and its rows show.
SHOWN = [
    *("patient_id", "state", "start_on", "weeks", "ended_on"),
    *("patient__number", "patient__full_name", "patient__cause"),
]


@dataclass(frozen=True)
class Line:
    """One patient in the period: what was prescribed, what was done, how pain went."""

    assignment: Assignment
    sessions: Adherence
    pain: Comparison

    @property
    def patient_id(self) -> UUID:
        """The patient's id."""
        return self.assignment.patient_id

    @property
    def has_logged(self) -> bool:
        """Whether a session was logged in the period, on a prescribed day or not."""
        return bool(self.sessions.done or self.sessions.extra)

    @property
    def change(self) -> float | None:
        """Points up (above 0) or down (below 0) on the first week."""
        if self.baseline is None or self.current is None:
            return None
        return self.current - self.baseline

    @property
    def baseline(self) -> float | None:
        """The first week's resting median."""
        return self.pain.baseline.median if self.pain.baseline else None

    @property
    def current(self) -> float | None:
        """The resting median of the period's last seven days."""
        return self.pain.current.median


@dataclass(frozen=True)
class Report:
    """All lines of a period, and what they come to."""

    period: Period
    lines: Sequence[Line]

    @property
    def on_programme(self) -> int:
        """How many patients were on the programme on any day of the period."""
        return len(self.lines)

    @property
    def done(self) -> int:
        """Session days done."""
        return sum(line.sessions.done for line in self.lines)

    @property
    def due(self) -> int:
        """Session days prescribed."""
        return sum(line.sessions.due for line in self.lines)

    @cached_property
    def by_label(self) -> dict[Label, list[Line]]:
        """Return the lines under each label."""
        found: dict[Label, list[Line]] = {label: [] for label in Label}
        for line in self.lines:
            found[line.pain.label].append(line)
        return found

    def _count(self, *labels: Label) -> int:
        return sum(len(self.by_label[label]) for label in labels)

    @property
    def improved(self) -> int:
        """How many are better."""
        return self._count(Label.IMPROVED)

    @property
    def unchanged(self) -> int:
        """How many are much the same, possible improvements counted in."""
        return self._count(Label.UNCHANGED, Label.POSSIBLE_IMPROVEMENT)

    @property
    def worse(self) -> int:
        """How many are worse."""
        return self._count(Label.WORSE)

    @property
    def too_few(self) -> int:
        """How many have too few answers to compare."""
        return self._count(Label.TOO_FEW)

    @property
    def possible(self) -> int:
        """Possible improvements: a fall by points or by share, not by both."""
        return self._count(Label.POSSIBLE_IMPROVEMENT)

    @property
    def compared(self) -> list[Line]:
        """Return the lines with both a first week and a last one."""
        return [line for line in self.lines if line.pain.label is not Label.TOO_FEW]

    @property
    def medians(self) -> tuple[float, float] | None:
        """Return the median first week and the median last week of those compared."""
        firsts = [line.baseline for line in self.compared if line.baseline is not None]
        lasts = [line.current for line in self.compared if line.current is not None]
        return (median(firsts), median(lasts)) if firsts and lasts else None


def report(clinic: Clinic, period: Period, *, today: date) -> Report:
    """Return the report of one clinic; five queries, whatever its size."""
    running = _running(clinic, period)
    assignments = _latest(running, period)
    versions, holds = _versions(running), _holds(running)
    logged = _session_days(clinic, period)
    since = min((found.start_on for found in assignments), default=period.start)
    pains = _resting(clinic, since=since, until=period.end)
    end = min(period.end, today)
    return Report(
        period=period,
        lines=[
            Line(
                assignment=assignment,
                sessions=adherence(
                    versions=versions[assignment.pk],
                    holds=holds[assignment.pk],
                    logged=logged[assignment.patient_id],
                    assigned_from=assignment.start_on,
                    assigned_to=assignment.prescribed_until,
                    start=period.start,
                    end=end,
                    today=today,
                ),
                pain=compare(
                    _first_and_last(
                        pains[assignment.patient_id], since=assignment.start_on, end=end
                    ),
                    end=end,
                ),
            )
            for assignment in assignments
        ],
    )


def _running(clinic: Clinic, period: Period) -> QuerySet[Assignment]:
    """Return the clinic's assignments that had begun and had not been ended."""
    return (
        Assignment.objects.filter(clinic=clinic, start_on__lte=period.end)
        .exclude(state=Assignment.State.DRAFT)
        .exclude(ended_on__lt=period.start)
    )


def _latest(running: QuerySet[Assignment], period: Period) -> list[Assignment]:
    """Return each patient's latest assignment that ran on a day of the period."""
    latest: dict[UUID, Assignment] = {}
    for assignment in (
        running.select_related("patient")
        .only(*SHOWN)
        .order_by("start_on", "created_at")
    ):
        if (assignment.prescribed_until) >= period.start:
            latest[assignment.patient_id] = assignment
    return sorted(latest.values(), key=lambda found: found.patient.full_name)


def _versions(
    running: QuerySet[Assignment],
) -> defaultdict[UUID, list[VersionSpan]]:
    found: defaultdict[UUID, list[VersionSpan]] = defaultdict(list)
    for assignment_id, from_on, number, masks in (
        PlanItem.objects.filter(version__assignment__in=running)
        .values_list("version__assignment_id", "version__from_on", "version__number")
        .annotate(masks=Listed("weekdays"))
    ):
        found[assignment_id].append(
            VersionSpan(from_on, weekdays_of(values_of(masks)), number)
        )
    return found


def _holds(running: QuerySet[Assignment]) -> defaultdict[UUID, list[HoldSpan]]:
    found: defaultdict[UUID, list[HoldSpan]] = defaultdict(list)
    for assignment_id, opened_on, closed_on in Hold.objects.filter(
        assignment__in=running
    ).values_list("assignment_id", "opened_on", "closed_on"):
        found[assignment_id].append(HoldSpan(opened_on, closed_on))
    return found


def _session_days(clinic: Clinic, period: Period) -> defaultdict[UUID, frozenset[date]]:
    found: defaultdict[UUID, frozenset[date]] = defaultdict(frozenset)
    for patient_id, days in (
        Session.objects.current()
        .filter(clinic=clinic)
        .between(period.start, period.end)
        .values_list("patient_id")
        .annotate(days=Listed("local_date"))
    ):
        found[patient_id] = frozenset(map(date.fromisoformat, values_of(days)))
    return found


def _resting(
    clinic: Clinic, *, since: date, until: date
) -> defaultdict[UUID, list[str]]:
    """Return each patient's resting answers as "date=pain" texts, in no order."""
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    answer = Concat(
        Cast("local_date", CharField()),
        Value("="),
        Cast("pain", CharField()),
        output_field=CharField(),
    )
    for patient_id, answers in (
        RestingPain.objects.current()
        .filter(clinic=clinic)
        .between(since, until)
        .values_list("patient_id")
        .annotate(answers=Listed(answer))
    ):
        found[patient_id] = values_of(answers)
    return found


def _first_and_last(
    answers: Sequence[str], *, since: date, end: date
) -> dict[date, float]:
    """Return the daily values of the first week and of the last: all that is compared.

    Dates as ISO text compare as dates do, so that both weeks are found without
    reading the answers between them.
    """
    begun = since.isoformat()
    own = [text for text in answers if text >= begun]
    if not own:
        return {}
    until = (date.fromisoformat(min(own)[:10]) + WINDOW * DAY).isoformat()
    last = (end - (WINDOW - 1) * DAY).isoformat()
    wanted = [text for text in own if text < until or text >= last]
    return resting_values(
        (key, date.fromisoformat(text[:10]), int(text[11:]))
        for key, text in enumerate(wanted)
    )
