"""One exercise and one activity on the page where a plan is written."""

from dataclasses import dataclass

from programmes.prescribing import guards
from programmes.prescribing.lines import ActivityForm, ItemForm
from programmes.screening.panel import ItemLine
from programmes.screening.verdicts import Level, Verdict


@dataclass(frozen=True)
class ExerciseRow:
    """One exercise on the page: what screening says, and what is typed."""

    form: ItemForm
    line: ItemLine
    verdict: Verdict
    refused: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it may stand in the plan at all."""
        return self.verdict.level != Level.CONTRAINDICATED

    @property
    def advice(self) -> list[tuple[str, bool]]:
        """The modifications to choose from, and whether each is ticked."""
        if self.verdict.level != Level.CAUTION:
            return []
        return [
            (each, each in self.form.ticked) for each in guards.advice(self.verdict)
        ]


@dataclass(frozen=True)
class ActivityRow:
    """One activity on the page."""

    form: ActivityForm
    line: ItemLine
    verdict: Verdict
    safer: tuple[str, ...]

    @property
    def is_fixed(self) -> bool:
        """Whether it can only be avoided."""
        return self.verdict.level == Level.CONTRAINDICATED

    @property
    def seen_advice(self) -> tuple[str, ...]:
        """What the page shows, to be compared when it comes back."""
        return guards.advice(self.verdict)
