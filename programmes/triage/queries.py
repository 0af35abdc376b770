"""What the rules look at, gathered for many patients in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet

from patients.accounts.models import Clinic
from patients.records.models import Patient
from programmes.alerts.models import Alert
from programmes.diary.adherence import (
    Adherence,
    HoldSpan,
    VersionSpan,
    adherence,
    last_days,
)
from programmes.diary.models import RestingPain, Session
from programmes.diary.queries import prescribed
from programmes.outcomes.trends import Comparison, compare, resting_values
from programmes.prescribing.models import Assignment
from programmes.screening.models import Answer
from programmes.triage.reasons import OpenAlert, PlanState, Situation


@dataclass
class Facts:
    """One patient's rows, as the rules need them."""

    patient: Patient
    today: date
    assignment: Assignment | None = None
    versions: Sequence[VersionSpan] = ()
    holds: Sequence[HoldSpan] = ()
    logged: set[date] = field(default_factory=set)
    last_session_on: date | None = None
    resting: list[tuple[UUID, date, int]] = field(default_factory=list)
    alerts: list[OpenAlert] = field(default_factory=list)
    has_answers: bool = False

    @property
    def is_held(self) -> bool:
        """Whether any hold is open."""
        return any(hold.closed_on is None for hold in self.holds)

    @property
    def plan(self) -> PlanState:
        """How far the patient's programme is."""
        if self.assignment is None:
            return PlanState.NONE
        if self.assignment.state == Assignment.State.ACTIVE:
            return PlanState.ON_HOLD if self.is_held else PlanState.ACTIVE
        return PlanState(self.assignment.state)

    def adherence_over(self, days: int) -> Adherence:
        """Return session days done and due in the last days, today included."""
        if self.assignment is None:
            return Adherence(done=0, due=0)
        start, end = last_days(self.today, days)
        return adherence(
            versions=self.versions,
            holds=self.holds,
            logged=self.logged,
            assigned_from=self.assignment.start_on,
            assigned_to=self.assignment.prescribed_until,
            start=start,
            end=end,
            today=self.today,
        )

    @property
    def comparison(self) -> Comparison:
        """Return this week's resting pain beside the first week's."""
        return compare(resting_values(self.resting), end=self.today)

    @property
    def active_since(self) -> date | None:
        """Return the day the plan began or went on after its last hold."""
        if self.assignment is None:
            return None
        ends = [hold.closed_on for hold in self.holds if hold.closed_on]
        return max([self.assignment.start_on, *ends])

    @property
    def situation(self) -> Situation:
        """Return what the rules look at."""
        return Situation(
            today=self.today,
            plan=self.plan,
            week=self.adherence_over(7),
            pain=self.comparison,
            last_session_on=self.last_session_on,
            active_since=self.active_since,
            planned_until=self.assignment.end_on if self.assignment else None,
            alerts=self.alerts,
            screened=self.has_answers or self.plan is not PlanState.NONE,
        )


def stale_patients(clinic: Clinic, *, now: datetime) -> QuerySet[Patient]:
    """Return current patients whose standing is missing or no longer true."""
    return clinic.patients.current().filter(
        Q(standing__isnull=True)
        | Q(standing__computed_at__lt=F("changed_at"))
        | Q(standing__valid_until__lte=now)
    )


def facts_of(patients: Iterable[Patient], *, now: datetime) -> dict[UUID, Facts]:
    """Gather the rows of these patients; eight queries, however many they are."""
    found = {
        patient.pk: Facts(patient=patient, today=patient.today(now))
        for patient in patients
    }
    _add_plans(found)
    _add_diary(found)
    for alert in Alert.objects.open().filter(patient__in=found):
        found[alert.patient_id].alerts.append(
            OpenAlert(
                severity=alert.severity,
                reason=alert.reason,
                acknowledged=alert.acknowledged_at is not None,
            )
        )
    answered = Answer.objects.filter(patient__in=found).values_list("patient_id")
    for (patient_id,) in answered.distinct():
        found[patient_id].has_answers = True
    return found


def _add_plans(found: Mapping[UUID, Facts]) -> None:
    # Oldest first, so that the newest of a patient's assignments stays.
    assignments: dict[UUID, Facts] = {}
    for assignment in Assignment.objects.filter(patient__in=found).order_by(
        "created_at", "id"
    ):
        facts = found[assignment.patient_id]
        if facts.assignment is not None:
            assignments.pop(facts.assignment.pk)
        facts.assignment = assignment
        assignments[assignment.pk] = facts
    for assignment_id, asked in prescribed(assignments).items():
        facts = assignments[assignment_id]
        facts.versions, facts.holds = asked.versions, asked.holds


def _add_diary(found: Mapping[UUID, Facts]) -> None:
    if not found:
        return
    sessions = Session.objects.current().filter(patient__in=found)
    earliest = min(last_days(facts.today, 28)[0] for facts in found.values())
    for patient_id, on in sessions.filter(local_date__gte=earliest).values_list(
        "patient_id", "local_date"
    ):
        found[patient_id].logged.add(on)
    for patient_id, latest in sessions.values_list("patient_id").annotate(
        latest=Max("local_date")
    ):
        found[patient_id].last_session_on = latest
    for key, patient_id, on, pain in (
        RestingPain.objects.current()
        .filter(patient__in=found)
        .values_list("pk", "patient_id", "local_date", "pain")
    ):
        facts = found[patient_id]
        begun = facts.assignment.start_on if facts.assignment else None
        if begun is None or on >= begun:
            facts.resting.append((key, on, pain))
