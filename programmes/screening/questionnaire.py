"""The screening questions, as plain objects read from questions.json.

Pure: no Django, no database, no clock. Conditions that rest on the same fact
share one question (a pregnancy needs one due date, not four answers). The
sentences are ours; which conditions a question decides is kept beside it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Detail:
    """One further thing a question asks when its answer is yes."""

    name: str
    kind: str
    label: str
    required: bool
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    decides: Any = ()
    from_days: int | None = None
    to_days: int | None = None
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Question:
    """One question, the conditions it decides, and what it asks for."""

    slug: str
    group: str
    text: str
    conditions: tuple[str, ...]
    rule: str = "plain"
    hint: str = ""
    causes: tuple[str, ...] = ()
    only_if: str = ""
    one_of: bool = False
    details: tuple[Detail, ...] = ()
    unless: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Questions that stand together under one heading and one "none of these"."""

    slug: str
    name: str
    questions: tuple[Question, ...]

    def is_brought_by(self, cause: str) -> bool:
        return any(cause in question.causes for question in self.questions)


@dataclass(frozen=True)
class Questionnaire:
    """All the questions, in the order they are asked."""

    groups: tuple[Group, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(q for group in self.groups for q in group.questions)

    def question(self, slug: str) -> Question | None:
        return next((q for q in self.questions if q.slug == slug), None)

    def for_cause(self, cause: str) -> tuple[Group, ...]:
        """Return the groups, those that matter most for the cause first.

        A cause only changes the order: it never answers a question.
        """
        return tuple(
            sorted(self.groups, key=lambda group: not group.is_brought_by(cause))
        )


def read_questions(data: Mapping[str, Any]) -> Questionnaire:
    """Read questions from their data shape."""
    questions = [_question(entry) for entry in data["questions"]]
    return Questionnaire(
        tuple(
            Group(
                slug=entry["slug"],
                name=entry["name"],
                questions=tuple(q for q in questions if q.group == entry["slug"]),
            )
            for entry in data["groups"]
        )
    )


@cache
def questionnaire() -> Questionnaire:
    """Return the questions this version of the product asks."""
    return read_questions(
        json.loads(Path(__file__).with_name("questions.json").read_text("utf-8"))
    )


def _question(entry: Mapping[str, Any]) -> Question:
    return Question(
        **{
            **entry,
            "conditions": tuple(entry["conditions"]),
            "causes": tuple(entry.get("causes", ())),
            "details": tuple(Detail(**detail) for detail in entry.get("details", ())),
        }
    )
