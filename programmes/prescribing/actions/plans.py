"""Assign, start and change a plan."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from patients.accounts.models import Membership
from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.records import actions as records
from patients.records.models import Patient
from programmes.prescribing import guards, words
from programmes.prescribing.actions.rows import (
    kept_draft,
    lock,
    write_items,
    write_version,
)
from programmes.prescribing.assessment import Assessment, assess
from programmes.prescribing.changes import diff
from programmes.prescribing.drafts import Clearance, PlanDraft, Reason
from programmes.prescribing.models import Assignment, PlanVersion
from programmes.prescribing.queries import open_red_flags

START_WITHIN_DAYS = 60  # our default


class UnableToAssign(Exception):
    """The plan was not saved; `reasons` name what is missing, none is dropped."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons


class UnableToChange(UnableToAssign):
    """The change was not saved."""


@transaction.atomic
def assign(
    *,
    by: Actor,
    membership: Membership,
    patient: Patient,
    draft: PlanDraft,
    clearance: Clearance | None,
    activate: bool,
    at: datetime,
) -> Assignment:
    """Give a patient the SI programme, as a draft or started at once.

    The patient is screened again here: what the page showed is never trusted. Sent
    twice, the plan is kept once. A draft that was kept before is written over.
    """
    patient = lock(patient)
    active = patient.assignments.active().first()
    if active is not None:
        if _says_the_same(active, draft):
            return active
        raise UnableToAssign([Reason("already_active")])
    assessed = assess(patient, on=max(draft.start_on, patient.today(at)))
    reasons = _about_the_start(draft, patient.today(at))
    reasons += _content(draft, assessed)
    reasons += guards.before_saving(
        draft, verdicts=assessed.verdicts, allowed=assessed.allowed
    )
    if patient.archived_at is not None and not activate:
        reasons.append(Reason("archived"))
    if activate:
        reasons += guards.before_starting(
            draft,
            assessed.standing(
                cleared=clearance is not None, red_flags=open_red_flags(patient)
            ),
        )
    if reasons:
        raise UnableToAssign(reasons)
    assignment = _keep(membership, patient, draft, clearance, activate=activate, at=at)
    _first_version(membership, assignment, draft, assessed, at=at)
    records.touch(patient=patient, at=at)
    audit.record(
        "prescribing.assigned" if activate else "prescribing.draft_saved",
        by=by,
        subject=assignment,
        library=assessed.library.number,
        stamp=assessed.screened.stamp,
        clearance=clearance.kind if clearance else "",
    )
    return assignment


def activate(
    *,
    by: Actor,
    membership: Membership,
    assignment: Assignment,
    clearance: Clearance | None,
    at: datetime,
) -> Assignment:
    """Start a draft as it was kept, from today if its first day has passed."""
    patient = assignment.patient
    draft = kept_draft(assignment)
    today = patient.today(at)
    return assign(
        by=by,
        membership=membership,
        patient=patient,
        draft=replace(draft, start_on=max(draft.start_on, today)),
        clearance=clearance,
        activate=True,
        at=at,
    )


