"""A plan that is being written, before it becomes rows. Plain values only."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from programmes.prescribing.dosing import Dose


@dataclass(frozen=True)
class Seen:
    """What the page said about one item when the clinician decided."""

    level: str = ""
    modifications: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ItemDraft:
    """One exercise, with what the clinician ticked of its modifications.

    To tick a modification is to acknowledge the caution behind it.
    """

    slug: str
    dose: Dose
    weekdays: str
    modifications: tuple[str, ...] = ()
    seen: Seen = Seen()

    @property
    def modification(self) -> str:
        """The ticked modifications as the one text an item keeps."""
        return "; ".join(self.modifications)


@dataclass(frozen=True)
class ActivityDraft:
    """What the patient is told about one activity; `slug` is empty for an own one."""

    slug: str
    stance: str
    minutes: int | None = None
    reason: str = ""
    own_name: str = ""
    seen: Seen = Seen()


@dataclass(frozen=True)
class PlanDraft:
    """A whole plan. `start_on` is the first day it counts: of a new plan or a change.

    `library` is the version of the content the page showed, if it was a page.
    """

    start_on: date
    weeks: int
    items: tuple[ItemDraft, ...]
    activities: tuple[ActivityDraft, ...]
    library: UUID | None = None


@dataclass(frozen=True)
class Clearance:
    """Who said that exercise is safe for this patient, and when."""

    kind: str
    name: str
    on: date


@dataclass(frozen=True)
class Reason:
    """One named reason why a plan cannot be saved, before it has words."""

    code: str
    item: str = ""
    details: tuple[str, ...] = field(default_factory=tuple)
