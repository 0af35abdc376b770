"""One exercise or activity as the patient sees it: picture, dose, steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from programmes.library.figures import img
from programmes.prescribing.models import PlanActivity, PlanItem
from programmes.prescribing.queries import Plan
from programmes.prescribing.schedule import minutes
from programmes.prescribing.words import dose_words, weekday_words


@dataclass(frozen=True)
class Card:
    """What the picture card component needs for one exercise."""

    number: int
    name: str
    start: SafeString
    end: SafeString
    alt_start: str
    alt_end: str
    dose: tuple[str, ...]
    steps: list[str]
    stop_rules: list[str]
    modification: str
    when: tuple[str, ...]


@dataclass(frozen=True)
class Caution:
    """One activity to leave out or limit, with why and what to do instead."""

    name: str
    stance: str
    minutes: int | None
    why: str
    picture: SafeString | str
    alt: str
    safer: list[str]
    until: str


def cards_of(items: Iterable[PlanItem]) -> list[Card]:
    """Return the cards of exercises, numbered in the order they are done."""
    return [_card(item, number) for number, item in enumerate(items, start=1)]


def cautions_of(activities: Iterable[PlanActivity]) -> list[Caution]:
    """Return the activities that the patient is told to leave out or limit."""
    return [
        _caution(each) for each in activities if each.stance != PlanActivity.Stance.FINE
    ]


def minutes_of(plan: Plan, on: date) -> int:
    """Return about how long the day's session takes."""
    due = plan.due_items(on)
    return minutes((item.dose, item.exercise.per_side) for item in due)


def _card(item: PlanItem, number: int) -> Card:
    exercise = item.exercise
    return Card(
        number=number,
        name=exercise.name,
        start=img(exercise.figure, "start"),
        end=img(exercise.figure, "end"),
        alt_start=exercise.alt_start,
        alt_end=exercise.alt_end,
        dose=tuple(dose_words(item.dose, per_side=exercise.per_side)),
        steps=exercise.steps,
        stop_rules=exercise.stop_rules,
        modification=item.modification,
        when=(weekday_words(item.weekdays),),
    )


def _caution(each: PlanActivity) -> Caution:
    activity = each.activity
    return Caution(
        name=each.name,
        stance=each.stance,
        minutes=each.minutes,
        why=each.why,
        picture=img(activity.figure, "single") if activity else "",
        alt=activity.alt if activity else "",
        safer=activity.safer if activity else [],
        until=activity.return_criterion if activity else "",
    )
