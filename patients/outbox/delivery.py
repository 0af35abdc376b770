"""Let the due messages leave, each at most once.

queued → leased → handoff → sent. The marker `handoff` is committed before the
message's text goes to the relay. What breaks before it was surely not sent; what
breaks after it is uncertain, and is shown, never sent again blindly.
"""

import logging
import random
import smtplib
from collections import Counter
from datetime import datetime, timedelta

from django.utils import timezone

from patients.outbox import claims, kinds
from patients.outbox.mail import as_email
from patients.outbox.models import Message
from patients.outbox.relays import Refused, Relay, open_relay

logger = logging.getLogger(__name__)

# Our default: minutes until the next try after a passing "no".
BACK_OFF_MINUTES = (1, 5, 15, 60, 240)
BATCH = 50


def drain(*, now: datetime | None = None, limit: int = 500) -> Counter[str]:
    """Make one pass: free dead leases, then deliver what is due.

    Returns how many messages ended in which state. Never raises for one message.
    """
    at = now or timezone.now()
    unsent, perhaps = claims.take_back(now=at)
    ended: Counter[str] = Counter(freed=unsent, uncertain=perhaps)
    for message in Message.objects.waiting().filter(expires_at__lte=at)[:limit]:
        _expire(message)
        ended["expired"] += 1
    while limit > 0:
        batch = claims.claim(now=at, limit=min(BATCH, limit))
        if not batch:
            break
        limit -= len(batch)
        ended += _deliver_batch(batch, now)
    return ended


def _expire(message: Message) -> None:
    Message.objects.filter(pk=message.pk, state=Message.State.QUEUED).update(
        state=Message.State.EXPIRED, reason="Its time had passed before it could leave."
    )


def _deliver_batch(batch: list[Message], now: datetime | None) -> Counter[str]:
    ended: Counter[str] = Counter()
    left = list(batch)
    try:
        with open_relay() as relay:
            while left:
                ended[_deliver(left.pop(0), relay, now or timezone.now())] += 1
    except (OSError, smtplib.SMTPException) as failure:
        # The relay is away: whatever has not been handed over surely has not left.
        logger.warning("outbox: relay away: %s", type(failure).__name__)
        for message in left:
            _later(message, now or timezone.now(), error=str(failure), code=None)
            ended["queued"] += 1
    return ended


def _deliver(message: Message, relay: Relay, now: datetime) -> str:
    """Deliver one leased message; return the state it ended in."""
    try:
        kind = kinds.find(message.kind)
        if reason := kind.blocked(message, now):
            claims.settle(message, Message.State.SUPPRESSED, reason=reason)
            return Message.State.SUPPRESSED
        mail = as_email(message, kind.render(message))
    except Exception as failure:  # noqa: BLE001 - one bad row must not stop the rest
        logger.error("outbox: message %s cannot be written", message.pk)
        claims.settle(
            message,
            Message.State.FAILED,
            reason="It could not be written.",
            error=f"{type(failure).__name__}: {failure}"[:500],
        )
        return Message.State.FAILED
    try:
        relay.prepare(message.to_address)
    except Refused as no:
        relay.drop()
        return _refused(message, no, now)
    except (OSError, smtplib.SMTPException) as failure:
        # Nothing has left: this one waits, and so does the rest of the batch.
        _later(message, now, error=str(failure), code=None)
        raise
    if not claims.hand_off(message, now=timezone.now()):
        relay.drop()
        return "lost_lease"
    try:
        code = relay.send(mail)
    except Refused as no:
        return _refused(message, no, now)
    except (OSError, smtplib.SMTPException) as failure:
        claims.settle(
            message,
            Message.State.UNCERTAIN,
            reason="The line broke while it was being handed over.",
            error=str(failure)[:500],
        )
        raise
    claims.settle_sent(message, now=timezone.now(), code=code)
    return Message.State.SENT


def _refused(message: Message, no: Refused, now: datetime) -> str:
    if no.for_good:
        claims.settle(
            message,
            Message.State.FAILED,
            reason="The mail server refused the address or the message.",
            error=no.text[:500],
            smtp_code=no.code,
        )
        return Message.State.FAILED
    return _later(message, now, error=no.text, code=no.code)


def _later(message: Message, now: datetime, *, error: str, code: int | None) -> str:
    """Put it back with a growing pause; give up when the tries are used."""
    if message.attempts >= len(BACK_OFF_MINUTES) + 3:
        claims.settle(
            message,
            Message.State.FAILED,
            reason="The mail server did not take it in several tries.",
            error=error[:500],
            smtp_code=code,
        )
        return Message.State.FAILED
    minutes = BACK_OFF_MINUTES[min(message.attempts, len(BACK_OFF_MINUTES)) - 1]
    pause = timedelta(minutes=minutes) * random.uniform(0.8, 1.2)  # noqa: S311
    claims.put_back(message, until=now + pause, error=error, code=code)
    return Message.State.QUEUED
