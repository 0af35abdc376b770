"""Sign-in, sign-out and a failed sign-in stand in the trail; no typed word does."""

import pytest
from django.urls import reverse

from patients.audit.models import AuditEvent

PASSWORD = "kestrel lane lamp 7"


@pytest.fixture
def person(clinician):
    clinician.user.set_password(PASSWORD)
    clinician.user.save()
    return clinician.user


def sign_in(client, email, password):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def events(action):
    return AuditEvent.objects.filter(action=action)


def test_signing_in_and_out_is_recorded(client, person):
    sign_in(client, person.email, PASSWORD)
    client.post(reverse("account_logout"))

    assert events("accounts.signed_in").get().actor_id == person.pk
    assert events("accounts.signed_out").get().actor_id == person.pk


def test_a_failed_sign_in_is_recorded_without_what_was_typed(client, person):
    sign_in(client, person.email, "not the password")

    event = events("accounts.sign_in_failed").get()
    assert (event.actor_kind, event.details) == ("visitor", {})
    assert person.email not in str(vars(event))
    assert not events("accounts.signed_in").exists()
