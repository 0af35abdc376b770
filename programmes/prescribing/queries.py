"""What a patient's plan is on a day, which versions it had, and when it rested."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.db.models import F, Prefetch, Q
from django.utils import timezone

from patients.records.models import Patient
from programmes.alerts.models import Alert
from programmes.library.models import Activity, Exercise
from programmes.library.queries import parts
from programmes.prescribing import schedule
from programmes.prescribing.models import (
    Assignment,
    Hold,
    PlanActivity,
    PlanItem,
    PlanVersion,
    PlanVersionQuerySet,
)


@dataclass(frozen=True)
class Plan:
    """An assignment with the version in force on one day, and its open holds."""

    assignment: Assignment
    version: PlanVersion
    items: tuple[PlanItem, ...]
    activities: tuple[PlanActivity, ...]
    holds: tuple[Hold, ...]
    on: date

    @property
    def is_draft(self) -> bool:
        """Whether it has not been started."""
        return self.assignment.state == Assignment.State.DRAFT

    @property
    def is_active(self) -> bool:
        """Whether it has been started and not ended. It may be on hold."""
        return self.assignment.state == Assignment.State.ACTIVE

    @property
    def is_on_hold(self) -> bool:
        """Whether any hold is open."""
        return bool(self.holds)

    @property
    def has_begun(self) -> bool:
        """Whether its first day has come."""
        return self.assignment.start_on <= self.on

    @property
    def is_over(self) -> bool:
        """Whether its last planned day has passed. It does not end by itself."""
        return self.assignment.end_on < self.on

    @property
    def is_running(self) -> bool:
        """Whether the patient does it: started, no open hold, its days have come."""
        return self.is_active and not self.is_on_hold and self.has_begun

    @property
    def state(self) -> str:
        """The state as one word: draft, active, on_hold or ended."""
        if self.is_active and self.is_on_hold:
            return "on_hold"
        return self.assignment.state

    @property
    def week(self) -> int:
        """The week of the programme this day is in, from 1; 0 before it begins."""
        return max(0, (self.on - self.assignment.start_on).days // 7 + 1)

    def due_items(self, on: date) -> list[PlanItem]:
        """Return the items due on a date, whether or not a hold is open."""
        return schedule.due_items(self.items, on)

    def is_session_day(self, on: date) -> bool:
        """Tell whether any item is due on a date."""
        return schedule.is_session_day(self.items, on)

    @property
    def weekdays(self) -> str:
        """The mask of the days on which any item is due."""
        return schedule.union(item.weekdays for item in self.items)

    @property
    def minutes(self) -> int:
        """About how long a session with every item takes."""
        return schedule.minutes(
            (item.dose, item.exercise.per_side) for item in self.items
        )


def current_plan(patient: Patient, on: date | None = None) -> Plan | None:
    """Return the patient's active plan, or else their draft, in four queries.

    `on` is the patient's local date; today if not given. Before the first day the
    version that will be in force on it is shown.
    """
    day = on or patient.today(timezone.now())
    return _of_patient(patient, day, until=day)


def newest_plan(patient: Patient, on: date) -> Plan | None:
    """Return the plan with its newest version, even one that begins later."""
    return _of_patient(patient, on, until=date.max)


def plan_on(assignment: Assignment, day: date) -> Plan | None:
    """Return what an assignment asked for on a day, or None outside its days."""
    if day < assignment.start_on:
        return None
    if assignment.ended_on is not None and day > assignment.ended_on:
        return None
    versions = PlanVersion.objects.filter(assignment=assignment)
    return _plan(versions, day, until=day)


def _of_patient(patient: Patient, day: date, *, until: date) -> Plan | None:
    versions = PlanVersion.objects.filter(
        assignment__patient=patient,
        assignment__state__in=[Assignment.State.ACTIVE, Assignment.State.DRAFT],
    )
    plan = _plan(versions, day, until=until)
    if plan is not None:
        plan.assignment.patient = patient
    return plan


def _plan(versions: PlanVersionQuerySet, day: date, *, until: date) -> Plan | None:
    version = (
        versions.filter(Q(from_on__lte=until) | Q(from_on=F("assignment__start_on")))
        .select_related("assignment__assigned_by__user")
        # "active" sorts before "draft".
        .order_by("assignment__state", "-from_on", "-number")
        .first()
    )
    if version is None:
        return None
    known = parts(version.library_id)
    items = tuple(version.items.order_by("order"))
    for item in items:
        item.exercise = cast(Exercise, known[item.exercise_id])
    activities = list(version.activities.all())
    for each in activities:
        if each.activity_id is not None:
            each.activity = cast(Activity, known[each.activity_id])
    return Plan(
        assignment=version.assignment,
        version=version,
        items=items,
        # As the library orders them, the clinician's own last.
        activities=tuple(
            sorted(
                activities,
                key=lambda each: (
                    each.activity is None,
                    each.activity.order if each.activity else 0,
                    each.own_name,
                ),
            )
        ),
        holds=tuple(version.assignment.holds.open().order_by("opened_at")),
        on=day,
    )


def assignments_of(patient: Patient) -> list[Assignment]:
    """Return every assignment with its versions, newest first, in two queries."""
    return list(
        patient.assignments.select_related("assigned_by__user")
        .prefetch_related(
            Prefetch(
                "versions",
                PlanVersion.objects.select_related("created_by__user")
                .defer("clinic", "library")
                .newest_first(),
            )
        )
        .order_by("-created_at")
    )


def holds_of(patient: Patient) -> list[Hold]:
    """Return every hold of the patient, open ones first, then newest first."""
    return list(
        Hold.objects.filter(assignment__patient=patient)
        .select_related("assignment", "closed_by__user")
        .order_by(F("closed_at").desc(nulls_first=True), "-opened_at")
    )


def hold_of(patient: Patient, hold_id: UUID) -> Hold | None:
    """Return one of the patient's holds."""
    return (
        Hold.objects.filter(assignment__patient=patient, pk=hold_id)
        .select_related("assignment__patient", "closed_by__user")
        .first()
    )


