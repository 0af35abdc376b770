"""Claim messages before they leave, so that two workers never send one twice.

Every change of state is a conditional update: whoever changes the row has it. That
is safe with and without SELECT … FOR UPDATE SKIP LOCKED, and on both databases.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q

from patients.outbox.models import Message

State = Message.State


def lease() -> timedelta:
    """How long a worker may keep a message: the relay's time-out and a minute."""
    return timedelta(seconds=settings.SMTP_TIMEOUT + 60)


def claim(*, now: datetime, limit: int) -> list[Message]:
    """Lease up to `limit` due messages to the caller, oldest first."""
    token = uuid4()
    due = (
        Message.objects.waiting()
        .filter(not_before__lte=now, attempts__lt=20)
        .order_by("not_before", "id")
    )
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        ids = list(due.values_list("pk", flat=True)[:limit])
        Message.objects.filter(pk__in=ids, state=State.QUEUED).update(
            state=State.LEASED,
            attempt_token=token,
            lease_until=now + lease(),
            attempts=F("attempts") + 1,
        )
    return list(
        Message.objects.filter(attempt_token=token, state=State.LEASED)
        .select_related("clinic", "patient__clinic")
        .order_by("not_before", "id")
    )


def hand_off(message: Message, *, now: datetime) -> bool:
    """Commit the marker "from here on it may have left"; False when it is not ours.

    A worker that was frozen past its lease finds nothing to change, and stops.
    """
    return bool(
        Message.objects.filter(
            pk=message.pk,
            state=State.LEASED,
            attempt_token=message.attempt_token,
            lease_until__gt=now,
        ).update(state=State.HANDOFF, handoff_at=now, lease_until=now + lease())
    )


def settle_sent(message: Message, *, now: datetime, code: int) -> None:
    """Note that the relay accepted it. A late answer may still settle an uncertain one."""
    Message.objects.filter(
        pk=message.pk,
        attempt_token=message.attempt_token,
        state__in=[State.HANDOFF, State.UNCERTAIN],
    ).update(state=State.SENT, sent_at=now, lease_until=None, smtp_code=code, error="")


def settle(message: Message, state: str, *, reason: str = "", **fields: object) -> None:
    """End the attempt in another state, if it is still ours."""
    Message.objects.filter(
        pk=message.pk,
        attempt_token=message.attempt_token,
        state__in=[State.LEASED, State.HANDOFF],
    ).update(state=state, lease_until=None, reason=reason, **fields)


def put_back(
    message: Message, *, until: datetime, error: str, code: int | None
) -> None:
    """Queue it again for later: it has surely not left."""
    settle(message, State.QUEUED, not_before=until, error=error[:500], smtp_code=code)


def take_back(*, now: datetime) -> tuple[int, int]:
    """Free what a dead worker held: (surely not sent, perhaps sent).

    A lease that ran out before the hand-off was surely not sent and waits again.
    After the hand-off nobody knows: an alert or a sign-in mail is sent again, since a
    double harms less than a loss; a follow-up is shown to staff as uncertain.
    """
    over = Message.objects.filter(lease_until__lte=now)
    free = {"lease_until": None, "not_before": now}
    unsent = over.filter(state=State.LEASED).update(state=State.QUEUED, **free)
    again = ~Q(category=Message.Category.FOLLOWUP)
    perhaps = over.filter(again, state=State.HANDOFF).update(state=State.QUEUED, **free)
    perhaps += over.filter(state=State.HANDOFF).update(
        state=State.UNCERTAIN, lease_until=None, reason="The worker stopped half-way."
    )
    return unsent, perhaps
