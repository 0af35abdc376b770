"""What a patient is told to do after a yes or a "not sure"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from patients.accounts.models import Clinic
from patients.records.models import Patient
from programmes.diary.advice import Answered, outcome_of, said
from programmes.diary.red_flags import URGENCY, Action, Person
from programmes.library.texts import RedFlags


@dataclass(frozen=True)
class Call:
    """A button that calls a number."""

    number: str
    label: str


@dataclass(frozen=True)
class Piece:
    """One piece of advice: what to do, whom to call, what to say, and for what."""

    text: str
    calls: tuple[Call, ...]
    words: str
    about: tuple[str, ...]  # the questions it answers; several may share one piece


@dataclass(frozen=True)
class AdvicePage:
    """All advice that counts, the most urgent first."""

    check: Answered
    title: str
    is_emergency: bool
    holds: bool
    pieces: tuple[Piece, ...]
    said: list[str]

    @property
    def first(self) -> Piece:
        """The piece that leads."""
        return self.pieces[0]

    @property
    def others(self) -> Sequence[Piece]:
        """The rest, in order of need."""
        return self.pieces[1:]

    @property
    def other_calls(self) -> list[Call]:
        """The numbers of the rest, each once, without those that lead."""
        calls = dict.fromkeys(call for piece in self.others for call in piece.calls)
        return [call for call in calls if call not in self.first.calls]


def advice_for(
    checks: Sequence[Answered], flags: RedFlags, person: Person, patient: Patient
) -> AdvicePage | None:
    """Return what to do now, in the wording of the clinic's country.

    Of several checks, newest first, all advice is given and the most urgent leads.
    """
    country = patient.clinic.country
    outcomes = [outcome_of(each, flags, person, country=country) for each in checks]
    told = sorted(
        (piece for outcome in outcomes for piece in outcome.told),
        key=lambda piece: URGENCY[piece.action],
    )
    if not told:
        return None
    asked = {question.slug: question.text for question in flags.questions}
    pieces: dict[str, Piece] = {}
    for each in told:
        about = (asked[each.question],) if each.question in asked else ()
        piece = pieces.get(each.advice.text) or Piece(
            text=each.advice.text,
            calls=tuple(_call(number) for number in each.advice.call),
            words=each.advice.say,
            about=(),
        )
        both = tuple(dict.fromkeys(piece.about + about))
        pieces[each.advice.text] = replace(piece, about=both)
    leading = told[0].action
    first = next(iter(pieces.values()))
    if leading is Action.EMERGENCY_NOW and not first.calls:
        # Nobody who needs help now is left without a number to press.
        called = replace(first, calls=(emergency_call(patient.clinic),))
        pieces[first.text] = called
    return AdvicePage(
        check=checks[0],
        title=_title(leading),
        is_emergency=leading is Action.EMERGENCY_NOW,
        holds=any(outcome.holds for outcome in outcomes),
        pieces=tuple(pieces.values()),
        said=list(dict.fromkeys(text for each in checks for text in said(each, flags))),
    )


def clinic_calls(clinic: Clinic) -> list[Call]:
    """Return the clinic's own numbers, the urgent one first."""
    calls = []
    if clinic.urgent_phone:
        calls.append(
            Call(
                clinic.urgent_phone,
                _("Call the clinic's urgent line: %(number)s")
                % {"number": clinic.urgent_phone},
            )
        )
    if clinic.phone:
        calls.append(
            Call(
                clinic.phone,
                _("Call the clinic: %(number)s") % {"number": clinic.phone},
            )
        )
    return calls


def emergency_call(clinic: Clinic) -> Call:
    """Return the country's emergency number."""
    return _call("999" if clinic.country == Clinic.Country.UK else "911")


def _call(number: str) -> Call:
    return Call(number, _("Call %(number)s") % {"number": number})


def _title(action: Action) -> str:
    if action is Action.EMERGENCY_NOW:
        return _("Get help now")
    if action is Action.CONTACT_CLINIC:
        return _("Your clinic will look at this")
    return _("Do not exercise for now")
