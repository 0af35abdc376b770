"""What the diary answers: one day, one history, whose safety questions apply."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, JSONField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.dateparse import parse_date

from patients.records.models import Patient
from programmes.diary.models import (
    EntryQuerySet,
    RestingPain,
    SafetyCheck,
    Session,
    SessionItem,
)
from programmes.diary.red_flags import Person
from programmes.library.queries import current_version, texts, version_with
from programmes.library.texts import RedFlags
from programmes.prescribing.models import Assignment, PlanItem, PlanVersion
from programmes.screening.models import Answer

DAY = timedelta(days=1)
PREGNANT = "pregnant"
GAVE_BIRTH = "gave_birth"
UNSPECIFIED = "unspecified"  # "yes, or not sure", without saying to what
CHECK_COLUMNS = ("id", "kind", "flagged", "answers", "action", "at", "local_date")


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


@dataclass(frozen=True)
class DayState:
    """What one patient has answered on one local date, and who the questions ask."""

    on: date
    check: Check | None
    flagged: Check | None  # the latest one that was not a plain "no", of any day
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


@dataclass(frozen=True)
class Asked:
    """The safety questions' texts, and the person they are put to."""

    flags: RedFlags
    person: Person


def day_state(patient: Patient, on: date) -> DayState:
    """Return everything that the patient has answered on a day, in one statement."""
    mine = {"patient": OuterRef("pk")}
    all_checks = SafetyCheck.objects.filter(**mine).order_by("-at", "-id")
    checks = all_checks.filter(local_date=on)
    flagged = all_checks.filter(flagged=True)
    pains = RestingPain.objects.current().filter(**mine, local_date=on)
    sessions = Session.objects.current().filter(**mine)
    todays = sessions.filter(local_date=on).order_by("-performed_at", "-id")

    def first(rows: QuerySet[Any, Any], column: str) -> Subquery:
        return Subquery(rows.values(column)[:1])

    found = (
        Patient.objects.filter(pk=patient.pk)
        .annotate(
            **{f"todays_{name}": first(checks, name) for name in CHECK_COLUMNS},
            **{f"flagged_{name}": first(flagged, name) for name in CHECK_COLUMNS},
            before=first(pains.filter(kind=RestingPain.Kind.BEFORE), "pain"),
            morning=first(pains.filter(kind=RestingPain.Kind.NEXT_MORNING), "pain"),
            session_id=first(todays, "id"),
            session_at=first(todays, "performed_at"),
            yesterday_id=first(sessions.filter(local_date=on - DAY), "id"),
            **_answers_about_birth(),
        )
        .values()
        .get()
    )
    return DayState(
        on=on,
        check=_check(found, "todays"),
        flagged=_check(found, "flagged"),
        before=found["before"],
        morning=found["morning"],
        session_id=found["session_id"],
        session_at=found["session_at"],
        logged_yesterday=found["yesterday_id"] is not None,
        person=_person(found, on),
    )


def red_flags_of(patient: Patient, *, on: date) -> Asked:
    """Return the safety questions of a patient's own plan, else the newest ones.

    The plan's content is what the clinic has approved; newer content may not be yet.
    """
    found = (
        Patient.objects.filter(pk=patient.pk)
        .annotate(**_answers_about_birth(), library_id=_library_of_the_plan(on))
        .values()
        .get()
    )
    library = (
        version_with(found["library_id"]) if found["library_id"] else current_version()
    )
    return Asked(flags=texts(library).red_flags, person=_person(found, on))


def history(patient: Patient, *, start: date, end: date) -> EntryQuerySet[Session]:
    """Return the sessions that stand, newest first, with exercises, in two queries."""
    return (
        Session.objects.current()
        .filter(patient=patient)
        .between(start, end)
        .select_related("before")
        .prefetch_related(items_of_sessions())
        .order_by("-local_date", "-performed_at", "-id")
    )


def latest_sessions(patient: Patient, count: int = 10) -> EntryQuerySet[Session]:
    """Return the latest sessions that stand, in one query."""
    return (
        Session.objects.current()
        .filter(patient=patient)
        .select_related("before")
        .order_by("-local_date", "-performed_at", "-id")[:count]
    )


