"""What the library's pages show, gathered for a clinician to read and approve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from patients.accounts.models import Clinic
from programmes.library import queries
from programmes.library.doses import DoseRow, dose_rows, easier_and_harder
from programmes.library.models import Activity, Exercise, LibraryVersion
from programmes.library.rulebook import rulebook
from programmes.library.texts import Advice, DailyLine, RedFlagQuestion


@dataclass(frozen=True)
class ReadExercise:
    exercise: Exercise
    doses: list[DoseRow]
    easier: list[str]
    harder: list[str]


@dataclass(frozen=True)
class ReadActivity:
    activity: Activity
    level: str
    modification: str


@dataclass(frozen=True)
class ReadQuestion:
    question: RedFlagQuestion
    advice: Advice
    not_sure: Advice
    sources: str


@dataclass(frozen=True)
class ReadRule:
    item: str
    level: str
    reason: str
    modification: str
    sources: str


@dataclass(frozen=True)
class ReadCondition:
    slug: str
    label: str
    question: str
    note: str
    programme: str
    urgency: str
    rules: list[ReadRule]


def library_page(version: LibraryVersion, clinic: Clinic) -> dict[str, Any]:
    """Return the whole content but the screening rules, for this clinic's country."""
    texts = queries.texts(version)
    lines: tuple[DailyLine, ...] = texts.red_flags.lines
    return {
        "version": version,
        "texts": texts,
        "exercises": [_exercise(each) for each in queries.exercises(version)],
        "activities": _activities(version),
        "lines": lines,
        "questions": _questions(version, clinic.country),
        "unspecified": texts.red_flags.unspecified.for_country(clinic.country),
        "conditions": len(version.content["screening"]["conditions"]),
        "approval": queries.approved(clinic, version),
        "named": queries.named_clinician(clinic),
    }


def rules_page(version: LibraryVersion) -> dict[str, Any]:
    """Return every screening rule with its reason, modification and sources."""
    book = rulebook(version)
    names = {each.slug: each.name for each in queries.exercises(version)}
    names |= {each.slug: each.name for each in queries.activities(version)}
    return {
        "version": version,
        "levels": book["levels"],
        "combination_rules": book["combination_rules"],
        "conditions": [
            _condition(each, names, book["sources"]) for each in book["conditions"]
        ],
    }


def _exercise(exercise: Exercise) -> ReadExercise:
    easier, harder = easier_and_harder(exercise)
    return ReadExercise(exercise, dose_rows(exercise), easier, harder)


def _activities(version: LibraryVersion) -> list[ReadActivity]:
    baseline = rulebook(version)["baseline_avoid_activities"]
    return [
        ReadActivity(
            activity=each,
            level=baseline[each.slug]["level"],
            modification=baseline[each.slug].get("modification", ""),
        )
        for each in queries.activities(version)
    ]


def _questions(version: LibraryVersion, country: str) -> list[ReadQuestion]:
    texts = queries.texts(version)
    flags = texts.red_flags
    return [
        ReadQuestion(
            question=each,
            advice=each.advice.for_country(country),
            not_sure=flags.not_sure[each.action].for_country(country),
            sources="; ".join(texts.sources[key].cite for key in each.sources),
        )
        for each in flags.questions
    ]


def _condition(
    condition: dict[str, Any], names: dict[str, str], sources: dict[str, Any]
) -> ReadCondition:
    return ReadCondition(
        slug=condition["id"],
        label=condition["label"],
        question=condition["question"],
        note=condition.get("note", ""),
        programme=condition["programme"],
        urgency=condition["urgency"],
        rules=[
            ReadRule(
                item=names[item],
                level=rule["level"],
                reason=rule["reason"],
                modification=rule.get("modification", ""),
                sources="; ".join(sources[key]["cite"] for key in rule["sources"]),
            )
            for item, rule in condition["rules"].items()
        ],
    )
