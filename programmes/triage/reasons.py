"""Why a patient needs someone, as named reasons in order of need.

Pure: no Django, no database, no clock. A reason is a rule's name, how soon it asks for
someone, and the numbers its sentence needs. Pain is compared with this patient's own
first week, never with one number for everybody. Every threshold is our default, but for
the rise of 2 points (the mirror of Farrar 2001 and Ostelo 2008).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from programmes.alerts.due import Severity
from programmes.diary.adherence import Adherence
from programmes.outcomes.trends import Comparison, Label


class Need(StrEnum):
    """How soon somebody should look, soonest first."""

    NOW = "now"
    TODAY = "today"
    THIS_WEEK = "this_week"
    GOOD = "good"
    AS_USUAL = "as_usual"
    WAITING = "waiting"


class PlanState(StrEnum):
    """How far a patient's programme is."""

    NONE = "none"
    DRAFT = "draft"
    ACTIVE = "active"
    ON_HOLD = "on_hold"
    ENDED = "ended"


RUNNING = frozenset({PlanState.ACTIVE, PlanState.ON_HOLD})


class Rule(StrEnum):
    """The rules, in the order in which their sentences are read."""

    ALERT_OPEN = "alert_open"
    PAIN_UP = "pain_up"
    SILENT = "silent"
    MISSED = "missed"
    PLAN_OVER = "plan_over"
    ON_HOLD = "on_hold"
    NOT_SCREENED = "not_screened"
    DRAFT_PLAN = "draft_plan"
    IMPROVED = "improved"


@dataclass(frozen=True)
class Thresholds:
    """From when on a rule speaks."""

    silent_days: int = 7  # our default
    pain_rise: float = 2  # points, as for "worse"
    missed_days: int = 3  # our default; beside another reason one missed day is told
    missed_share: float = 0.5  # our default


DEFAULTS = Thresholds()


@dataclass(frozen=True)
class OpenAlert:
    """An alert that nobody has closed yet."""

    severity: str
    reason: str
    acknowledged: bool = False


@dataclass(frozen=True)
class Situation:
    """All that the rules look at, as it stands today."""

    today: date
    plan: PlanState
    week: Adherence
    pain: Comparison
    last_session_on: date | None = None
    active_since: date | None = None  # first day of the plan, or the day a hold ended
    planned_until: date | None = None  # its last planned day; it does not end by itself
    alerts: Sequence[OpenAlert] = ()
    screened: bool = True

    @property
    def silent_days(self) -> int | None:
        """Return the days since the last session, or since the plan last began."""
        heard = [
            on for on in (self.last_session_on, self.active_since) if on is not None
        ]
        return max((self.today - max(heard)).days, 0) if heard else None


@dataclass(frozen=True)
class Reason:
    """One reason: its rule, how soon, and the numbers for its sentence."""

    rule: Rule
    need: Need
    params: dict[str, Any] = field(default_factory=dict)
    weight: float = 0  # larger comes first among reasons of the same need


NEED_ORDER = {need: place for place, need in enumerate(Need)}
RULE_ORDER = {rule: place for place, rule in enumerate(Rule)}
NEED_OF_ALERT = {
    Severity.EMERGENCY: Need.NOW,
    Severity.SAME_DAY: Need.TODAY,
    Severity.THIS_WEEK: Need.THIS_WEEK,
    Severity.INFO: Need.AS_USUAL,
}


def reasons(
    situation: Situation, thresholds: Thresholds = DEFAULTS
) -> tuple[Reason, ...]:
    """Return every reason that holds today, the most pressing one first."""
    found = [
        *_alerts(situation),
        *_pain_up(situation, thresholds),
        *_silent(situation, thresholds),
        *_plan_over(situation),
        *_waiting(situation),
        *_improved(situation),
    ]
    found += _missed(situation, thresholds, beside=found)
    return tuple(
        sorted(found, key=lambda r: (NEED_ORDER[r.need], RULE_ORDER[r.rule], -r.weight))
    )


def need_of(situation: Situation, found: Sequence[Reason]) -> Need:
    """Return how soon the patient needs someone, all reasons taken together."""
    needs = [reason.need for reason in found]
    needs.append(Need.AS_USUAL if situation.plan in RUNNING else Need.WAITING)
    return min(needs, key=NEED_ORDER.__getitem__)


