"""The page on which a plan is written: its forms, the verdicts, what is missing."""

from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from django.forms import Form
from django.utils.translation import gettext as _

from patients.accounts.models import Membership
from patients.records.models import Patient
from programmes.library import queries as library
from programmes.prescribing import guards, readback, reasons
from programmes.prescribing.assessment import Assessment
from programmes.prescribing.drafts import (
    ActivityDraft,
    ItemDraft,
    PlanDraft,
    Reason,
)
from programmes.prescribing.forms import WhenForm
from programmes.prescribing.lines import (
    ActivityForm,
    Data,
    ItemForm,
    OwnActivityForm,
)
from programmes.prescribing.proposals import draft_of, propose, still_allowed
from programmes.prescribing.queries import Plan, open_red_flags
from programmes.prescribing.rows import ActivityRow, ExerciseRow
from programmes.screening.panel import Panel, panel_of
from programmes.screening.verdicts import Programme

OWN_LINES = 2


class Sheet(ABC):
    """A plan being written. Bound to `data` it validates; else it proposes."""

    when: WhenForm

    def __init__(
        self,
        *,
        patient: Patient,
        membership: Membership,
        plan: Plan | None,
        now: datetime,
        data: Data = None,
    ) -> None:
        self.patient = patient
        self.membership = membership
        self.plan = plan
        self.today = patient.today(now)
        self.data = data
        self.refused: list[Reason] = []
        self.when = self._when()
        self.assessed = self._assess(self._first_day())
        self.start = self._proposal()
        self.items = [self._item(slug) for slug in self.assessed.exercises]
        self.activities = [self._activity(slug) for slug in self.assessed.activities]
        self.own = self._own()

    # What the two kinds of page differ in.

    @abstractmethod
    def _when(self) -> WhenForm:
        """Return the form of the days."""

    @abstractmethod
    def _assess(self, on: date) -> Assessment:
        """Screen the patient for a day."""

    # What they share.

    def is_valid(self) -> bool:
        """Validate every form, not only up to the first that fails."""
        valid = [form.is_valid() for form in self.forms]
        return all(valid)

    @cached_property
    def forms(self) -> list[Form]:
        """Every form of the page, in the order it is read."""
        return [
            *(row.form for row in self.items),
            *(row.form for row in self.activities),
            *self.own,
            self.when,
        ]

    @property
    def draft(self) -> PlanDraft:
        """The plan as entered, or as proposed while nothing has been entered."""
        if self.data is None:
            return self.start
        items = [row.form.draft() for row in self.items]
        own = [form.draft() for form in self.own]
        return PlanDraft(
            start_on=self.when.cleaned_data["start_on"],
            weeks=self.when.cleaned_data["weeks"],
            items=tuple(item for item in items if item),
            activities=(
                *(row.form.draft() for row in self.activities),
                *(activity for activity in own if activity),
            ),
            library=self.when.cleaned_data.get("library"),
        )

    @property
    def rows(self) -> list[ExerciseRow]:
        """The exercises, worst first, each with why it was refused."""
        said = self.refusals
        return [
            replace(
                row,
                refused=tuple(
                    each.text for each in said if each.item == row.form.exercise.slug
                ),
            )
            for row in sorted(self.items, key=lambda row: -row.verdict.level.rank)
        ]

    @cached_property
    def blockers(self) -> list[reasons.Said]:
        """What stands in the way whatever is ticked on this page."""
        found = guards.before_starting(
            PlanDraft(self.today, 1, (), ()),
            self.assessed.standing(cleared=True, red_flags=self._red_flags()),
        )
        return [reasons.say(reason, self.assessed.names) for reason in found]

    @property
    def refusals(self) -> list[reasons.Said]:
        """Why the last try was not saved."""
        return [reasons.say(reason, self.assessed.names) for reason in self.refused]

    @property
    def counts(self) -> dict[str, int]:
        """How many exercises stand at each level."""
        return Counter(row.verdict.level.value for row in self.items)

    @property
    def conditions(self) -> list[str]:
        """The conditions for which a clinician must agree."""
        return [
            condition.label
            for condition in self.assessed.screened.active
            if condition.programme == Programme.CLINICIAN_REVIEW
        ]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What to know of the patient while a plan is written."""
        found = [(_("Cause"), str(self.patient.get_cause_display()))]
        labels = [condition.label for condition in self.assessed.screened.active]
        if labels:
            found.append((_("Watch for"), ", ".join(labels)))
        return found

    @property
    def says_own(self) -> bool:
        """Whether an activity in the clinician's own words stands on the page."""
        return any(form.errors or form["name"].value() for form in self.own)

    @property
    def mends(self) -> list[tuple[str, str]]:
        """What is to be mended: the id of each wrong field, and what to do."""
        return [
            (_anchor(form, name), f"{_title(form)}{error}")
            for form in self.forms
            for name, errors in form.errors.items()
            for error in errors
        ]

    @cached_property
    def read_back(self) -> readback.ReadBack | None:
        """The plan in words, or None while something is to be mended."""
        if self.data is not None and not self.is_valid():
            return None
        return readback.read_back(self.draft, self.assessed, begun_on=self._begun_on())

    def _begun_on(self) -> date | None:
        return None

    def _red_flags(self) -> int:
        return open_red_flags(self.patient)

    def _first_day(self) -> date:
        """Return the day to screen for: the first of the plan, if it is a day."""
        if self.when.is_bound and "start_on" not in self.when.errors:
            day: date = self.when.cleaned_data["start_on"]
            return day
        initial: date = self.when.initial["start_on"]
        return initial

    def _proposal(self) -> PlanDraft:
        """Return what stands on the page before anything is typed."""
        when = self.when.initial
        if self.plan is not None:
            kept = draft_of(
                self.plan.items,
                self.plan.activities,
                start_on=when["start_on"],
                weeks=when["weeks"],
                verdicts=self.assessed.verdicts,
            )
            return still_allowed(kept, self.assessed.verdicts)
        return propose(
            self.assessed.exercises.values(),
            self.assessed.activities.values(),
            self.assessed.verdicts,
            start_on=when["start_on"],
            weeks=when["weeks"],
        )

    @cached_property
    def _panel(self) -> Panel:
        return panel_of(self.assessed.screened, self.assessed.library)

    @cached_property
    def _bands(self) -> tuple[tuple[int, str], ...]:
        programme = library.texts(self.assessed.library).programme
        return tuple((band.level, band.name) for band in programme.bands)

    def _item(self, slug: str) -> ExerciseRow:
        exercise = self.assessed.exercises[slug]
        chosen: dict[str, ItemDraft] = {item.slug: item for item in self.start.items}
        verdict = self.assessed.verdicts[slug]
        form = ItemForm(
            self.data,
            prefix=slug,
            exercise=exercise,
            verdict=verdict,
            bands=self._bands,
            item=chosen.get(slug),
        )
        return ExerciseRow(form, self._panel.item(slug), verdict)

    def _activity(self, slug: str) -> ActivityRow:
        activity = self.assessed.activities[slug]
        told: dict[str, ActivityDraft] = {a.slug: a for a in self.start.activities}
        verdict = self.assessed.verdicts[slug]
        form = ActivityForm(
            self.data, prefix=slug, activity=activity, draft=told.get(slug)
        )
        line = self._panel.item(slug)
        return ActivityRow(form, line, verdict, safer=tuple(activity.safer))

    def _own(self) -> list[OwnActivityForm]:
        told = [a for a in self.start.activities if a.own_name]
        lines: list[ActivityDraft | None] = [*told, *([None] * OWN_LINES)]
        return [
            OwnActivityForm(self.data, prefix=f"own{number}", draft=draft)
            for number, draft in enumerate(lines)
        ]


def _anchor(form: Form, name: str) -> str:
    """Return the id to jump to; a group of ticks is reached at its first."""
    return f"id_{form.add_prefix(name)}{'_0' if name == 'days' else ''}"


def _title(form: Form) -> str:
    """Return the item a form is about, to stand before its errors."""
    if isinstance(form, ItemForm):
        return f"{form.exercise.name}: "
    if isinstance(form, ActivityForm):
        return f"{form.activity.name}: "
    return ""
