"""Which version of a plan a session belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Subquery
from django.utils.translation import gettext as _

from patients.records.models import Patient
from programmes.diary.entries import SessionEntry, UnableToLog, written
from programmes.diary.models import EntryQuerySet, RestingPain, SafetyCheck
from programmes.prescribing import schedule
from programmes.prescribing.models import Assignment, PlanItem, PlanVersion


@dataclass(frozen=True)
class Seen:
    """The version a session belongs to, with what the day already holds."""

    version: PlanVersion
    before_id: UUID | None
    check_id: UUID | None


def version_seen(patient: Patient, entry: SessionEntry) -> Seen:
    """Return the version that was on the page, else the one in force that day.

    A plan that was changed or ended while the page was open still counts for the
    days it ran. The day's pain at rest and safety check come in the same statement.
    Raises UnableToLog for days on which there was no programme.
    """
    versions = (
        PlanVersion.objects.filter(assignment__patient=patient)
        .exclude(assignment__state=Assignment.State.DRAFT)
        .select_related("assignment")
        .annotate(
            before_id=Subquery(pains_before(patient.pk, entry.on).values("pk")[:1]),
            check_id=Subquery(
                SafetyCheck.objects.filter(patient=patient, local_date=entry.on)
                .order_by("-at", "-id")
                .values("pk")[:1]
            ),
        )
    )
    version = None
    if entry.version_id is not None:
        version = versions.filter(pk=entry.version_id).first()
    if version is None:
        version = (
            versions.filter(assignment__start_on__lte=entry.on, from_on__lte=entry.on)
            .order_by("-from_on", "-number")
            .first()
        )
    if version is None:
        version = versions.order_by("from_on", "number").first()
    if version is None:
        raise UnableToLog(
            _("There is no programme yet, so no session can be saved."), field=""
        )
    _check_programme_ran(version.assignment, entry.on)
    return Seen(version, before_id=version.before_id, check_id=version.check_id)


def pains_before(patient_id: UUID, on: date) -> EntryQuerySet[RestingPain]:
    """Return the pain before a session that stands for a day, newest first."""
    return (
        RestingPain.objects.current()
        .filter(patient=patient_id, local_date=on, kind=RestingPain.Kind.BEFORE)
        .order_by("-received_at", "-id")
    )


def due_items(items: Sequence[PlanItem], on: date) -> Sequence[PlanItem]:
    """Return what was asked for on a day; on a day without a session, everything."""
    return schedule.due_items(items, on) or items


def _check_programme_ran(assignment: Assignment, on: date) -> None:
    if on < assignment.start_on:
        raise UnableToLog(
            _("The programme started on %(day)s. Choose that day or a later one.")
            % {"day": written(assignment.start_on)}
        )
    if assignment.ended_on is not None and on > assignment.ended_on:
        raise UnableToLog(
            _("The programme ended on %(day)s. Choose that day or an earlier one.")
            % {"day": written(assignment.ended_on)}
        )
