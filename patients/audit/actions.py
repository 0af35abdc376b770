"""Write the audit trail."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from patients.audit.actor import Actor
from patients.audit.middleware import current_request_id
from patients.audit.models import AuditEvent


def record(
    action: str,
    *,
    by: Actor,
    subject: Model | None = None,
    patient_id: UUID | None = None,
    **details: Any,
) -> AuditEvent:
    """Enter one event in the trail, inside the caller's transaction.

    `action` reads "room.verb_past". `details` hold ids and short words only:
    never a name, an address or free text. When `subject` belongs to a patient,
    the event is filed under that patient.
    """
    if patient_id is None and subject is not None:
        patient_id = getattr(subject, "patient_id", None)
    return AuditEvent.objects.create(
        at=timezone.now(),
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        clinic_id=by.clinic_id or getattr(subject, "clinic_id", None),
        patient_id=patient_id,
        action=action,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        details=details,
        request_id=current_request_id(),
    )
