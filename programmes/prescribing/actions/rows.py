"""The rows of a version. Part of the actions beside it; audits nothing by itself."""

from datetime import datetime

from patients.accounts.models import Membership
from patients.records.models import Patient
from programmes.prescribing.assessment import Assessment
from programmes.prescribing.drafts import ActivityDraft, ItemDraft, PlanDraft
from programmes.prescribing.models import (
    Assignment,
    PlanActivity,
    PlanItem,
    PlanVersion,
)
from programmes.prescribing.proposals import draft_of


def lock(patient: Patient) -> Patient:
    """Return the patient as of now; an answer or another plan waits until we end."""
    return (
        Patient.objects.select_for_update(no_key=True, of=("self",))
        .select_related("clinic")
        .get(pk=patient.pk)
    )


def kept_draft(assignment: Assignment, version: PlanVersion | None = None) -> PlanDraft:
    """Return what a version asks for, the newest if none is named."""
    version = version or assignment.versions.defer("library").latest("number")
    return draft_of(
        version.items.select_related("exercise").order_by("order"),
        version.activities.in_order(),
        start_on=version.from_on,
        weeks=assignment.weeks,
    )


def write_version(
    membership: Membership,
    assignment: Assignment,
    draft: PlanDraft,
    assessed: Assessment,
    *,
    number: int,
    summary: str,
    reason: str,
    at: datetime,
) -> PlanVersion:
    """Write one version. The first is written over while it is a draft.

    A draft was never in force, so nothing that happened is lost with its items.
    """
    standing = assignment.versions.filter(number=number).first()
    if standing is not None:
        standing.items.all().delete()
        standing.activities.all().delete()
    version = standing or PlanVersion(assignment=assignment, number=number)
    version.clinic_id = assignment.clinic_id
    version.library = assessed.library
    version.from_on = draft.start_on
    version.summary = summary
    version.reason = reason
    version.screened_stamp = assessed.screened.stamp
    version.created_at = at
    version.created_by = membership
    version.save()
    return version


def write_items(
    version: PlanVersion,
    draft: PlanDraft,
    assessed: Assessment,
    *,
    draft_items: bool,
) -> None:
    """Write what the version asks for, each with the verdict it was given under."""
    PlanItem.objects.bulk_create(
        _item(version, item, assessed, draft=draft_items) for item in draft.items
    )
    PlanActivity.objects.bulk_create(
        _activity(version, activity, assessed) for activity in draft.activities
    )


def _item(
    version: PlanVersion, item: ItemDraft, assessed: Assessment, *, draft: bool
) -> PlanItem:
    exercise = assessed.exercises[item.slug]
    return PlanItem(
        version=version,
        exercise=exercise,
        order=exercise.order,
        sets=item.dose.sets,
        reps=item.dose.reps,
        hold_s=item.dose.hold_s,
        rest_s=item.dose.rest_s,
        band_level=item.dose.band_level,
        weekdays=item.weekdays,
        level=assessed.verdicts[item.slug].level.value,
        acknowledged=bool(item.modifications),
        modification=item.modification,
        draft=draft,
    )


def _activity(
    version: PlanVersion, activity: ActivityDraft, assessed: Assessment
) -> PlanActivity:
    own = bool(activity.own_name)
    return PlanActivity(
        version=version,
        activity=None if own else assessed.activities[activity.slug],
        own_name=activity.own_name,
        stance=activity.stance,
        minutes=activity.minutes,
        # Screening knows nothing of an activity in the clinician's own words.
        level="not_checked" if own else assessed.verdicts[activity.slug].level.value,
        reason=activity.reason,
    )
