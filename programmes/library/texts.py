"""The texts of a version as plain values, for the rooms that show or obey them.

Pure: built from the loaded content, no database and no clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Country = Literal["uk", "us"]
# Most urgent last, so that the highest index leads when several are answered.
ACTIONS = ("contact_clinic", "urgent_review", "same_day", "emergency_now")


@dataclass(frozen=True)
class Advice:
    """What to do now: the words, the numbers to offer as buttons, the words to say."""

    text: str
    call: tuple[str, ...] = ()
    say: str = ""


@dataclass(frozen=True)
class ByCountry:
    uk: Advice
    us: Advice

    def for_country(self, country: str) -> Advice:
        """Return the advice for a clinic's country; raise ValueError for another."""
        if country == "uk":
            return self.uk
        if country == "us":
            return self.us
        raise ValueError(f"No advice is written for the country {country!r}.")


@dataclass(frozen=True)
class Gate:
    """One of the three rules: ask first, be gentle, be consistent."""

    slug: str
    title: str
    text: str
    source: str


@dataclass(frozen=True)
class Cause:
    """A cause the article names. Chooses which questions come first, nothing else."""

    slug: str
    name: str
    text: str
    reassurance: str
    for_clinician: str
    asks: tuple[str, ...]
    asks_first: tuple[str, ...]  # conditions of the rulebook
    source: str


@dataclass(frozen=True)
class SelfCare:
    slug: str
    title: str
    text: str
    caution: str
    source: str
    for_clinician: str = ""  # about the advice, never shown to patients


@dataclass(frozen=True)
class DailyLine:
    """One line of the daily safety list, and the full questions behind it."""

    slug: str
    text: str
    covers: tuple[str, ...]
    only_if: str  # "", "pregnant" or "birth_in_12_weeks"


@dataclass(frozen=True)
class RedFlagQuestion:
    """One full question. Yes and "not sure" both count."""

    slug: str
    text: str
    action: str
    daily: bool  # asked through the daily list too; else in the full check only
    only_if: str
    advice: ByCountry
    condition: str  # of the rulebook; "" where the answer re-screens instead
    holds: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class RedFlags:
    daily_question: str
    none_of_these: str
    yes_or_not_sure: str
    lines: tuple[DailyLine, ...]
    questions: tuple[RedFlagQuestion, ...]
    not_sure: Mapping[str, ByCountry]  # by action
    unspecified: ByCountry  # the list was answered yes, and nothing was ticked

    def question(self, slug: str) -> RedFlagQuestion:
        return next(question for question in self.questions if question.slug == slug)


@dataclass(frozen=True)
class Band:
    level: int
    name: str


@dataclass(frozen=True)
class Programme:
    """Our defaults for the whole programme."""

    slug: str
    name: str
    weeks: int
    review_weeks: tuple[int, ...]
    max_session_minutes: int
    after: str
    evidence: str
    source: str
    bands: tuple[Band, ...]
    band_note: str


@dataclass(frozen=True)
class Source:
    """Where a fact comes from, and how far we have read it ourselves."""

    slug: str
    cite: str
    verified: str


@dataclass(frozen=True)
class Texts:
    programme: Programme
    gates: tuple[Gate, ...]
    causes: tuple[Cause, ...]
    self_care: tuple[SelfCare, ...]
    red_flags: RedFlags
    sources: Mapping[str, Source]

    def cause(self, slug: str) -> Cause:
        return next(cause for cause in self.causes if cause.slug == slug)


def cite(keys: Sequence[str], content: Mapping[str, Any]) -> str:
    """Return the sources of one item as one line of text."""
    known = content["sources"]["sources"]
    return "; ".join(known[key]["cite"] for key in keys)


def read_texts(content: Mapping[str, Any]) -> Texts:
    """Return the texts of a loaded version's content."""

    def cited(item: Mapping[str, Any]) -> dict[str, Any]:
        """Turn lists into tuples, and the keys of sources into a line of text."""
        fields = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in item.items()
        }
        return {"source": cite(fields.pop("sources"), content), **fields}

    exercises = content["exercises"]
    return Texts(
        programme=Programme(
            **cited(exercises["programme"]),
            bands=tuple(Band(**band) for band in exercises["bands"]),
            band_note=exercises["band_note"],
        ),
        gates=tuple(Gate(**cited(each)) for each in content["gates"]["gates"]),
        causes=tuple(Cause(**cited(each)) for each in content["causes"]["causes"]),
        self_care=tuple(
            SelfCare(**cited(each)) for each in content["self_care"]["advice"]
        ),
        red_flags=_red_flags(content["red_flags"]),
        sources={
            slug: Source(slug=slug, **source)
            for slug, source in content["sources"]["sources"].items()
        },
    )


def _red_flags(data: Mapping[str, Any]) -> RedFlags:
    daily = data["daily"]
    return RedFlags(
        daily_question=daily["question"],
        none_of_these=daily["none"],
        yes_or_not_sure=daily["some"],
        lines=tuple(
            DailyLine(**{**line, "covers": tuple(line["covers"])})
            for line in daily["lines"]
        ),
        questions=tuple(
            RedFlagQuestion(
                **{
                    **question,
                    "advice": _by_country(question["advice"]),
                    "sources": tuple(question["sources"]),
                }
            )
            for question in data["questions"]
        ),
        not_sure={
            action: _by_country(advice) for action, advice in data["not_sure"].items()
        },
        unspecified=_by_country(daily["unspecified"]),
    )


def _by_country(data: Mapping[str, Any]) -> ByCountry:
    return ByCountry(uk=_advice(data["uk"]), us=_advice(data["us"]))


def _advice(data: Mapping[str, Any]) -> Advice:
    return Advice(
        text=data["text"], call=tuple(data.get("call", ())), say=data.get("say", "")
    )
