"""Workers are killed without warning while mails leave over a real SMTP line."""

import os
import random
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from patients.audit.actor import Actor
from patients.invitations.actions import invite_patient
from patients.outbox import claims
from patients.outbox.delivery import drain
from patients.outbox.models import Message
from tests.chaos.address import database_url
from tests.chaos.drainers import Drainers, wait_until
from tests.chaos.sink import Sink
from tests.factories import ClinicFactory, PatientFactory

LONG = os.environ.get("KEYSTONE_CHAOS") == "long"  # `make chaos`
MAILS, KILLS, PROCESSES = (10_000, 50, 2) if LONG else (300, 5, 2)
pytestmark = [
    pytest.mark.fault,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]


def test_nothing_is_lost_and_nothing_is_doubled(tmp_path):
    clinic = ClinicFactory()
    for _ in range(MAILS):
        invite_patient(by=Actor.tick("test"), patient=PatientFactory(clinic=clinic))
    dice = random.Random(20260504)  # noqa: S311

    with Sink(tmp_path) as sink:
        environment = {
            "DATABASE_URL": database_url(),
            "MAIL_DELIVERY": "smtp",
            "SMTP_PORT": str(sink.port),
            "SMTP_TIMEOUT": "5",
            "KEYSTONE_VAR": str(tmp_path),
            "SECRET_KEY": settings.SECRET_KEY,
        }
        drainers = Drainers(environment, count=PROCESSES)
        for _ in range(KILLS):
            before = sum(sink.accepted.values())
            with drainers:
                assert wait_until(
                    lambda before=before: sum(sink.accepted.values()) > before,
                    seconds=60,
                ), "no worker sent anything"
                time.sleep(dice.uniform(0.02, 0.2))
            # What the dead held is freed when its lease is over, by any later pass.
            Message.objects.filter(lease_until__isnull=False).update(
                lease_until=timezone.now() - timedelta(seconds=1)
            )
        with drainers:
            assert wait_until(
                lambda: (
                    not Message.objects.filter(
                        state__in=["queued", "leased", "handoff"]
                    ).exists()
                ),
                seconds=60 + MAILS / 20,
            ), "not everything ended"
        accepted = sink.accepted

    states = dict(Message.objects.values_list("pk", "state"))
    doubled = {key: count for key, count in accepted.items() if count > 1}
    arrived = {key.strip("<>").partition("@")[0] for key in accepted}
    silent = [
        pk for pk, state in states.items() if state == "sent" and str(pk) not in arrived
    ]
    uncertain = sum(state == "uncertain" for state in states.values())
    assert doubled == {}
    assert silent == []
    assert len(states) == MAILS
    assert set(states.values()) <= {"sent", "uncertain"}
    assert uncertain <= KILLS * PROCESSES


def test_an_uncertain_message_is_shown_and_can_be_sent_again():
    message_id = _left_half_way()

    drain(now=timezone.now() + timedelta(hours=1))

    message = Message.objects.get(pk=message_id)
    assert message.state == Message.State.UNCERTAIN
    assert message.reason


def _left_half_way():
    """Return a message whose worker died between the marker and the answer."""
    invite_patient(by=Actor.tick("test"), patient=PatientFactory())
    (message,) = claims.claim(now=timezone.now(), limit=1)
    assert claims.hand_off(message, now=timezone.now())
    return message.pk
