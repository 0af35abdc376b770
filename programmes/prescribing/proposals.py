"""The plan a page begins with: the SI template, or what is prescribed already."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from programmes.library.models import Activity, Exercise
from programmes.prescribing.dosing import default_dose, default_weekdays
from programmes.prescribing.drafts import ActivityDraft, ItemDraft, PlanDraft
from programmes.prescribing.guards import advice
from programmes.prescribing.models import PlanActivity, PlanItem
from programmes.screening.verdicts import Level, Verdict


def propose(
    exercises: Iterable[Exercise],
    activities: Iterable[Activity],
    verdicts: Mapping[str, Verdict],
    *,
    start_on: date,
    weeks: int,
) -> PlanDraft:
    """Return the template: every exercise that may be assigned, in its default dose.

    Nothing is acknowledged in advance, and every activity is to be avoided.
    """
    return PlanDraft(
        start_on=start_on,
        weeks=weeks,
        items=tuple(
            ItemDraft(
                slug=exercise.slug,
                dose=default_dose(exercise.default_dose),
                weekdays=weekdays_of(exercise),
            )
            for exercise in exercises
            if verdicts[exercise.slug].level != Level.CONTRAINDICATED
        ),
        activities=tuple(
            ActivityDraft(slug=activity.slug, stance=PlanActivity.Stance.AVOID.value)
            for activity in activities
        ),
    )


def weekdays_of(exercise: Exercise) -> str:
    """Return an exercise's default weekdays, spread where the library names none."""
    named = exercise.default_dose.get("weekdays")
    return named or default_weekdays(exercise.default_dose["days_per_week"])


def draft_of(
    items: Iterable[PlanItem],
    activities: Iterable[PlanActivity],
    *,
    start_on: date,
    weeks: int,
    verdicts: Mapping[str, Verdict] | None = None,
) -> PlanDraft:
    """Return a stored version as a draft.

    With `verdicts`, a modification stays ticked only where it is still advised.
    """
    return PlanDraft(
        start_on=start_on,
        weeks=weeks,
        items=tuple(
            ItemDraft(
                slug=item.exercise.slug,
                dose=item.dose,
                weekdays=item.weekdays,
                modifications=ticked(
                    item.modification, (verdicts or {}).get(item.exercise.slug)
                ),
            )
            for item in items
        ),
        activities=tuple(
            ActivityDraft(
                slug=activity.activity.slug if activity.activity else "",
                stance=activity.stance,
                minutes=activity.minutes,
                reason=activity.reason,
                own_name=activity.own_name,
            )
            for activity in activities
        ),
    )


def still_allowed(draft: PlanDraft, verdicts: Mapping[str, Verdict]) -> PlanDraft:
    """Return a draft without what the verdicts now forbid.

    A contraindicated or retired exercise falls out; a contraindicated activity is
    avoided again, whatever was agreed before.
    """

    def forbidden(slug: str) -> bool:
        return verdicts[slug].level == Level.CONTRAINDICATED

    return replace(
        draft,
        items=tuple(
            item
            for item in draft.items
            if item.slug in verdicts and not forbidden(item.slug)
        ),
        activities=tuple(
            ActivityDraft(slug=activity.slug, stance=PlanActivity.Stance.AVOID.value)
            if activity.slug and forbidden(activity.slug)
            else activity
            for activity in draft.activities
            if not activity.slug or activity.slug in verdicts
        ),
    )


def ticked(stored: str, verdict: Verdict | None) -> tuple[str, ...]:
    """Return the modifications a stored item was given."""
    if not stored:
        return ()
    if verdict is None:
        return (stored,)
    return tuple(text for text in advice(verdict) if text in stored)
