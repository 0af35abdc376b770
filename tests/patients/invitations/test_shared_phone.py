"""Several people on one phone: they choose, and any of them can leave."""

import pytest
from django.urls import reverse
from django.utils import timezone

from patients.audit.models import AuditEvent
from patients.invitations import browser
from patients.invitations.models import Device
from patients.invitations.people import first_name
from tests.conftest import remembered_as
from tests.factories import PatientFactory

CHOOSE = "/who/"
FORGET = "/me/forget/"


@pytest.fixture
def partner(clinic):
    return PatientFactory(clinic=clinic, full_name="Oskar Invented")


@pytest.fixture
def phone(patient, partner):
    return remembered_as(patient, partner)


def current(phone):
    response = phone.get(reverse("invitations:show_pairing_code"))
    return response.wsgi_request.patient


def test_the_chooser_shows_first_names_only(phone, patient, partner):
    patient.full_name = "Nora Whitfield"
    patient.save()

    page = phone.get(CHOOSE).content.decode()

    assert "Nora" in page
    assert "Oskar" in page
    assert "Whitfield" not in page
    assert patient.number not in page


def test_choosing_makes_the_other_person_the_current_one(phone, patient, partner):
    assert current(phone) == patient
    device = partner.devices.get()

    response = phone.post(CHOOSE, {"person": str(device.pk)})

    assert response.url == reverse("today:show_today")
    assert current(phone) == partner
    assert phone.get(FORGET).wsgi_request.shares_device


def test_looking_at_the_chooser_changes_nobody(phone, patient):
    phone.get(CHOOSE)
    phone.head(CHOOSE)

    assert current(phone) == patient


@pytest.mark.parametrize(
    "person", ["", "garbage", "059414d2-d80c-4381-9f45-e53181fe65bd", "\0"]
)
def test_an_unknown_choice_shows_the_chooser_again(phone, patient, person):
    response = phone.post(CHOOSE, {"person": person})

    assert response.status_code == 200
    assert current(phone) == patient


def test_nobody_chooses_a_person_of_another_phone(phone, strangers_patient, patient):
    remembered_as(strangers_patient)

    phone.post(CHOOSE, {"person": str(strangers_patient.devices.get().pk)})

    assert current(phone) == patient


def test_a_phone_that_knows_nobody_is_told_how_to_get_in(client, db):
    assert client.get(CHOOSE).url == "/how-to-get-in/"


def test_the_chooser_costs_one_query_at_any_number_of_people(
    clinic, django_assert_num_queries
):
    crowd = remembered_as(*PatientFactory.create_batch(6, clinic=clinic))

    with django_assert_num_queries(1):
        crowd.get(CHOOSE)


def test_asking_to_forget_forgets_nothing_yet(phone):
    phone.get(FORGET)

    assert not Device.objects.filter(revoked_at__isnull=False).exists()


def test_forgetting_ends_this_device_for_this_person_only(phone, patient, partner):
    response = phone.post(FORGET)

    assert response.url == CHOOSE
    assert patient.devices.get().revoked_at is not None
    assert partner.devices.get().revoked_at is None
    event = AuditEvent.objects.get(action="invitations.device_revoked")
    assert event.actor_kind == "patient"


def test_the_last_person_leaves_an_empty_phone(as_patient):
    response = as_patient.post(FORGET)

    assert response.url == "/how-to-get-in/"
    assert as_patient.cookies[browser.cookie_name("people")].value == ""


def test_a_phone_keeps_at_most_eight_people(clinic):
    people = PatientFactory.create_batch(10, clinic=clinic)

    crowd = remembered_as(*people)

    assert len(browser.keys_of(crowd.get(CHOOSE).wsgi_request)) == 8


@pytest.mark.parametrize(
    ("full_name", "first"),
    [("Nora Whitfield", "Nora"), ("محمد علي", "محمد"), ("🙂", "🙂"), ("Ng", "Ng")],
)
def test_the_first_name_is_the_first_word(full_name, first):
    assert first_name(full_name) == first


def test_last_seen_is_kept_when_a_person_is_chosen(phone, partner):
    phone.post(CHOOSE, {"person": str(partner.devices.get().pk)})

    assert partner.devices.get().last_seen_on == partner.today(timezone.now())
