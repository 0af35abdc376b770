"""What the Today page shows: where the day stands, and the next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _

from patients.records.models import Patient
from programmes.diary.days import DayState, day_state, standing
from programmes.diary.red_flags import daily_lines
from programmes.library.queries import texts, version_with
from programmes.library.texts import DailyLine, RedFlags, Texts
from programmes.prescribing.models import Hold, PlanItem
from programmes.prescribing.queries import Plan, current_plan
from programmes.today.advice import AdvicePage, advice_for
from programmes.today.cards import Card, Caution, cards_of, cautions_of, minutes_of
from programmes.today.queries import last_ended

DAY = timedelta(days=1)
WEEK = 7


class Stage(StrEnum):
    """Where the day stands."""

    NO_PLAN = "no_plan"
    ENDED = "ended"
    ON_HOLD = "on_hold"
    NOT_BEGUN = "not_begun"
    REST_DAY = "rest_day"
    ASK = "ask"
    PLAN = "plan"
    DONE = "done"


@dataclass(frozen=True)
class TodayPage:
    """Everything the template needs; it asks the database nothing more."""

    patient: Patient
    on: date
    stage: Stage
    state: DayState
    plan: Plan | None
    texts: Texts | None
    ended_on: date | None = None
    advice: AdvicePage | None = None

    @property
    def template(self) -> str:
        """The part of the page that belongs to this stage."""
        return f"today/_{self.stage}.html"

    @property
    def flags(self) -> RedFlags:
        """The safety questions; only asked where there is a plan."""
        assert self.texts is not None  # noqa: S101
        return self.texts.red_flags

    @cached_property
    def lines(self) -> Sequence[DailyLine]:
        """The lines of the safety list for this person."""
        return daily_lines(self.flags, self.state.person, today=self.on)

    @property
    def asks_morning(self) -> bool:
        """Whether the next-morning question is open: after a session only.

        Somebody who must get help is not asked for numbers.
        """
        needs_help = self.stage == Stage.ON_HOLD and self.advice is not None
        asked = self.state.logged_yesterday and self.state.morning is None
        return asked and not needs_help

    @property
    def asks_before(self) -> bool:
        """Whether pain now is open. After the session it would be another thing."""
        return self.state.before is None and self.state.session_id is None

    @cached_property
    def due(self) -> list[PlanItem]:
        """The exercises due today."""
        return self.plan.due_items(self.on) if self.plan else []

    @property
    def not_due(self) -> list[PlanItem]:
        """The exercises of the plan that are not due today."""
        due = self.due
        return (
            [item for item in self.plan.items if item not in due] if self.plan else []
        )

    @cached_property
    def cards(self) -> list[Card]:
        """The picture cards of today's exercises."""
        return cards_of(self.due)

    @cached_property
    def cautions(self) -> list[Caution]:
        """What to leave out or limit."""
        return cautions_of(self.plan.activities) if self.plan else []

    @property
    def minutes(self) -> int:
        """About how long today's session takes."""
        return minutes_of(self.plan, self.on) if self.plan else 0

    @property
    def be_gentle(self) -> str:
        """The second of the programme's three rules."""
        gates = self.texts.gates if self.texts else ()
        return next((gate.text for gate in gates if gate.slug == "be_gentle"), "")

    @property
    def next_on(self) -> date | None:
        """The next day with a session."""
        if self.plan is None:
            return None
        first = max(self.on, self.plan.assignment.start_on - DAY)
        days = (first + n * DAY for n in range(1, WEEK + 1))
        return next((day for day in days if self.plan.is_session_day(day)), None)

    @property
    def why_held(self) -> list[str]:
        """Why the programme rests, in the patient's words."""
        holds = self.plan.holds if self.plan else ()
        return list(dict.fromkeys(_why(hold) for hold in holds))


def today_page(patient: Patient, now: datetime) -> TodayPage:
    """Work out what Today shows. Reads the plan and the day, never the history."""
    on = patient.today(now)
    plan = current_plan(patient, on)
    state = day_state(patient, on)
    if plan is None or plan.is_draft:
        ended_on = last_ended(patient)
        stage = Stage.NO_PLAN if ended_on is None else Stage.ENDED
        return TodayPage(patient, on, stage, state, None, None, ended_on=ended_on)
    content = texts(version_with(plan.version.library_id))
    return TodayPage(
        patient,
        on,
        _stage(plan, state, on),
        state,
        plan,
        content,
        advice=_standing_advice(plan, state, content.red_flags, patient),
    )


def _stage(plan: Plan, state: DayState, on: date) -> Stage:
    if plan.is_on_hold:
        return Stage.ON_HOLD
    if not plan.has_begun:
        return Stage.NOT_BEGUN
    if state.session_id is not None:
        return Stage.DONE
    if not plan.is_session_day(on):
        return Stage.REST_DAY
    ready = state.is_checked and state.before is not None
    return Stage.PLAN if ready else Stage.ASK


def _standing_advice(
    plan: Plan, state: DayState, flags: RedFlags, patient: Patient
) -> AdvicePage | None:
    """Return the advice that still counts: a red-flag hold is open, or it is today's."""
    if any(hold.cause == Hold.Cause.RED_FLAG for hold in plan.holds):
        checks = standing(state.flagged, plan.holds)
    else:
        checks = [state.check] if state.check and state.check.flagged else []
    return advice_for(checks, flags, state.person, patient)


def _why(hold: Hold) -> str:
    return {
        Hold.Cause.RED_FLAG: _(
            "You told us about a warning sign. Your clinic must talk with you first."
        ),
        Hold.Cause.SCREENING: _(
            "Something about your health has changed. Your clinic checks first which "
            "exercises are right for you."
        ),
        Hold.Cause.CLINICIAN: _("Your clinician has paused your exercises."),
        Hold.Cause.PATIENT: _("You asked for a break."),
    }.get(Hold.Cause(hold.cause), _("Your clinic has paused your exercises."))
