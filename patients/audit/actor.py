"""Who does a thing: every action in the house is done by an Actor."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Kind = Literal["staff", "patient", "tick", "visitor"]


@dataclass(frozen=True)
class Actor:
    """A staff member, a patient, a clockwork tick or a visitor not yet known.

    `id` is the membership's or the patient's id; a tick has a name instead.
    `name` is the staff member's name or the tick's; a patient's name is never
    copied here.
    """

    kind: Kind
    id: UUID | None = None
    clinic_id: UUID | None = None
    name: str = ""

    @classmethod
    def tick(cls, name: str, *, clinic_id: UUID | None = None) -> "Actor":
        """Return the clockwork actor of a room."""
        return cls(kind="tick", clinic_id=clinic_id, name=name)

    @classmethod
    def visitor(cls, *, clinic_id: UUID | None = None) -> "Actor":
        """Return someone who has not yet shown who they are."""
        return cls(kind="visitor", clinic_id=clinic_id)

    @property
    def is_staff(self) -> bool:
        """Whether a member of the clinic acts."""
        return self.kind == "staff"