def items_of_sessions() -> Prefetch:
    """Return the prefetch that brings each session's exercises with their names."""
    from_items = SessionItem.objects.select_related("item__exercise")
    return Prefetch("items", from_items.order_by("item__order"))


def items_of_versions(path: str = "items") -> Prefetch:
    """Return the prefetch that brings a version's exercises, in order."""
    items = PlanItem.objects.select_related("exercise").order_by("order")
    return Prefetch(path, items)


def resting_by_day(
    patient: Patient, *, start: date, end: date
) -> dict[date, dict[str, int]]:
    """Return the resting answers of each day, by kind, in one query."""
    days: dict[date, dict[str, int]] = {}
    for answer in (
        RestingPain.objects.current()
        .filter(patient=patient)
        .between(start, end)
        .order_by("received_at")
        .values("local_date", "kind", "pain")
    ):
        days.setdefault(answer["local_date"], {})[answer["kind"]] = answer["pain"]
    return days


def own_session(
    patient: Patient, session_id: UUID, *, standing: bool = True
) -> EntryQuerySet[Session]:
    """Return one session of this patient with its exercises; nobody else's.

    With `standing`, only if it was neither corrected nor removed.
    """
    sessions = Session.objects.current() if standing else Session.objects.all()
    return (
        sessions.filter(patient=patient, pk=session_id)
        .select_related("before", "version")
        .prefetch_related(items_of_sessions(), items_of_versions("version__items"))
    )


def latest_flagged(patient: Patient) -> SafetyCheck | None:
    """Return the newest check that was answered with a yes or a "not sure"."""
    return (
        SafetyCheck.objects.filter(patient=patient, flagged=True)
        .order_by("-at", "-id")
        .first()
    )


def version_shown(patient: Patient, version_id: str) -> PlanVersion | None:
    """Return the version that a page named, if it is one of this patient's."""
    try:
        known = UUID(version_id)
    except ValueError:
        return None
    return (
        PlanVersion.objects.filter(pk=known, assignment__patient=patient)
        .exclude(assignment__state=Assignment.State.DRAFT)
        .prefetch_related(items_of_versions())
        .first()
    )


def version_for_day(patient: Patient, on: date) -> PlanVersion | None:
    """Return the version of a plan that was in force on a day, with its exercises."""
    return (
        PlanVersion.objects.filter(
            assignment__patient=patient,
            assignment__start_on__lte=on,
            from_on__lte=on,
        )
        .exclude(assignment__state=Assignment.State.DRAFT)
        .exclude(assignment__ended_on__lt=on)
        .select_related("assignment")
        .prefetch_related(items_of_versions())
        .order_by("-from_on", "-number")
        .first()
    )


def _answers_about_birth() -> dict[str, Subquery]:
    answers = Answer.objects.filter(patient=OuterRef("pk")).order_by("-answered_at")
    pregnant = answers.filter(question=PREGNANT)
    birth = answers.filter(question=GAVE_BIRTH)
    return {
        "pregnant": Subquery(pregnant.values("value")[:1]),
        "birth": Subquery(birth.values("value")[:1]),
        "birth_details": Subquery(
            birth.values("details")[:1], output_field=JSONField()
        ),
    }


def _library_of_the_plan(on: date) -> Subquery:
    return Subquery(
        PlanVersion.objects.filter(
            Q(from_on__lte=on) | Q(from_on=F("assignment__start_on")),
            assignment__patient=OuterRef("pk"),
            assignment__state=Assignment.State.ACTIVE,
        )
        .order_by("-from_on", "-number")
        .values("library_id")[:1]
    )


def _check(found: Mapping[str, Any], which: str) -> Check | None:
    if found[f"{which}_id"] is None:
        return None
    return Check(**{name: found[f"{which}_{name}"] for name in CHECK_COLUMNS})


def _person(found: Mapping[str, Any], on: date) -> Person:
    """Return who is asked; what is not known counts as the more careful answer."""
    known = {Answer.Value.YES: True, Answer.Value.NO: False}
    birth_on = None
    if found["birth"] == Answer.Value.YES:
        details = found["birth_details"] or {}
        # A birth without its date counts as a recent one.
        birth_on = parse_date(str(details.get("baby_birth_date", ""))) or on
    return Person(pregnant=known.get(found["pregnant"]), gave_birth_on=birth_on)
