"""What was prescribed, in which version, and when it rested."""

from programmes.prescribing.models.assignments import Assignment, AssignmentQuerySet
from programmes.prescribing.models.holds import Hold, HoldQuerySet
from programmes.prescribing.models.versions import (
    PlanActivity,
    PlanActivityQuerySet,
    PlanItem,
    PlanVersion,
    PlanVersionQuerySet,
)

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "Hold",
    "HoldQuerySet",
    "PlanActivity",
    "PlanActivityQuerySet",
    "PlanItem",
    "PlanVersion",
    "PlanVersionQuerySet",
]