def rank_of(need: Need, found: Sequence[Reason]) -> int:
    """Return the place in the list: lower comes first, weightier within a need first.

    More than one pressing reason counts for more than one of the same weight.
    """
    pressing = [reason for reason in found if reason.need is need]
    weight = sum(max(reason.weight, 0) + 1 for reason in pressing)
    return (NEED_ORDER[need] + 1) * 10_000 - min(round(weight * 10), 9_999)


def _alerts(now: Situation) -> list[Reason]:
    if not now.alerts:
        return []
    first = min(
        now.alerts,
        key=lambda alert: (
            NEED_ORDER[NEED_OF_ALERT[Severity(alert.severity)]],
            alert.acknowledged,
            alert.reason,
        ),
    )
    waiting = sum(not alert.acknowledged for alert in now.alerts)
    params = {"reason": first.reason, "open": len(now.alerts), "waiting": waiting}
    need = NEED_OF_ALERT[Severity(first.severity)]
    return [Reason(Rule.ALERT_OPEN, need, params, weight=20 * (waiting > 0))]


def _pain_up(now: Situation, limits: Thresholds) -> list[Reason]:
    """Compare with the first week even while it overlaps this one: a rise cannot wait.

    Days that both weeks share only make the rise look smaller than it is.
    """
    change, baseline = now.pain.change, now.pain.baseline
    if now.plan not in RUNNING:
        return []
    if change is None or baseline is None or change < limits.pain_rise:
        return []
    params = {
        "change": change,
        "baseline": baseline.median,
        "current": now.pain.current.median,
        "days": now.pain.current.days_answered,
    }
    return [Reason(Rule.PAIN_UP, Need.TODAY, params, weight=change)]


def _silent(now: Situation, limits: Thresholds) -> list[Reason]:
    """Nobody is silent while on hold, or when no session was asked for this week."""
    days = now.silent_days
    if now.plan is not PlanState.ACTIVE or not now.week.due:
        return []
    if days is None or days < limits.silent_days:
        return []
    params = {"days": days, "ever": now.last_session_on is not None}
    return [Reason(Rule.SILENT, Need.THIS_WEEK, params, weight=min(days, 60))]


def _plan_over(now: Situation) -> list[Reason]:
    """A plan past its last day asks for nothing any more, so somebody must say so."""
    last = now.planned_until
    if now.plan not in RUNNING or last is None or now.today <= last:
        return []
    days = (now.today - last).days
    params = {"last": last.isoformat()}
    return [Reason(Rule.PLAN_OVER, Need.THIS_WEEK, params, weight=min(days, 60))]


def _missed(
    now: Situation, limits: Thresholds, *, beside: Sequence[Reason]
) -> list[Reason]:
    """Missed days are told with another reason, and are one when they are many."""
    missed, due = now.week.missed, now.week.due
    if now.plan is not PlanState.ACTIVE or not missed:
        return []
    many = missed >= limits.missed_days and missed >= limits.missed_share * due
    told = {reason.rule for reason in beside} & {Rule.PAIN_UP, Rule.SILENT}
    if not many and not told:
        return []
    need = Need.THIS_WEEK if many else Need.AS_USUAL
    return [Reason(Rule.MISSED, need, {"missed": missed, "due": due}, weight=missed)]


def _waiting(now: Situation) -> list[Reason]:
    if now.plan is PlanState.ENDED:
        return []
    running = now.plan in RUNNING
    need = Need.AS_USUAL if running else Need.WAITING
    found = []
    if now.plan is PlanState.ON_HOLD:
        found.append(Reason(Rule.ON_HOLD, need))
    if not now.screened:
        found.append(Reason(Rule.NOT_SCREENED, need, {"running": running}))
    if now.plan is PlanState.DRAFT:
        found.append(Reason(Rule.DRAFT_PLAN, need))
    return found


def _improved(now: Situation) -> list[Reason]:
    baseline, current = now.pain.baseline, now.pain.current
    if now.pain.label is not Label.IMPROVED or baseline is None:
        return []
    if now.plan not in RUNNING:
        return []
    params = {
        "baseline": baseline.median,
        "current": current.median,
        "change": now.pain.change,
    }
    return [Reason(Rule.IMPROVED, Need.GOOD, params, weight=-(now.pain.change or 0))]
