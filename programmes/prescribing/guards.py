"""What stands between a draft and an active plan, each reason by its name.

Pure: no Django, no database, no clock. The rules are those of the screening matrix
("combination_rules": an open question blocks activation, a condition that holds the
programme suspends every exercise, a contraindicated item cannot be assigned, a caution
is acknowledged with its modification) and the programme's first gate (a doctor or the
assessing clinician has agreed). Who may relax a contraindication later is not decided
here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from programmes.prescribing.dosing import problems
from programmes.prescribing.drafts import ActivityDraft, ItemDraft, PlanDraft, Reason
from programmes.screening.verdicts import Level, Programme, Verdict


@dataclass(frozen=True)
class Allowed:
    """What the library lets an exercise's dose be."""

    limits: Mapping[str, Sequence[int]]
    apart_from_band: int | None = None

    @classmethod
    def of(
        cls, dose_limits: Mapping[str, Any], default: Mapping[str, Any]
    ) -> "Allowed":
        """Return the limits as a library exercise carries them."""
        return cls(dose_limits, default.get("nonconsecutive_from_band_level"))


@dataclass(frozen=True)
class Standing:
    """Everything about the patient and the clinic that a plan depends on."""

    verdicts: Mapping[str, Verdict]
    programme: Programme
    unanswered: int = 0
    held_by: tuple[str, ...] = ()
    cleared: bool = False
    approved: bool = False
    archived: bool = False
    red_flags: int = 0


def advice(verdict: Verdict) -> tuple[str, ...]:
    """Return the texts of which at least one is ticked to acknowledge a caution."""
    return verdict.modifications or tuple(
        dict.fromkeys(reason.text for reason in verdict.reasons if reason.text)
    )


def before_saving(
    draft: PlanDraft, *, verdicts: Mapping[str, Verdict], allowed: Mapping[str, Allowed]
) -> list[Reason]:
    """Return why a plan cannot be kept even as a draft."""
    reasons = [] if draft.items else [Reason("no_exercise")]
    for item in draft.items:
        if item.slug not in allowed or item.slug not in verdicts:
            reasons.append(Reason("retired", item.slug))
            continue
        reasons += got_worse(item, verdicts[item.slug])
        if verdicts[item.slug].level == Level.CONTRAINDICATED:
            reasons.append(Reason("contraindicated", item.slug))
        limits = allowed[item.slug]
        if problems(
            item.dose,
            item.weekdays,
            limits=limits.limits,
            apart_from_band=limits.apart_from_band,
        ):
            reasons.append(Reason("dose", item.slug))
    for activity in draft.activities:
        reasons += _about(activity, verdicts)
    return reasons


def before_starting(draft: PlanDraft, standing: Standing) -> list[Reason]:
    """Return why a plan cannot be active, beyond what keeps it from being saved."""
    reasons = []
    if standing.archived:
        reasons.append(Reason("archived"))
    if standing.red_flags:
        reasons.append(Reason("red_flag", details=(str(standing.red_flags),)))
    if standing.programme == Programme.HOLD:
        reasons.append(Reason("hold", details=standing.held_by))
    if standing.unanswered:
        reasons.append(Reason("unanswered", details=(str(standing.unanswered),)))
    for item in draft.items:
        verdict = standing.verdicts.get(item.slug)
        if verdict is not None:
            reasons += _of_the_item(item, verdict, standing.unanswered)
    if not standing.cleared:
        reasons.append(Reason("clearance"))
    if not standing.approved:
        reasons.append(Reason("approval"))
    return reasons


def _of_the_item(item: ItemDraft, verdict: Verdict, unanswered: int) -> list[Reason]:
    # One open question blocks the whole plan: no need to say so for each item.
    if verdict.level == Level.NOT_CHECKED and not unanswered:
        return [Reason("not_checked", item.slug)]
    if verdict.level == Level.CAUTION and not acknowledged(item, verdict):
        return [Reason("unacknowledged", item.slug)]
    return []


def acknowledged(item: ItemDraft, verdict: Verdict) -> bool:
    """Tell whether a modification that holds today has been ticked."""
    return not set(item.modifications).isdisjoint(advice(verdict))


def got_worse(item: ItemDraft | ActivityDraft, verdict: Verdict) -> list[Reason]:
    """Return what is worse about an item than the page said when it was decided."""
    if not item.seen.level:
        return []
    before = Level(item.seen.level)
    if verdict.level.rank > before.rank:
        return [Reason("worse", item.slug, (before.value, verdict.level.value))]
    if verdict.level == Level.CAUTION and _news(advice(verdict), item):
        return [Reason("new_advice", item.slug, _news(advice(verdict), item))]
    return []


def _news(texts: Collection[str], item: ItemDraft | ActivityDraft) -> tuple[str, ...]:
    return tuple(text for text in texts if text not in item.seen.modifications)


def _about(activity: ActivityDraft, verdicts: Mapping[str, Verdict]) -> list[Reason]:
    if activity.own_name:
        return []
    verdict = verdicts.get(activity.slug)
    if verdict is None:
        return [Reason("retired", activity.slug)]
    reasons = got_worse(activity, verdict)
    if activity.stance != "avoid":
        if verdict.level == Level.CONTRAINDICATED:
            reasons.append(Reason("not_relaxed", activity.slug))
        elif not activity.reason:
            reasons.append(Reason("relaxed_without_reason", activity.slug))
    return reasons
