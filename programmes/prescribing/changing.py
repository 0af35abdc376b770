"""The page on which a plan is changed."""

from datetime import date, timedelta

from programmes.prescribing.assessment import Assessment, assess
from programmes.prescribing.forms import MOST_WEEKS, ChangeForm
from programmes.prescribing.queries import Plan
from programmes.prescribing.sheet import Sheet


class ChangeSheet(Sheet):
    """The next version of a plan that has been started."""

    plan: Plan

    def _when(self) -> ChangeForm:
        assignment = self.plan.assignment
        first = max(self.today, assignment.start_on, self.plan.version.from_on)
        last = assignment.start_on + timedelta(days=7 * MOST_WEEKS)
        return ChangeForm(
            self.data,
            first=first,
            last=max(first, last),
            initial={
                "start_on": first,
                "weeks": assignment.weeks,
            },
        )

    def _assess(self, on: date) -> Assessment:
        return assess(self.patient, on=on, of=self.plan.version)

    def _begun_on(self) -> date:
        return self.plan.assignment.start_on

    def _red_flags(self) -> int:
        # A plan may be changed while it rests.
        return 0
