"""What a stored safety check leads to, worked out again from its answers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from programmes.diary.models import SafetyCheck
from programmes.diary.queries import UNSPECIFIED
from programmes.diary.red_flags import (
    Outcome,
    Person,
    daily_lines,
    from_answers,
    from_daily,
)
from programmes.library.texts import RedFlags


class Answered(Protocol):
    """A safety check, as a row or as a plain value."""

    @property
    def kind(self) -> str: ...

    @property
    def flagged(self) -> bool: ...

    @property
    def local_date(self) -> date: ...

    @property
    def at(self) -> datetime: ...

    @property
    def answers(self) -> Mapping[str, str]: ...


def outcome_of(
    check: Answered, flags: RedFlags, person: Person, *, country: str
) -> Outcome:
    """Return the advice that belongs to a check, most urgent first."""
    if check.kind == SafetyCheck.Kind.FULL:
        return from_answers(flags, check.answers, country=country)
    unspecified = UNSPECIFIED in check.answers
    return from_daily(
        flags,
        daily_lines(flags, person, today=check.local_date),
        none_of_these=not check.flagged,
        ticked=[] if unspecified else list(check.answers),
        country=country,
    )


def said(check: Answered, flags: RedFlags) -> list[str]:
    """Return the lines or questions that were answered yes or "not sure"."""
    texts = {line.slug: line.text for line in flags.lines}
    texts |= {question.slug: question.text for question in flags.questions}
    return [
        texts[slug]
        for slug, reply in check.answers.items()
        if reply != "no" and slug in texts
    ]
