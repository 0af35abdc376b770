"""A code for ten minutes lets one more device in, once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patients.audit.actor import Actor
from patients.audit.models import AuditEvent
from patients.invitations import actions, codes
from patients.invitations.models import Device, PairingCode, PairingTries

PAIR = "/pair/"
GET_CODE = "/me/pair/"


@pytest.fixture
def code(patient):
    return actions.make_pairing_code(
        by=patient.actor, patient=patient, at=timezone.now()
    )


def test_a_second_device_comes_in_by_the_code_of_the_first(as_patient, patient):
    code = as_patient.post(GET_CODE).context["code"]
    app = Client()

    response = app.post(PAIR, {"code": code})

    assert response["Location"] == reverse("today:show_today")
    assert app.get(GET_CODE).context["request"].patient == patient


def test_only_a_press_makes_a_code(as_patient):
    as_patient.get(GET_CODE)
    as_patient.head(GET_CODE)

    assert not PairingCode.objects.exists()


def test_a_code_may_be_typed_in_small_letters_with_spaces_and_dashes(client, code):
    typed = f" {code[:4].lower()}-{code[4:].lower()} "

    assert client.post(PAIR, {"code": typed}).status_code == 302


def test_a_code_works_once(client, code):
    client.post(PAIR, {"code": code})

    second = Client().post(PAIR, {"code": code})

    assert "works once" in second.content.decode()
    assert Device.objects.count() == 1


def test_a_code_ends_after_ten_minutes(client, patient, time_machine):
    time_machine.move_to("2026-05-04 09:00:00+00:00", tick=False)
    code = actions.make_pairing_code(
        by=patient.actor, patient=patient, at=timezone.now()
    )

    time_machine.shift(timedelta(minutes=10))

    assert client.post(PAIR, {"code": code}).status_code == 200
    assert not Device.objects.exists()


def test_a_new_code_ends_the_one_before(client, patient, code):
    actions.make_pairing_code(by=patient.actor, patient=patient, at=timezone.now())

    assert client.post(PAIR, {"code": code}).status_code == 200


def test_an_archived_patients_code_opens_nothing(client, patient, code):
    patient.archived_at = timezone.now()
    patient.save()

    assert client.post(PAIR, {"code": code}).status_code == 200


def test_the_database_does_not_hold_the_code(code):
    row = PairingCode.objects.get()

    assert code not in {str(value) for value in vars(row).values()}
    assert row.code_hash == codes.hashed(code)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Write the code"),
        ("ABC", "8 letters and figures"),
        ("A" * 39, "8 letters and figures"),
        ("🙂" * 8, "8 letters and figures"),
        ("A" * 10_000, "40"),
        ("ABCD\x00EFG", "Write the code again"),
    ],
)
def test_what_is_no_code_is_explained_and_not_counted(client, db, typed, says):
    response = client.post(PAIR, {"code": typed})

    assert response.status_code == 200
    assert says in response.content.decode()
    assert not PairingTries.objects.exists()


def test_ten_tries_from_one_place_are_the_end_for_now(client, code):
    for _ in range(10):
        client.post(PAIR, {"code": "AAAAAAAA"})

    response = client.post(PAIR, {"code": code})

    assert "Wait ten minutes" in response.content.decode()
    assert not Device.objects.exists()


def test_another_place_still_gets_in(client, code):
    for _ in range(11):
        client.post(PAIR, {"code": "AAAAAAAA"})

    response = client.post(PAIR, {"code": code}, REMOTE_ADDR="203.0.113.9")

    assert response.status_code == 302


def test_the_next_ten_minutes_count_anew(client, patient, time_machine):
    time_machine.move_to("2026-05-04 09:00:00+00:00", tick=False)
    for _ in range(10):
        client.post(PAIR, {"code": "AAAAAAAA"})
    time_machine.shift(timedelta(minutes=10))
    code = actions.make_pairing_code(
        by=patient.actor, patient=patient, at=timezone.now()
    )

    assert client.post(PAIR, {"code": code}).status_code == 302


def test_no_network_address_is_kept(client, db):
    client.post(PAIR, {"code": "AAAAAAAA"}, REMOTE_ADDR="203.0.113.9")

    assert "203.0.113.9" not in str(PairingTries.objects.values())


def test_a_refused_code_is_in_the_trail(db):
    key = actions.try_pairing_code(
        by=Actor.visitor(),
        code="AAAAAAAA",
        origin="203.0.113.9",
        label="Phone",
        at=timezone.now(),
    )

    assert key is None
    assert AuditEvent.objects.filter(action="invitations.pairing_refused").count() == 1


def test_codes_hold_no_letter_that_is_taken_for_another():
    for letter in "01ILOSZB":
        assert letter not in codes.ALPHABET
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET)
