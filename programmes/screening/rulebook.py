"""The screening rules, read from a library version's data into plain objects.

Pure: no Django, no database, no clock. The data keep the matrix of conditions
and items with each cell's reason, modification and sources; nothing clinical
is decided here, but data that could hide a danger (a missing cell, an unknown
word) are refused when they are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class UnableToReadRules(ValueError):
    """The rule data miss a cell or use a word that has no meaning here."""


class Level(StrEnum):
    """How an item stands for one patient; a later member outranks an earlier."""

    OK = "ok"
    CAUTION = "caution"
    NOT_CHECKED = "not_checked"
    CONTRAINDICATED = "contraindicated"

    @property
    def rank(self) -> int:
        return RANKS[type(self)][self]


class Programme(StrEnum):
    """What screening lets happen to the programme as a whole, mildest first."""

    PROCEED = "proceed"
    CLINICIAN_REVIEW = "clinician_review"
    NOT_CHECKED = "not_checked"
    HOLD = "hold"

    @property
    def rank(self) -> int:
        return RANKS[type(self)][self]


class Urgency(StrEnum):
    """How soon somebody must look at the patient, least urgent first."""

    NONE = "none"
    CLINIC_REVIEW = "clinic_review"
    URGENT_REVIEW = "urgent_review"
    SAME_DAY = "same_day"
    EMERGENCY_NOW = "emergency_now"

    @property
    def rank(self) -> int:
        return RANKS[type(self)][self]


# Kept by scale: words of two scales are equal when they are spelt alike.
RANKS: dict[type[StrEnum], dict[StrEnum, int]] = {
    scale: {word: rank for rank, word in enumerate(scale)}
    for scale in (Level, Programme, Urgency)
}


@dataclass(frozen=True)
class Rule:
    """One cell of the matrix."""

    level: Level
    reason: str
    modification: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a rule comes from, and how far its text has been checked."""

    key: str
    cite: str
    checked: str

    @property
    def is_seen(self) -> bool:
        return self.checked == "seen"


@dataclass(frozen=True)
class Condition:
    """One row of the matrix."""

    id: str
    label: str
    question: str
    programme: Programme
    urgency: Urgency
    rules: Mapping[str, Rule]
    parameters: Mapping[str, Any]
    by_answer: bool
    note: str = ""


@dataclass(frozen=True)
class RuleBook:
    """Every rule of one version, in file order."""

    exercises: tuple[str, ...]
    activities: tuple[str, ...]
    baseline: Mapping[str, Rule]
    conditions: Mapping[str, Condition]
    sources: Mapping[str, Source]

    @property
    def items(self) -> tuple[str, ...]:
        return self.exercises + self.activities


def read_rules(data: Mapping[str, Any]) -> RuleBook:
    """Read a rule book, refusing data in which a cell or a meaning is missing."""
    try:
        exercises = tuple(data["exercises"])
        activities = tuple(data["avoid_activities"])
        baseline = {
            item: _rule(data["baseline_avoid_activities"][item]) for item in activities
        }
        conditions = {
            row["id"]: _condition(row, exercises + activities)
            for row in data["conditions"]
        }
        sources = {
            key: Source(key, entry["cite"], entry["verified"])
            for key, entry in data["sources"].items()
        }
    except (KeyError, TypeError, ValueError) as error:
        raise UnableToReadRules(
            f"The screening rules are not whole: {error}"
        ) from error
    if len(conditions) != len(data["conditions"]):
        raise UnableToReadRules("Two conditions share one name")
    return RuleBook(exercises, activities, baseline, conditions, sources)


def _condition(row: Mapping[str, Any], items: tuple[str, ...]) -> Condition:
    return Condition(
        id=row["id"],
        label=row["label"],
        question=row["question"],
        programme=Programme(row["programme"]),
        urgency=Urgency(row["urgency"]),
        rules={item: _rule(row["rules"][item]) for item in items},
        parameters=row.get("parameters") or {},
        by_answer="answer" in row["trigger"],
        note=row.get("note") or "",
    )


def _rule(cell: Mapping[str, Any]) -> Rule:
    return Rule(
        level=Level(cell["level"]),
        reason=cell["reason"],
        modification=cell.get("modification") or "",
        sources=tuple(cell["sources"]),
    )
