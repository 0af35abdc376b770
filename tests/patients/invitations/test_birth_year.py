"""Five wrong years lock a link, whatever comes at once."""

import pytest
from django.utils import timezone

from patients.audit.actor import Actor
from patients.audit.models import AuditEvent
from patients.invitations import actions
from patients.invitations.models import Device, PersonalLink
from patients.outbox.models import Message
from patients.records.models import Patient
from tests.factories import PersonalLinkFactory


def try_year(link, year):
    return actions.try_birth_year(
        by=Actor.visitor(), link=link, year=year, label="Phone", at=timezone.now()
    )


def test_the_right_year_takes_only_itself_back(patient):
    link = PersonalLinkFactory(patient=patient, wrong_tries=3)

    tried = try_year(link, 1958)

    assert tried.key is not None
    link.refresh_from_db()
    assert link.wrong_tries == 3


def test_the_fifth_wrong_year_locks_and_tells_the_clinic(patient):
    link = PersonalLinkFactory(patient=patient, wrong_tries=4)

    tried = try_year(link, 1957)

    assert tried.tries_left == 0
    assert PersonalLink.objects.locked().get() == link
    message = Message.objects.get(kind="link_locked")
    assert message.to_address == patient.clinic.email
    assert message.context == {"link": str(link.pk)}


def test_a_locked_link_brings_the_patients_standing_up_to_date(patient):
    before = patient.changed_at

    try_year(PersonalLinkFactory(patient=patient, wrong_tries=4), 1957)

    assert Patient.objects.get().changed_at > before


def test_a_clinic_without_an_address_is_told_on_its_pages_only(patient):
    patient.clinic.email = ""
    patient.clinic.save()

    try_year(PersonalLinkFactory(patient=patient, wrong_tries=4), 1957)

    assert not Message.objects.exists()
    assert PersonalLink.objects.locked().exists()


def test_tries_and_the_lock_are_in_the_trail_without_the_year(patient):
    try_year(PersonalLinkFactory(patient=patient, wrong_tries=4), 1957)

    events = AuditEvent.objects.about(patient.pk)
    assert {event.action for event in events} >= {
        "invitations.year_refused",
        "invitations.link_locked",
    }
    assert all("195" not in str(event.details) for event in events)


def test_an_ended_link_gives_no_key(patient):
    link = PersonalLinkFactory(patient=patient, ended_at=timezone.now())

    assert try_year(link, 1958).key is None


def test_many_wrong_years_at_once_get_no_more_than_five_tries(patient):
    link = PersonalLinkFactory(patient=patient)
    # Each request has read the link before any other one has counted its try.
    read_at_once = [PersonalLink.objects.get(pk=link.pk) for _ in range(18)]

    lefts = [
        try_year(stale, year).tries_left
        for stale, year in zip(read_at_once, range(1930, 1948), strict=True)
    ]

    assert lefts == [4, 3, 2, 1, 0] + [0] * 13
    link.refresh_from_db()
    assert link.wrong_tries == 5
    assert link.is_locked
    assert Message.objects.filter(kind="link_locked").count() == 1


def test_the_right_year_that_comes_with_the_lock_is_refused(patient):
    link = PersonalLinkFactory(patient=patient, wrong_tries=4)
    stale = PersonalLink.objects.get(pk=link.pk)
    try_year(link, 1957)

    tried = try_year(stale, 1958)

    assert tried.key is None
    assert Device.objects.count() == 0


def test_a_device_and_its_trail_stand_or_fall_together(patient, monkeypatch):
    link = PersonalLinkFactory(patient=patient)

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("patients.audit.actions.record", fail)

    with pytest.raises(RuntimeError):
        try_year(link, 1958)

    assert Device.objects.count() == 0
    link.refresh_from_db()
    assert link.wrong_tries == 0
