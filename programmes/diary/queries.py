"""What the diary answers: one history, one session, whose safety questions apply."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    F,
    JSONField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)

from patients.records.models import Patient
from programmes.diary.adherence import HoldSpan, VersionSpan, weekdays_of
from programmes.diary.days import GAVE_BIRTH, PREGNANT, person_of, standing
from programmes.diary.models import (
    EntryQuerySet,
    SafetyCheck,
    Session,
    SessionItem,
)
from programmes.diary.red_flags import Person
from programmes.library.queries import current_version, texts, version_with
from programmes.library.texts import RedFlags
from programmes.prescribing.models import Assignment, Hold, PlanItem, PlanVersion
from programmes.prescribing.queries import spans
from programmes.screening.models import Answer

DAY = timedelta(days=1)
UNSPECIFIED = "unspecified"  # "yes, or not sure", without saying to what


@dataclass(frozen=True)
class Asked:
    """The safety questions' texts, and the person they are put to."""

    flags: RedFlags
    person: Person


def red_flags_of(patient: Patient, *, on: date) -> Asked:
    """Return the safety questions of a patient's own plan, else the newest ones.

    The plan's content is what the clinic has approved; newer content may not be yet.
    """
    found: Mapping[str, Any] = (
        Patient.objects.filter(pk=patient.pk)
        .annotate(**_answers_about_birth(), library_id=_library_of_the_plan(on))
        .values()
        .get()
    )
    library = (
        version_with(found["library_id"]) if found["library_id"] else current_version()
    )
    person = person_of(
        on,
        pregnant=found["pregnant"],
        birth=found["birth"],
        details=found["birth_details"],
    )
    return Asked(flags=texts(library).red_flags, person=person)


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


def is_one_of_several(patient: Patient, session: Session) -> bool:
    """Tell whether another session of the same day stands: saved twice, or done twice.

    Both are kept; only the patient knows which it was.
    """
    others = Session.objects.current().exclude(pk=session.pk)
    return others.filter(patient=patient, local_date=session.local_date).exists()


def flagged_checks(patient: Patient) -> list[SafetyCheck]:
    """Return the checks whose advice still counts, newest first.

    While a warning sign holds the programme these are all since it was reported: a
    later, lesser answer must not hide the advice of a graver one. Else the newest.
    """
    checks = SafetyCheck.objects.filter(patient=patient, flagged=True)
    found = list(checks.order_by("-at", "-id"))
    return standing(found, red_flag_holds(patient))


def red_flag_holds(patient: Patient) -> QuerySet[Hold]:
    """Return the open holds of this patient's programme for a warning sign."""
    return Hold.objects.open().filter(
        assignment__patient=patient, cause=Hold.Cause.RED_FLAG
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


@dataclass(frozen=True)
class Prescribed:
    """What adherence counts against: versions by date, and holds."""

    versions: tuple[VersionSpan, ...] = ()
    holds: tuple[HoldSpan, ...] = ()


def prescribed(assignments: Collection[Assignment | UUID]) -> dict[UUID, Prescribed]:
    """Return what each assignment asked for and when it rested; two queries for all."""
    return {
        pk: Prescribed(
            versions=tuple(
                VersionSpan(version.from_on, weekdays_of(version.masks), version.number)
                for version in found.versions
            ),
            holds=tuple(
                HoldSpan(hold.opened_on, hold.closed_on) for hold in found.holds
            ),
        )
        for pk, found in spans(assignments).items()
    }