def open_red_flags(patient: Patient) -> int:
    """Return how many warning signs nobody has answered, of any assignment.

    One reported while no programme was active has no hold: its alert counts then.
    """
    holds = (
        Hold.objects.open()
        .filter(assignment__patient=patient, cause=Hold.Cause.RED_FLAG)
        .count()
    )
    alerts = Alert.objects.open().filter(patient=patient, rule=Alert.RED_FLAG).count()
    return holds or alerts


@dataclass(frozen=True)
class VersionDays:
    """From when a version counts, and the masks of its items."""

    number: int
    from_on: date
    masks: tuple[str, ...]


@dataclass(frozen=True)
class HoldDays:
    """From when to when an assignment rested; `closed_on` is None while it rests."""

    opened_on: date
    closed_on: date | None


@dataclass(frozen=True)
class Spans:
    """What adherence counts against: the versions by date, and the holds."""

    versions: tuple[VersionDays, ...]
    holds: tuple[HoldDays, ...]


def spans(assignments: Collection[Assignment | UUID]) -> dict[UUID, Spans]:
    """Return the versions and holds of each assignment, in two queries for all."""
    ids = [a.pk if isinstance(a, Assignment) else a for a in assignments]
    items: dict[tuple[UUID, int, date], list[str]] = defaultdict(list)
    for assignment, number, from_on, mask in (
        PlanVersion.objects.filter(assignment__in=ids)
        .order_by("number")
        .values_list("assignment_id", "number", "from_on", "items__weekdays")
    ):
        items[assignment, number, from_on].extend([mask] if mask else [])
    versions: dict[UUID, list[VersionDays]] = defaultdict(list)
    for (assignment, number, from_on), masks in items.items():
        versions[assignment].append(VersionDays(number, from_on, tuple(masks)))
    holds: dict[UUID, list[HoldDays]] = defaultdict(list)
    for assignment, opened_on, closed_on in (
        Hold.objects.filter(assignment__in=ids)
        .order_by("opened_on")
        .values_list("assignment_id", "opened_on", "closed_on")
    ):
        holds[assignment].append(HoldDays(opened_on, closed_on))
    return {pk: Spans(tuple(versions[pk]), tuple(holds[pk])) for pk in ids}
