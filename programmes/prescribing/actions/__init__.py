"""Write plans: assign, start, change, end, and let them rest."""

from programmes.prescribing.actions.ending import UnableToEnd, end_assignment
from programmes.prescribing.actions.holds import (
    UnableToCloseHold,
    UnableToOpenHold,
    close_hold,
    open_hold,
)
from programmes.prescribing.actions.plans import (
    UnableToAssign,
    UnableToChange,
    activate,
    assign,
    change_plan,
)
from programmes.prescribing.actions.rescreening import hold_what_screening_forbids

__all__ = [
    "UnableToAssign",
    "UnableToChange",
    "UnableToCloseHold",
    "UnableToEnd",
    "UnableToOpenHold",
    "activate",
    "assign",
    "change_plan",
    "close_hold",
    "end_assignment",
    "hold_what_screening_forbids",
    "open_hold",
]
