"""What differs between two versions of a plan.

Pure: no Django, no database, no clock. Says what, not in which words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from programmes.prescribing.drafts import ActivityDraft, ItemDraft, PlanDraft
from programmes.prescribing.schedule import days_of

DOSE = ("sets", "reps", "hold_s", "band_level", "rest_s")


class Kind(StrEnum):
    """One way in which a plan can change."""

    ADDED = "added"
    REMOVED = "removed"
    SETS = "sets"
    REPS = "reps"
    HOLD = "hold_s"
    BAND = "band_level"
    REST = "rest_s"
    DAYS_ADDED = "days_added"
    DAYS_REMOVED = "days_removed"
    MODIFICATION = "modification"
    STANCE = "stance"
    MINUTES = "minutes"
    WHY = "why"
    ACTIVITY_REMOVED = "activity_removed"
    WEEKS = "weeks"


@dataclass(frozen=True)
class Change:
    """One difference: of which item, from what to what."""

    kind: Kind
    item: str = ""
    before: str = ""
    after: str = ""
    days: tuple[int, ...] = ()


def diff(before: PlanDraft, after: PlanDraft) -> tuple[Change, ...]:
    """Return every difference that the patient could notice, exercises first."""
    return (
        *_items(before.items, after.items),
        *_activities(before.activities, after.activities),
        *_one(Kind.WEEKS, "", before.weeks, after.weeks),
    )


def _items(before: Iterable[ItemDraft], after: Iterable[ItemDraft]) -> list[Change]:
    old = {item.slug: item for item in before}
    new = {item.slug: item for item in after}
    changes = [Change(Kind.REMOVED, slug) for slug in old if slug not in new]
    for slug, item in new.items():
        if slug not in old:
            changes.append(Change(Kind.ADDED, slug))
            continue
        was = old[slug]
        for name in DOSE:
            changes += _one(
                Kind(name), slug, getattr(was.dose, name), getattr(item.dose, name)
            )
        changes += _days(slug, was.weekdays, item.weekdays)
        changes += _one(Kind.MODIFICATION, slug, was.modification, item.modification)
    return changes


def _days(slug: str, before: str, after: str) -> list[Change]:
    was, now = set(days_of(before)), set(days_of(after))
    changes = []
    if now - was:
        changes.append(Change(Kind.DAYS_ADDED, slug, days=tuple(sorted(now - was))))
    if was - now:
        changes.append(Change(Kind.DAYS_REMOVED, slug, days=tuple(sorted(was - now))))
    return changes


def _activities(
    before: Iterable[ActivityDraft], after: Iterable[ActivityDraft]
) -> list[Change]:
    old = {activity.slug or activity.own_name: activity for activity in before}
    new = {activity.slug or activity.own_name: activity for activity in after}
    changes = [Change(Kind.ACTIVITY_REMOVED, key) for key in old if key not in new]
    for key, activity in new.items():
        was = old.get(key)
        if was is None:
            changes.append(Change(Kind.STANCE, key, after=activity.stance))
            continue
        changes += _one(Kind.STANCE, key, was.stance, activity.stance)
        if was.stance == activity.stance:
            changes += _one(Kind.MINUTES, key, was.minutes, activity.minutes)
            changes += _one(Kind.WHY, key, was.reason, activity.reason)
    return changes


def _one(kind: Kind, item: str, before: object, after: object) -> list[Change]:
    if before == after:
        return []
    return [Change(kind, item, _text(before), _text(after))]


def _text(value: object) -> str:
    return "" if value is None else str(value)
