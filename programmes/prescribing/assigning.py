"""The page on which a plan is given."""

from datetime import date

from django.forms import BoundField

from programmes.library import queries as library
from programmes.prescribing.assessment import Assessment, assess
from programmes.prescribing.drafts import Clearance
from programmes.prescribing.forms import AssignForm
from programmes.prescribing.models import Assignment
from programmes.prescribing.sheet import Sheet
from programmes.prescribing.words import day_words


class AssignSheet(Sheet):
    """A new plan, from the template or from the draft kept before."""

    def _when(self) -> AssignForm:
        draft = self.plan.assignment if self.plan else None
        agreed = draft if draft and draft.clearance_kind else None
        start_on = draft.start_on if draft else self.today
        return AssignForm(
            self.data,
            today=self.today,
            born=self.patient.birth_date,
            initial={
                "start_on": max(start_on, self.today),
                "weeks": draft.weeks if draft else _weeks(),
                "cleared": agreed is not None,
                "clearance_kind": agreed.clearance_kind
                if agreed
                else Assignment.Clearance.CLINICIAN.value,
                "clearance_name": agreed.clearance_name
                if agreed
                else self.membership.name,
                "clearance_on": agreed.clearance_on if agreed else self.today,
            },
        )

    def _assess(self, on: date) -> Assessment:
        return assess(self.patient, on=on)

    @property
    def lacks_clearance(self) -> bool:
        """Whether the last try failed because nobody agreed."""
        return any(reason.code == "clearance" for reason in self.refused)

    @property
    def agreed(self) -> list[BoundField]:
        """The fields that say who agreed, and when."""
        names = ("clearance_kind", "clearance_name", "clearance_on")
        return [self.when[name] for name in names]

    @property
    def agreed_by(self) -> str:
        """Who agreed and when, as it stands on the page."""
        entered = self.when.cleaned_data if self.when.is_bound else self.when.initial
        on: date = entered.get("clearance_on") or self.today
        return f"{self.when['clearance_name'].value()}, {day_words(on)}"

    @property
    def clearance(self) -> Clearance | None:
        """Who agreed, as entered."""
        entered = self.when.cleaned_data
        if not entered["cleared"]:
            return None
        return Clearance(
            kind=entered["clearance_kind"] or Assignment.Clearance.CLINICIAN.value,
            name=entered["clearance_name"],
            on=entered["clearance_on"],
        )


def _weeks() -> int:
    return library.texts(library.current_version()).programme.weeks
