"""Which conditions a patient's answers make active on a given day.

Pure: no Django, no database, no clock.

Windows are those of the rule data ("parameters"): inclusive, counted in
completed weeks, hours or years; an open end is null; `continues_until` keeps a
condition active past its window until that fact is recorded. A date that
cannot be right decides nothing: the question then counts as unanswered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from programmes.screening.logic import State, at_least, both, either, within
from programmes.screening.moments import Day, completed_years
from programmes.screening.questionnaire import Question, Questionnaire
from programmes.screening.readings import RULES
from programmes.screening.rulebook import RuleBook

YES, NO, NOT_SURE = "yes", "no", "not_sure"

CLEARANCE = "no_medical_clearance"
AGE = "age_under_16"
COMPLICATION = "pregnancy_complication"

# The blood pressure rule reaches until 6 weeks after any birth: 0 to 5 completed.
LAST_RECENT_BIRTH_WEEK = 5


@dataclass(frozen=True)
class Answered:
    """An answer to one question: yes, no or not sure, and what yes was about."""

    value: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """The conditions that are active, and the questions still open.

    `undecided` names, for each open question, the conditions it would decide.
    """

    active: frozenset[str]
    undecided: Mapping[str, frozenset[str]]


def find_facts(
    book: RuleBook,
    questions: Questionnaire,
    answers: Mapping[str, Answered],
    *,
    birth_date: date | None,
    on: date,
    at: datetime | None = None,
    clearance_recorded: bool = False,
) -> Facts:
    """Work out which conditions are active and which questions are still open."""
    day = Day(on, at)
    states: dict[str, dict[str, State]] = {
        question.slug: _decide(book, question, answers, day)
        for question in questions.questions
    }
    states[AGE] = {AGE: _age_state(book, birth_date, on)}
    states[CLEARANCE] = {CLEARANCE: not clearance_recorded}
    for slug, state in _pressure_in_pregnancy(book, answers, day).items():
        states[slug][COMPLICATION] = either(
            states[slug].get(COMPLICATION, False), state
        )
    # A condition nobody asks about is unknown, and unknown is never ok.
    decided = {condition for found in states.values() for condition in found}
    for condition in book.conditions.keys() - decided:
        states[condition] = {condition: None}
    return Facts(
        active=frozenset(
            condition
            for found in states.values()
            for condition, state in found.items()
            if state and condition in book.conditions
        ),
        undecided={
            slug: open_here
            for slug, found in states.items()
            if (
                open_here := frozenset(
                    condition
                    for condition, state in found.items()
                    if state is None and condition in book.conditions
                )
            )
        },
    )


def _decide(
    book: RuleBook, question: Question, answers: Mapping[str, Answered], day: Day
) -> dict[str, State]:
    answer = answers.get(question.slug)
    parent = answers.get(question.only_if)
    if (parent and parent.value == NO) or (answer and answer.value == NO):
        return dict.fromkeys(question.conditions, False)
    if answer is None or answer.value != YES:
        return dict.fromkeys(question.conditions)
    return RULES[question.rule](book, question, answer.details, day)


def _age_state(book: RuleBook, birth_date: date | None, on: date) -> State:
    if birth_date is None or birth_date > on:
        return None
    return within(completed_years(birth_date, on), book.conditions[AGE], "age_years")


def _pressure_in_pregnancy(
    book: RuleBook, answers: Mapping[str, Answered], day: Day
) -> dict[str, State]:
    """Return what raised pressure in or soon after a pregnancy adds.

    Pregnant, or within 6 weeks of a birth, with either number at its limit: the
    pregnancy counts as complicated. While one of the three answers is open, that
    question is open for the complication too.
    """
    pregnant = _said("pregnant", answers)
    recent = _said("gave_birth", answers)
    if recent:
        born = answers["gave_birth"].details.get("baby_birth_date")
        weeks = day.weeks_since(born)
        recent = None if weeks is None else weeks <= LAST_RECENT_BIRTH_WEEK
    raised = _said("blood_pressure", answers)
    if raised:
        numbers = answers["blood_pressure"].details
        upper, lower = numbers.get("systolic"), numbers.get("diastolic")
        limit = book.conditions[COMPLICATION].parameters[
            "bp_if_pregnant_or_lt6w_postpartum"
        ]
        raised = (
            None
            if upper is None and lower is None
            else at_least(upper, limit["systolic_ge"])
            or at_least(lower, limit["diastolic_ge"])
        )
    outcome = both(either(pregnant, recent), raised)
    if outcome is not None:
        return {"blood_pressure": outcome}
    found = {"pregnant": pregnant, "gave_birth": recent, "blood_pressure": raised}
    return {slug: None for slug, state in found.items() if state is None}


def _said(slug: str, answers: Mapping[str, Answered]) -> State:
    answer = answers.get(slug)
    if answer is None or answer.value not in {YES, NO}:
        return None
    return answer.value == YES
