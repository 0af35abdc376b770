"""The plan read back in words before it is confirmed: who, what, how much, when."""

from dataclasses import dataclass
from datetime import date, timedelta

from programmes.library import queries as library
from programmes.prescribing import schedule
from programmes.prescribing.assessment import Assessment
from programmes.prescribing.drafts import PlanDraft
from programmes.prescribing.words import dose_words, weekday_words


@dataclass(frozen=True)
class Line:
    """One exercise in words."""

    name: str
    dose: list[str]
    days: str
    modification: str


@dataclass(frozen=True)
class Told:
    """One activity in words."""

    name: str
    minutes: int | None
    reason: str


@dataclass(frozen=True)
class ReadBack:
    """A whole plan in words."""

    start_on: date
    is_change: bool
    last_on: date
    weeks: int
    minutes: int
    most_minutes: int
    items: list[Line]
    left_out: list[str]
    avoid: list[Told]
    limit: list[Told]
    fine: list[Told]

    @property
    def is_long(self) -> bool:
        """Tell whether a session takes longer than the programme's own maximum."""
        return self.minutes > self.most_minutes


def read_back(
    draft: PlanDraft, assessed: Assessment, *, begun_on: date | None = None
) -> ReadBack:
    """Return a draft in words, with what is left out named too.

    `begun_on` is the first day of the programme that a draft changes: its weeks count
    from there.
    """
    known = [item for item in draft.items if item.slug in assessed.exercises]
    known.sort(key=lambda item: assessed.exercises[item.slug].order)
    chosen = {item.slug for item in known}
    per_side = {slug: each.per_side for slug, each in assessed.exercises.items()}

    def told(stance: str) -> list[Told]:
        return [
            Told(
                assessed.names.get(activity.slug, activity.own_name),
                activity.minutes,
                activity.reason,
            )
            for activity in draft.activities
            if activity.stance == stance
        ]

    return ReadBack(
        start_on=draft.start_on,
        is_change=begun_on is not None,
        last_on=(begun_on or draft.start_on) + timedelta(days=7 * draft.weeks - 1),
        weeks=draft.weeks,
        minutes=schedule.minutes((item.dose, per_side[item.slug]) for item in known),
        most_minutes=library.texts(assessed.library).programme.max_session_minutes,
        items=[
            Line(
                name=assessed.names[item.slug],
                dose=dose_words(item.dose, per_side=per_side[item.slug]),
                days=weekday_words(item.weekdays),
                modification=item.modification,
            )
            for item in known
        ],
        left_out=[
            each.name for slug, each in assessed.exercises.items() if slug not in chosen
        ],
        avoid=told("avoid"),
        limit=told("limit"),
        fine=told("fine"),
    )
