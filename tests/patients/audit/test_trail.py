"""The trail is added to, never changed."""

import logging
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.audit.logs import HideTokens
from patients.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_an_event_is_filed_under_its_patient(patient, clinician):
    event = audit.record("records.looked", by=clinician.actor, subject=patient)

    assert event.patient_id == patient.pk
    assert event.clinic_id == patient.clinic_id
    assert event.actor_name == clinician.name
    assert list(AuditEvent.objects.about(patient.pk)) == [event]


@pytest.mark.parametrize(
    "tamper",
    [
        lambda event: AuditEvent.objects.filter(pk=event.pk).update(action="other"),
        lambda event: event.delete(),
    ],
)
def test_the_database_refuses_to_change_the_trail(tamper):
    event = audit.record("test.done", by=Actor.tick("test"))

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        tamper(event)


def test_a_person_without_an_id_is_refused():
    with pytest.raises(DatabaseError), transaction.atomic():
        audit.record("test.done", by=Actor(kind="patient"))


@pytest.mark.parametrize("path", ["/?q=%00", "/%00/"])
def test_a_nul_byte_in_an_address_is_a_bad_request(client, path):
    assert client.get(path).status_code == 400


def test_a_secret_path_never_reaches_the_log():
    secret = uuid4().hex
    record = logging.LogRecord(
        "x", logging.INFO, "", 0, "Not Found: %s", (f"/i/{secret}/",), None
    )

    HideTokens().filter(record)

    assert secret not in record.getMessage()
