"""How a patient stands against the screening rules."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from patients.records.models import Patient
from programmes.library.models import LibraryVersion
from programmes.library.rulebook import rulebook
from programmes.screening.facts import CLEARANCE, Answered, Facts, find_facts
from programmes.screening.models import Answer
from programmes.screening.questionnaire import Question, questionnaire
from programmes.screening.rulebook import Condition, RuleBook, read_rules
from programmes.screening.verdicts import Programme, Urgency, Verdict, screen


@dataclass(frozen=True)
class Screened:
    """One patient against one version of the rules on one day.

    `stamp` changes when, and only when, a fact, the rules, or a condition that
    follows from a date has changed. Clearance is the assignment's own fact and is
    not part of it.
    """

    programme: Programme
    urgency: Urgency
    items: Mapping[str, Verdict]
    active: tuple[Condition, ...]
    unanswered: tuple[Question, ...]
    stamp: str
    on: date
    book: RuleBook


@lru_cache(maxsize=4)
def rules_of(version: LibraryVersion) -> RuleBook:
    """Return a version's rules; they never change once loaded, so read them once."""
    return read_rules(rulebook(version))


def newest_answers(patient: Patient) -> dict[str, Answer]:
    """Return the newest answer to each question, in one query."""
    return {
        answer.question: answer
        for answer in Answer.objects.filter(patient=patient).newest()
    }


def screen_patient(
    patient: Patient,
    on: date,
    version: LibraryVersion,
    *,
    at: datetime | None = None,
    clearance_recorded: bool = False,
) -> Screened:
    """Judge every item for a patient on a local date, in one query.

    Without `at` what ends during the day (an injection's 48 hours) is kept for
    the whole of it. Without a recorded clearance the programme is on hold, as the
    rules say; pass what the assignment knows.
    """
    answers = {
        slug: Answered(answer.value, answer.details)
        for slug, answer in newest_answers(patient).items()
    }
    return screen_answers(
        answers,
        birth_date=patient.birth_date,
        on=on,
        version=version,
        at=at,
        clearance_recorded=clearance_recorded,
    )


def screen_answers(
    answers: Mapping[str, Answered],
    *,
    birth_date: date,
    on: date,
    version: LibraryVersion,
    at: datetime | None = None,
    clearance_recorded: bool = False,
) -> Screened:
    """Judge every item for answers already read; asks the database nothing."""
    book = rules_of(version)
    facts = find_facts(
        book,
        questionnaire(),
        answers,
        birth_date=birth_date,
        on=on,
        at=at,
        clearance_recorded=clearance_recorded,
    )
    screening = screen(book, active=facts.active, undecided=facts.undecided)
    return Screened(
        programme=screening.programme,
        urgency=screening.urgency,
        items=screening.verdicts,
        active=tuple(book.conditions[slug] for slug in screening.active),
        unanswered=tuple(
            questionnaire().question(slug) or _as_question(book.conditions[slug])
            for slug in screening.unanswered
        ),
        stamp=_stamp(answers, facts, version),
        on=on,
        book=book,
    )


def _as_question(condition: Condition) -> Question:
    """Return a stand-in for a condition that no question of ours asks about."""
    return Question(
        slug=condition.id,
        group="",
        text=condition.question,
        conditions=(condition.id,),
    )


def _stamp(
    answers: Mapping[str, Answered], facts: Facts, version: LibraryVersion
) -> str:
    found = {
        "answers": {slug: [a.value, a.details] for slug, a in answers.items()},
        "active": sorted(facts.active - {CLEARANCE}),
        "open": sorted(facts.undecided),
        "rules": version.digest,
    }
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()
