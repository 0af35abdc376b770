"""Put messages in the outbox, and settle those whose fate is unknown."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from patients.accounts.models import Clinic
from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.outbox.models import Message
from patients.records.models import Patient


@transaction.atomic
def put_in_outbox(
    *,
    by: Actor,
    clinic: Clinic | None,
    kind: str,
    dedupe_key: str,
    to: str,
    patient: Patient | None = None,
    context: dict[str, Any] | None = None,
    category: str = Message.Category.FOLLOWUP,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    language: str = "en",
    silent_because: str = "",
) -> Message:
    """Write one message to one address, in the caller's transaction.

    The same `dedupe_key` again returns the message that is there. `context` holds
    ids only: the words are made when the message leaves. With
    `silent_because` the row is there only to say why nothing is sent.
    """
    now = timezone.now()
    message, created = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "clinic": clinic,
            "patient": patient,
            "kind": kind,
            "category": category,
            "to_address": to,
            "language": language,
            "context": context or {},
            "not_before": not_before or now,
            "expires_at": expires_at,
            "date_header": now,
            "created_at": now,
            "state": Message.State.SUPPRESSED
            if silent_because
            else Message.State.QUEUED,
            "reason": silent_because,
        },
    )
    if created:
        done = "outbox.kept_silent" if silent_because else "outbox.queued"
        audit.record(done, by=by, subject=message, kind=kind)
    return message


class UnableToSettle(Exception):
    """The message's fate is known already."""


@transaction.atomic
def send_again(*, by: Actor, message: Message, at: datetime) -> Message:
    """Queue a message once more that failed, expired or may not have arrived.

    It keeps its Message-ID and Date, so a receiver may recognise a repeat.
    Raises UnableToSettle when it is under way or was sent.
    """
    changed = Message.objects.filter(
        pk=message.pk,
        state__in=[
            Message.State.FAILED,
            Message.State.EXPIRED,
            Message.State.UNCERTAIN,
            Message.State.SUPPRESSED,
        ],
    ).update(
        state=Message.State.QUEUED,
        reason="",
        error="",
        attempts=0,
        not_before=at,
        expires_at=None,
    )
    if not changed:
        raise UnableToSettle
    message.refresh_from_db()
    audit.record("outbox.sent_again", by=by, subject=message, kind=message.kind)
    return message
