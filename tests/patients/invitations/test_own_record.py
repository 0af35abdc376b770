"""A remembered phone opens its own person's record, and nobody else's."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from patients.invitations import browser
from patients.invitations.gates import own_record
from patients.invitations.models import Device
from tests.conftest import remembered_as
from tests.factories import DeviceFactory, PatientFactory

HOW_TO_GET_IN = "/how-to-get-in/"


@pytest.fixture
def page():
    """Some page of the patient's side."""
    return reverse("invitations:show_pairing_code")


def test_a_remembered_phone_opens_its_own_record(as_patient, patient, page):
    response = as_patient.get(page)

    assert response.status_code == 200
    request = response.wsgi_request
    assert request.patient == patient
    assert request.patient_actor == patient.actor
    assert request.clinic == patient.clinic
    assert not request.shares_device


def test_a_phone_that_is_not_remembered_is_told_how_to_get_in(client, page, db):
    response = client.get(page)

    assert response.url == HOW_TO_GET_IN
    assert client.get(HOW_TO_GET_IN).status_code == 200


def test_opening_a_page_costs_one_query(as_patient, page, django_assert_num_queries):
    with django_assert_num_queries(1):
        as_patient.get(page)


def test_the_first_visit_of_a_day_costs_two_and_renews_the_cookie(
    patient, page, django_assert_num_queries
):
    yesterday = patient.today(timezone.now()) - timedelta(days=1)
    phone = remembered_as(patient, seen_on=yesterday)

    with django_assert_num_queries(2):
        response = phone.get(page)

    assert browser.cookie_name("people") in response.cookies
    assert Device.objects.get().last_seen_on == yesterday + timedelta(days=1)
    assert browser.cookie_name("people") not in phone.get(page).cookies


def test_ninety_idle_days_are_remembered_and_one_more_is_not(patient, page):
    today = patient.today(timezone.now())

    just = remembered_as(patient, seen_on=today - timedelta(days=90))
    late = remembered_as(patient, seen_on=today - timedelta(days=91))

    assert just.get(page).status_code == 200
    assert late.get(page)["Location"] == HOW_TO_GET_IN


def test_a_revoked_device_is_out_at_once(as_patient, page):
    Device.objects.update(revoked_at=timezone.now())

    assert as_patient.get(page).url == HOW_TO_GET_IN


def test_an_archived_patient_is_out_at_once(as_patient, patient, page):
    patient.archived_at = timezone.now()
    patient.save()

    assert as_patient.get(page).url == HOW_TO_GET_IN


def test_anothers_device_does_not_open_with_ones_own_secret(
    client, patient, strangers_patient, page
):
    mine = browser.new_key(DeviceFactory(patient=patient).pk)
    Device.objects.update(secret_hash=browser.hashed(mine.secret))
    theirs = DeviceFactory(patient=strangers_patient, secret_hash="f" * 64)
    forged = browser.Key(device_id=theirs.pk, secret=mine.secret)
    client.cookies[browser.cookie_name("people")] = browser.pack([forged])

    assert client.get(page).url == HOW_TO_GET_IN


@pytest.mark.parametrize(
    "cookie", ["", "garbage", "a.b~c:d:e", "~" * 5000, '"; drop', "%00"]
)
def test_a_forged_cookie_opens_nothing(client, page, cookie, db):
    client.cookies[browser.cookie_name("people")] = cookie

    assert client.get(page).url == HOW_TO_GET_IN


def test_a_changed_cookie_opens_nothing(as_patient, page):
    name = browser.cookie_name("people")
    value = as_patient.cookies[name].value
    as_patient.cookies[name] = "0" * 32 + value[32:]

    assert as_patient.get(page).url == HOW_TO_GET_IN


def test_the_database_alone_opens_nothing(patient):
    remembered_as(patient)

    assert browser.hashed(Device.objects.get().secret_hash) != (
        Device.objects.get().secret_hash
    )
    assert len(Device.objects.get().secret_hash) == 64


def test_times_are_those_of_the_patients_zone(patient, page):
    patient.time_zone = "Pacific/Auckland"
    patient.save()
    seen = []

    @own_record
    def view(request):
        seen.append(timezone.get_current_timezone_name())
        return as_response

    phone = remembered_as(patient)
    as_response = phone.get(page)
    view(as_response.wsgi_request)

    assert seen == ["Pacific/Auckland"]


def test_a_revoked_person_is_never_replaced_by_the_next_one(patient):
    partner = PatientFactory(clinic=patient.clinic)
    phone = remembered_as(patient, partner)
    patient.devices.update(revoked_at=timezone.now())

    response = phone.get(reverse("invitations:show_pairing_code"))

    assert response["Location"] == reverse("invitations:choose_person")
