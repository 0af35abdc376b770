"""Finding patients: by name, number or address, page by page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from patients.audit.models import AuditEvent
from tests.factories import PatientFactory

URL = "/patients/"


def names(response):
    return [patient.full_name for patient in response.context["page"]]


@pytest.fixture
def people(clinic):
    return [
        PatientFactory(clinic=clinic, full_name="Nora Whitfield", number="TL-900"),
        PatientFactory(clinic=clinic, full_name="محمد علي", email="mo@example.test"),
        PatientFactory(clinic=clinic, full_name="Zoë 🙂 Lamb"),
        PatientFactory(
            clinic=clinic, full_name="Gone Away", archived_at=timezone.now()
        ),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("nora", ["Nora Whitfield"]),
        ("field NORA", ["Nora Whitfield"]),
        ("tl-900", ["Nora Whitfield"]),
        ("mo@example", ["محمد علي"]),
        ("علي", ["محمد علي"]),
        ("🙂", ["Zoë 🙂 Lamb"]),
        ("gone", []),
        ("%", []),
        ("_", []),
        ("' OR 1=1 --", []),
        ("x" * 10_000, []),
    ],
)
def test_words_find_people(as_receptionist, people, words, found):
    response = as_receptionist.get(URL, {"q": words})

    assert response.status_code == 200
    assert names(response) == found


def test_without_words_everybody_current_is_listed_by_name(as_receptionist, people):
    assert len(names(as_receptionist.get(URL))) == 3


def test_the_archive_is_a_list_of_its_own(as_receptionist, people):
    assert names(as_receptionist.get(URL, {"show": "archived"})) == ["Gone Away"]


def test_another_clinics_patients_are_never_listed(as_receptionist, strangers_patient):
    response = as_receptionist.get(URL, {"q": strangers_patient.full_name})

    assert names(response) == []
    assert strangers_patient.number not in response.content.decode()


@pytest.mark.parametrize(
    "page", ["0", "-1", "999", "five", "", "1.5", "٢", "9" * 400, "🙂", "1;drop"]
)
def test_a_bad_page_number_shows_a_page(as_receptionist, people, page):
    assert as_receptionist.get(URL, {"page": page}).status_code == 200


def test_a_nul_in_the_search_is_refused_kindly(as_receptionist):
    assert as_receptionist.get(f"{URL}?q=a%00b").status_code == 400


def test_pages_go_on(as_receptionist, clinic):
    PatientFactory.create_batch(27, clinic=clinic)

    first = as_receptionist.get(URL)
    second = as_receptionist.get(URL, {"page": "2"})

    assert len(names(first)) == 25
    assert len(names(second)) == 2
    assert not set(names(first)) & set(names(second))


def test_the_words_stay_in_the_addresses_of_the_pages(as_receptionist, clinic):
    PatientFactory.create_batch(27, clinic=clinic)

    assert "q=Invented&amp;page=2" in (
        as_receptionist.get(URL, {"q": "Invented"}).content.decode()
    )


def test_a_list_is_one_event_with_the_ids_it_showed(
    as_receptionist, people, receptionist
):
    as_receptionist.get(URL, {"q": "nora"})

    event = AuditEvent.objects.get(action="records.patients_listed")
    assert event.details["patients"] == [str(people[0].pk)]
    assert event.actor_id == receptionist.pk
    assert "nora" not in str(event.details).lower()


def test_an_empty_clinic_is_told_what_to_do_next(as_receptionist):
    assert "Register the first one" in as_receptionist.get(URL).content.decode()


def test_the_list_costs_the_same_at_any_number_of_patients(
    as_receptionist, clinic, clinician
):
    PatientFactory(clinic=clinic, clinician=clinician)
    as_receptionist.get(URL)
    with CaptureQueriesContext(connection) as few:
        as_receptionist.get(URL)
    PatientFactory.create_batch(60, clinic=clinic, clinician=clinician)

    with CaptureQueriesContext(connection) as many:
        as_receptionist.get(URL)

    assert len(many) == len(few) <= 6


def test_an_admin_who_sees_no_patients_is_refused(as_admin):
    assert as_admin.get(URL).status_code == 403


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert client.get(URL).url == "/sign-in/?next=/patients/"