@transaction.atomic
def change_plan(
    *,
    by: Actor,
    membership: Membership,
    assignment: Assignment,
    draft: PlanDraft,
    reason: str,
    expected_version: int,
    at: datetime,
    summary: str = "",
) -> PlanVersion:
    """Make the next version of an active plan, from `draft.start_on` on.

    `expected_version` is the number the page began from: when another version came
    meanwhile nothing is saved, and the reason says what had changed. Sent twice, the
    change is made once. Sessions keep the version they were done under.
    """
    patient = lock(assignment.patient)
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.state != Assignment.State.ACTIVE:
        ended = assignment.state == Assignment.State.ENDED
        raise UnableToChange([Reason("ended" if ended else "not_active")])
    newest = (
        assignment.versions.select_related("created_by__user")
        .defer("library")
        .latest("number")
    )
    before = kept_draft(assignment, newest)
    assessed = assess(patient, on=max(draft.start_on, patient.today(at)), of=newest)
    changes = diff(before, draft)
    if newest.number != expected_version:
        if newest.created_by_id == membership.pk and not changes:
            return newest
        raise UnableToChange([Reason("changed_meanwhile", details=(newest.summary,))])
    reasons = [] if changes else [Reason("nothing_changed")]
    if not reason.strip():
        reasons.append(Reason("why"))
    reasons += _about_the_change(draft, assignment, newest, patient.today(at))
    reasons += _content(draft, assessed)
    reasons += guards.before_saving(
        draft, verdicts=assessed.verdicts, allowed=assessed.allowed
    )
    # Clearance was given when it started, and a plan may change while it rests.
    reasons += guards.before_starting(
        draft, assessed.standing(cleared=True, red_flags=0)
    )
    if reasons:
        raise UnableToChange(reasons)
    if draft.weeks != assignment.weeks:
        assignment.weeks = draft.weeks
        assignment.save(update_fields=["weeks"])
    version = write_version(
        membership,
        assignment,
        draft,
        assessed,
        number=newest.number + 1,
        summary=summary or words.summary(changes, assessed.names),
        reason=reason.strip(),
        at=at,
    )
    write_items(version, draft, assessed, draft_items=False)
    records.touch(patient=patient, at=at)
    audit.record(
        "prescribing.plan_changed",
        by=by,
        subject=version,
        patient_id=patient.pk,
        number=version.number,
        library=assessed.library.number,
        stamp=assessed.screened.stamp,
    )
    return version


def _about_the_start(draft: PlanDraft, today: date) -> list[Reason]:
    last = today + timedelta(days=START_WITHIN_DAYS)
    return [] if today <= draft.start_on <= last else [Reason("start")]


def _about_the_change(
    draft: PlanDraft, assignment: Assignment, newest: PlanVersion, today: date
) -> list[Reason]:
    reasons = []
    first = max(today, assignment.start_on, newest.from_on)
    if draft.start_on < first:
        reasons.append(Reason("from", details=(words.day_words(first),)))
    end_on = assignment.start_on + timedelta(days=7 * draft.weeks - 1)
    if end_on < max(draft.start_on, today):
        reasons.append(Reason("weeks"))
    return reasons


def _content(draft: PlanDraft, assessed: Assessment) -> list[Reason]:
    if draft.library in (None, assessed.library.pk):
        return []
    return [Reason("content")]


def _says_the_same(assignment: Assignment, draft: PlanDraft) -> bool:
    kept = kept_draft(assignment, assignment.versions.defer("library").latest("number"))
    return kept.start_on == draft.start_on and not diff(kept, draft)


def _keep(
    membership: Membership,
    patient: Patient,
    draft: PlanDraft,
    clearance: Clearance | None,
    *,
    activate: bool,
    at: datetime,
) -> Assignment:
    """Write the assignment's row: the draft that was there, or a new one."""
    assignment = patient.assignments.filter(
        state=Assignment.State.DRAFT
    ).first() or Assignment(clinic=patient.clinic, patient=patient, created_at=at)
    assignment.start_on = draft.start_on
    assignment.weeks = draft.weeks
    assignment.assigned_by = membership
    assignment.clearance_kind = clearance.kind if clearance else ""
    assignment.clearance_name = clearance.name if clearance else ""
    assignment.clearance_on = clearance.on if clearance else None
    if activate:
        assignment.state = Assignment.State.ACTIVE
        assignment.activated_at = at
    try:
        with transaction.atomic():
            assignment.save()
    except IntegrityError as error:
        # Somebody else was first, between our look and our write.
        raise UnableToAssign([Reason("already_active")]) from error
    return assignment


def _first_version(
    membership: Membership,
    assignment: Assignment,
    draft: PlanDraft,
    assessed: Assessment,
    *,
    at: datetime,
) -> None:
    version = write_version(
        membership,
        assignment,
        draft,
        assessed,
        number=1,
        summary=words.first_summary(len(draft.items)),
        reason="",
        at=at,
    )
    write_items(
        version,
        draft,
        assessed,
        draft_items=assignment.state == Assignment.State.DRAFT,
    )
