"""The audit trail of things that are told as past: kept together, written at once.

The trail's own `record` dates an event now, which would be untrue for what the demo
says happened weeks ago. Events have the same shape here as there.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from patients.audit.actor import Actor
from patients.audit.models import AuditEvent

BATCH = 500


class Trail:
    """Events that wait to be written."""

    def __init__(self) -> None:
        self.events: list[AuditEvent] = []

    def add(
        self,
        action: str,
        *,
        at: datetime,
        by: Actor,
        subject: Model,
        patient_id: UUID | None = None,
        **details: Any,
    ) -> None:
        """Note one event at the instant it is told to have happened."""
        self.events.append(
            AuditEvent(
                at=at,
                actor_kind=by.kind,
                actor_id=by.id,
                actor_name=by.name,
                clinic_id=by.clinic_id,
                patient_id=patient_id or getattr(subject, "patient_id", None),
                action=action,
                subject_type=subject._meta.label_lower,
                subject_id=str(subject.pk),
                details=details,
            )
        )

    def write(self) -> None:
        """Write what was noted."""
        AuditEvent.objects.bulk_create(self.events, batch_size=BATCH)
        self.events = []
