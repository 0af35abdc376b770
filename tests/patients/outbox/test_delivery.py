"""A message leaves once, or says why not."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from patients.audit.actor import Actor
from patients.audit.models import AuditEvent
from patients.outbox import actions, claims, delivery, kinds
from patients.outbox.kinds import Rendered
from patients.outbox.models import Message
from patients.outbox.relays import FolderRelay, Refused
from tests.factories import NOW, MessageFactory

TICK = Actor.tick("test")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_kind_of_message(monkeypatch):
    monkeypatch.setattr(kinds, "_KINDS", {})
    kinds.register("welcome", render=lambda m: Rendered("Hello", f"To {m.pk}", "<p>x"))


@pytest.fixture
def relay(monkeypatch, tmp_path):
    """A folder whose answers a test can change."""

    class Relay(FolderRelay):
        on_prepare: Exception | None = None
        on_send: Exception | None = None
        dropped = 0

        def prepare(self, to):
            if self.on_prepare:
                raise self.on_prepare

        def drop(self):
            self.dropped += 1

        def send(self, mail):
            if self.on_send:
                raise self.on_send
            return super().send(mail)

    made = Relay(tmp_path / "out")

    class Opened:
        def __enter__(self):
            return made

        def __exit__(self, *_):
            return False

    monkeypatch.setattr(delivery, "open_relay", Opened)
    return made


def mails(relay):
    return [
        message_from_bytes(path.read_bytes(), policy=default)
        for path in sorted(relay.folder.glob("*.eml"))
    ]


def test_a_due_message_is_sent_once(relay):
    message = MessageFactory()

    delivery.drain()
    delivery.drain()

    message.refresh_from_db()
    assert message.state == Message.State.SENT
    assert message.sent_at is not None
    assert len(mails(relay)) == 1


def test_the_mail_has_one_recipient_and_a_lasting_identity(relay):
    message = MessageFactory(to_address="testa@example.test")

    delivery.drain()

    (mail,) = mails(relay)
    assert mail["To"] == "testa@example.test"
    assert mail["Cc"] is None
    assert mail["Message-ID"].startswith(f"<{message.pk}@")
    assert mail["From"].addresses[0].display_name == message.clinic.neutral_name


def test_a_message_is_not_sent_before_its_time(relay):
    MessageFactory(not_before=NOW + timedelta(hours=1))

    delivery.drain(now=NOW)

    assert mails(relay) == []


def test_a_message_whose_time_has_passed_says_so(relay):
    message = MessageFactory(not_before=NOW, expires_at=NOW + timedelta(hours=1))

    delivery.drain(now=NOW + timedelta(hours=2))

    message.refresh_from_db()
    assert message.state == Message.State.EXPIRED
    assert message.reason
    assert mails(relay) == []


def test_a_message_no_longer_wanted_is_silent_with_its_reason(relay):
    kinds.register(
        "welcome", render=lambda m: Rendered("x", "x"), blocked=lambda *_: "On hold."
    )
    message = MessageFactory()

    delivery.drain()

    message.refresh_from_db()
    assert (message.state, message.reason) == (Message.State.SUPPRESSED, "On hold.")
    assert mails(relay) == []


def test_one_message_that_cannot_be_written_does_not_stop_the_rest(relay):
    def break_on_second(message):
        if message.dedupe_key == "bad":
            raise KeyError("template")
        return Rendered("Hello", "x")

    kinds.register("welcome", render=break_on_second)
    MessageFactory()
    bad = MessageFactory(dedupe_key="bad")
    MessageFactory()

    delivery.drain()

    bad.refresh_from_db()
    assert bad.state == Message.State.FAILED
    assert len(mails(relay)) == 2


def test_an_unknown_kind_fails_visibly(relay):
    message = MessageFactory(kind="nobody_wrote_this")

    delivery.drain()

    message.refresh_from_db()
    assert message.state == Message.State.FAILED


def test_a_passing_no_is_tried_again_later(relay):
    relay.on_prepare = Refused(451, "later")
    message = MessageFactory()

    delivery.drain()

    message.refresh_from_db()
    assert message.state == Message.State.QUEUED
    assert message.not_before > message.created_at
    assert message.smtp_code == 451


def test_a_lasting_no_is_for_good(relay):
    relay.on_prepare = Refused(550, "no such person")
    message = MessageFactory()

    delivery.drain()

    message.refresh_from_db()
    assert message.state == Message.State.FAILED
    assert message.reason


def test_a_line_that_breaks_before_the_hand_over_loses_nothing(relay):
    relay.on_prepare = ConnectionResetError("gone")
    waiting = [MessageFactory(), MessageFactory()]

    delivery.drain()

    for message in waiting:
        message.refresh_from_db()
        assert message.state == Message.State.QUEUED


def test_a_line_that_breaks_during_the_hand_over_is_uncertain(relay):
    relay.on_send = ConnectionResetError("gone")
    message = MessageFactory()

    delivery.drain()

    message.refresh_from_db()
    assert message.state == Message.State.UNCERTAIN
    assert message.reason


def test_a_worker_that_died_before_the_marker_lets_another_send(relay):
    message = MessageFactory()
    claims.claim(now=NOW + timedelta(days=1000), limit=1)

    with time_machine.travel(NOW + timedelta(days=1001)):
        delivery.drain()

    message.refresh_from_db()
    assert message.state == Message.State.SENT
    assert len(mails(relay)) == 1


def test_a_worker_that_died_after_the_marker_leaves_an_uncertain_follow_up(relay):
    message = MessageFactory()
    (claimed,) = claims.claim(now=message.not_before, limit=1)
    assert claims.hand_off(claimed, now=message.not_before)

    delivery.drain(now=message.not_before + timedelta(hours=1))

    message.refresh_from_db()
    assert message.state == Message.State.UNCERTAIN
    assert mails(relay) == []


def test_an_alert_of_unknown_fate_is_sent_again(relay):
    message = MessageFactory(category=Message.Category.CLINICIAN_ALERT)
    (claimed,) = claims.claim(now=message.not_before, limit=1)
    claims.hand_off(claimed, now=message.not_before)

    delivery.drain(now=message.not_before + timedelta(hours=1))

    assert len(mails(relay)) == 1


def test_a_frozen_worker_whose_lease_ran_out_cannot_hand_over():
    message = MessageFactory()
    (claimed,) = claims.claim(now=message.not_before, limit=1)

    late = message.not_before + claims.lease() + timedelta(seconds=1)

    assert not claims.hand_off(claimed, now=late)


def test_two_workers_never_claim_the_same_message():
    message = MessageFactory()

    first = claims.claim(now=message.not_before, limit=5)
    second = claims.claim(now=message.not_before, limit=5)

    assert [m.pk for m in first] == [message.pk]
    assert second == []


def test_the_same_key_is_one_message(patient):
    def put():
        return actions.put_in_outbox(
            by=TICK,
            clinic=patient.clinic,
            patient=patient,
            kind="welcome",
            dedupe_key="one",
            to=patient.email,
        )

    assert put() == put()
    assert Message.objects.count() == 1
    assert AuditEvent.objects.filter(action="outbox.queued").count() == 1


def test_a_silent_message_is_a_row_with_its_reason(patient, relay):
    message = actions.put_in_outbox(
        by=TICK,
        clinic=patient.clinic,
        patient=patient,
        kind="welcome",
        dedupe_key="one",
        to="",
        silent_because="No address.",
    )

    delivery.drain()

    message.refresh_from_db()
    assert message.state == Message.State.SUPPRESSED
    assert mails(relay) == []


def test_a_failed_message_can_be_sent_again(relay):
    message = MessageFactory(state="failed", reason="Refused.")

    actions.send_again(by=TICK, message=message, at=NOW)
    delivery.drain()

    message.refresh_from_db()
    assert message.state == Message.State.SENT


def test_a_sent_message_is_not_sent_again():
    message = MessageFactory(state="sent", sent_at=NOW)

    with pytest.raises(actions.UnableToSettle):
        actions.send_again(by=TICK, message=message, at=NOW)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'lost'",
        "state = 'sent'",
        "state = 'leased'",
        "lease_until = '2026-05-04 10:00:00+00:00'",
        "state = 'suppressed'",
        "attempts = 21",
    ],
)
def test_the_database_refuses_an_impossible_message(change):
    message = MessageFactory()

    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"UPDATE outbox_message SET {change} WHERE dedupe_key = %s",  # noqa: S608
            [message.dedupe_key],
        )
