"""What a patient's conditions mean for each exercise and activity.

Pure: no Django, no database, no clock.

The rules of combination are those of the screening matrix itself (the
"combination_rules" of the rule data): the worst level for an item wins; a
condition that holds the programme suspends every exercise while activities
keep their own level; the highest urgency leads; activities start from the
level the source article gives them; a question without an answer leaves what
it decides *not checked*, and unknown is never ok. The order in which
conditions are named makes no difference.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from programmes.screening.rulebook import (
    Condition,
    Level,
    Programme,
    Rule,
    RuleBook,
    Urgency,
)

__all__ = ["Level", "Programme", "Reason", "Screening", "Urgency", "Verdict", "screen"]


@dataclass(frozen=True)
class Reason:
    """Why an item stands as it does: one condition, one baseline, one open question.

    `condition` is empty for an activity's baseline; `question` is set only when
    an answer is missing, and then no text speaks of what the answer might be.
    """

    level: Level
    text: str = ""
    modification: str = ""
    sources: tuple[str, ...] = ()
    condition: str = ""
    label: str = ""
    question: str = ""


@dataclass(frozen=True)
class Verdict:
    """How one item stands, with everything behind it, worst first."""

    item: str
    level: Level
    reasons: tuple[Reason, ...]
    modifications: tuple[str, ...]


@dataclass(frozen=True)
class Screening:
    """How the whole programme stands for one patient on one day."""

    programme: Programme
    urgency: Urgency
    verdicts: Mapping[str, Verdict]
    active: tuple[str, ...]
    unanswered: tuple[str, ...]


def screen(
    book: RuleBook,
    *,
    active: Collection[str],
    undecided: Mapping[str, Collection[str]] | None = None,
) -> Screening:
    """Judge every item against the active conditions and the open questions.

    `undecided` names, for each unanswered question, the conditions its answer
    would decide. A condition the rules do not know is a KeyError: nothing about
    a patient is dropped in silence.
    """
    for condition_id in active:
        book.conditions[condition_id]
    present = [c for c in book.conditions.values() if c.id in active]
    unknown = {
        question: [book.conditions[condition_id] for condition_id in conditions]
        for question, conditions in (undecided or {}).items()
    }
    programmes = [condition.programme for condition in present]
    if unknown:
        programmes.append(Programme.NOT_CHECKED)
    return Screening(
        programme=max(
            programmes, key=lambda word: word.rank, default=Programme.PROCEED
        ),
        urgency=max(
            (condition.urgency for condition in present),
            key=lambda word: word.rank,
            default=Urgency.NONE,
        ),
        verdicts={item: _verdict(book, item, present, unknown) for item in book.items},
        active=tuple(condition.id for condition in present),
        unanswered=tuple(unknown),
    )


def _verdict(
    book: RuleBook,
    item: str,
    present: list[Condition],
    unknown: Mapping[str, list[Condition]],
) -> Verdict:
    baseline = book.baseline.get(item)
    reasons = []
    if baseline is not None:
        reasons.append(_reason(baseline, baseline.level))
    reasons += [
        _reason(rule, _level(book, item, condition), condition)
        for condition in present
        # A condition that only repeats the baseline adds nothing to read.
        if (rule := condition.rules[item]) != baseline
    ]
    reasons += [
        Reason(level=Level.NOT_CHECKED, question=question)
        for question, conditions in unknown.items()
        if any(_matters(book, item, condition) for condition in conditions)
    ]
    # sorted() is stable: within a level the file's order stays.
    ordered = tuple(sorted(reasons, key=lambda reason: -reason.level.rank))
    return Verdict(
        item=item,
        level=ordered[0].level if ordered else Level.OK,
        reasons=ordered,
        modifications=tuple(
            dict.fromkeys(r.modification for r in ordered if r.modification)
        ),
    )


def _level(book: RuleBook, item: str, condition: Condition) -> Level:
    """Return the condition's level for the item; a hold suspends every exercise."""
    if condition.programme == Programme.HOLD and item in book.exercises:
        return Level.CONTRAINDICATED
    return condition.rules[item].level


def _matters(book: RuleBook, item: str, condition: Condition) -> bool:
    """Tell whether the item could stand otherwise if the condition were present."""
    return _level(book, item, condition) != Level.OK and condition.rules[
        item
    ] != book.baseline.get(item)


def _reason(rule: Rule, level: Level, condition: Condition | None = None) -> Reason:
    return Reason(
        level=level,
        text=rule.reason,
        modification=rule.modification,
        sources=rule.sources,
        condition=condition.id if condition else "",
        label=condition.label if condition else "",
    )
