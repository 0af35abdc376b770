"""Which safety lines a patient is asked, and what a yes or "not sure" leads to.

Pure: no Django, no database, no clock. The questions, their advice and their urgency
are the library's data; each question keeps its sources (NHS back pain pages, NICE NG59,
CKS, IFOMPT 2020, ACOG 804). A yes and a "not sure" stop the session, hold the plan and
alert the clinic alike; only the advice differs. Where an answer or the data is not
understood, the outcome is the safer one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from programmes.library.texts import Advice, DailyLine, RedFlagQuestion, RedFlags

AFTER_BIRTH = timedelta(weeks=12)  # the last day of the twelve weeks is included


class Reply(StrEnum):
    """An answer to one safety question."""

    YES = "yes"
    NOT_SURE = "not_sure"
    NO = "no"


class Action(StrEnum):
    """What an answer leads to, most urgent first."""

    EMERGENCY_NOW = "emergency_now"
    SAME_DAY = "same_day"
    URGENT_REVIEW = "urgent_review"
    CONTACT_CLINIC = "contact_clinic"


URGENCY = {action: place for place, action in enumerate(Action)}

# Our default. "Urgent review" promises the patient a word within one working day and
# "contact clinic" one before the next session, so neither may wait for a whole week.
ALERT_SEVERITY = {
    Action.EMERGENCY_NOW: "emergency",
    Action.SAME_DAY: "same_day",
    Action.URGENT_REVIEW: "same_day",
    Action.CONTACT_CLINIC: "same_day",
}


@dataclass(frozen=True)
class Person:
    """What decides which lines apply. Not known (None) counts as pregnant."""

    pregnant: bool | None = None
    gave_birth_on: date | None = None


@dataclass(frozen=True)
class Told:
    """One piece of advice and the answer that calls for it; "" when none was named."""

    question: str
    reply: Reply
    action: Action
    advice: Advice


@dataclass(frozen=True)
class Outcome:
    """What all answers together lead to; `action` is None when nothing was flagged."""

    action: Action | None
    told: tuple[Told, ...] = ()
    holds: bool = False
    rescreens: bool = False
    unspecified: bool = False
    conditions: tuple[str, ...] = ()

    @property
    def flagged(self) -> bool:
        """Tell whether the session stops and the clinic is told."""
        return self.action is not None

    @property
    def severity(self) -> str | None:
        """Return how soon the clinic must look, or None when there is nothing to see."""
        return ALERT_SEVERITY[self.action] if self.action else None


NOTHING_FLAGGED = Outcome(action=None)


def daily_lines(
    flags: RedFlags, person: Person, *, today: date
) -> tuple[DailyLine, ...]:
    """Return the lines of the daily list that apply to this person today."""
    return tuple(x for x in flags.lines if _applies(x.only_if, person, today))


def full_questions(
    flags: RedFlags, person: Person, *, today: date
) -> tuple[RedFlagQuestion, ...]:
    """Return the questions of the full check that apply to this person today."""
    return tuple(x for x in flags.questions if _applies(x.only_if, person, today))


def covered_by(lines: Sequence[DailyLine], ticked: Collection[str]) -> tuple[str, ...]:
    """Return the questions that the ticked lines stand for, in the order shown."""
    return tuple(slug for x in lines if x.slug in ticked for slug in x.covers)


def from_daily(
    flags: RedFlags,
    lines: Sequence[DailyLine],
    *,
    none_of_these: bool,
    ticked: Collection[str],
    country: str,
) -> Outcome:
    """Return what the answer to the daily list leads to, before anything else is asked.

    A ticked line counts as a yes to each question it stands for, until the questions
    have been answered one by one; it outweighs "none of these". "Yes, or not sure" with
    nothing ticked, or a tick at a line that was not shown, is an emergency that
    brings the advice of every line shown.
    """
    if none_of_these and not ticked:
        return NOTHING_FLAGGED
    shown = [line.slug for line in lines]
    if not ticked or not set(shown).issuperset(ticked):
        return _unspecified(flags, covered_by(lines, shown), country)
    replies = dict.fromkeys(covered_by(lines, ticked), Reply.YES)
    return from_answers(flags, replies, country=country)


def from_answers(
    flags: RedFlags, replies: Mapping[str, str], *, country: str
) -> Outcome:
    """Return what answers to the questions one by one lead to.

    The most urgent action leads and all advice is given. A yes to a question that this
    version of the library does not know (an older page may still send it) counts as an
    emergency.
    """
    given = {slug: Reply(reply) for slug, reply in replies.items()}
    raised = {slug: reply for slug, reply in given.items() if reply is not Reply.NO}
    if not raised:
        return NOTHING_FLAGGED
    asked = [question for question in flags.questions if question.slug in raised]
    if len(asked) < len(raised):
        return _unspecified(flags, [question.slug for question in asked], country)
    told = _most_urgent_first(
        _told(flags, question, raised[question.slug], country) for question in asked
    )
    return Outcome(
        action=told[0].action,
        told=told,
        holds=any(question.holds for question in asked),
        rescreens=any(not question.condition for question in asked),
        conditions=tuple(dict.fromkeys(q.condition for q in asked if q.condition)),
    )


def _unspecified(flags: RedFlags, slugs: Collection[str], country: str) -> Outcome:
    """Return the emergency that stands for "something, but not said what"."""
    emergency = Action.EMERGENCY_NOW
    first = Told("", Reply.YES, emergency, flags.unspecified.for_country(country))
    rest = _most_urgent_first(
        _told(flags, question, Reply.YES, country)
        for question in flags.questions
        if question.slug in slugs
    )
    return Outcome(action=emergency, told=(first, *rest), holds=True, unspecified=True)


def _told(
    flags: RedFlags, question: RedFlagQuestion, reply: Reply, country: str
) -> Told:
    not_sure = reply is Reply.NOT_SURE
    advice = flags.not_sure[question.action] if not_sure else question.advice
    action = Action(question.action)
    return Told(question.slug, reply, action, advice.for_country(country))


def _most_urgent_first(told: Iterable[Told]) -> tuple[Told, ...]:
    return tuple(sorted(told, key=lambda piece: URGENCY[piece.action]))


def _applies(only_if: str, person: Person, today: date) -> bool:
    """Tell whether a line or question is for this person; in doubt it is."""
    if only_if == "pregnant":
        return person.pregnant is not False
    if only_if == "birth_in_12_weeks":
        birth = person.gave_birth_on
        return birth is not None and birth <= today <= birth + AFTER_BIRTH
    return True
