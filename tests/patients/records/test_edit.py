"""Changing, archiving and bringing back a patient."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from patients.audit.models import AuditEvent
from patients.records.forms import details, stamp
from tests.conftest import remembered_as
from tests.factories import MembershipFactory, PatientFactory


def url(patient, name="edit_patient"):
    return reverse(f"records:{name}", args=[patient.pk])


def typed(patient, **changes):
    data = {k: v for k, v in details(patient).items() if v not in (None, False)}
    return data | {"stamp": stamp(patient)} | changes


def test_details_are_changed_and_the_trail_names_the_fields(as_receptionist, patient):
    before = patient.changed_at

    response = as_receptionist.post(
        url(patient), typed(patient, full_name="New Name", phone="020 7946 0000")
    )

    assert response.status_code == 302
    patient.refresh_from_db()
    assert (patient.full_name, patient.phone) == ("New Name", "+44 20 7946 0000")
    assert patient.changed_at > before
    event = AuditEvent.objects.get(action="records.patient_edited")
    assert sorted(event.details["fields"]) == ["full_name", "phone"]
    assert "New Name" not in str(event.details)


def test_saving_without_a_change_leaves_no_trail(as_receptionist, patient):
    as_receptionist.post(url(patient), typed(patient))

    assert not AuditEvent.objects.filter(action="records.patient_edited").exists()


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"phone": "12"}, "phone", "area code"),
        ({"next_visit": "2020-01-01"}, "next_visit", "This day has passed"),
        ({"next_visit": "31/02/2030"}, "next_visit", "no such date"),
        ({"clinician": "garbage"}, "clinician", "people shown"),
        ({"birth_date": "1800-01-01"}, "birth_date", "too long ago"),
        ({"email": ""}, "email", "untick"),
    ],
)
def test_bad_input_is_explained_at_the_field(
    as_receptionist, patient, changes, field, says
):
    response = as_receptionist.post(url(patient), typed(patient, **changes))

    assert response.status_code == 200
    assert says in " ".join(response.context["form"].errors[field])


def test_a_visit_on_file_that_has_passed_does_not_stand_in_the_way(
    as_receptionist, patient
):
    patient.next_visit = timezone.localdate() - timedelta(days=3)
    patient.save()

    response = as_receptionist.post(url(patient), typed(patient, full_name="New"))

    assert response.status_code == 302


def test_another_clinics_clinician_cannot_be_chosen(as_receptionist, patient, stranger):
    response = as_receptionist.post(
        url(patient), typed(patient, clinician=str(stranger.pk))
    )

    assert "clinician" in response.context["form"].errors


def test_a_clinician_who_left_stays_until_another_is_chosen(as_receptionist, patient):
    patient.clinician = MembershipFactory(clinic=patient.clinic, is_active=False)
    patient.save()

    response = as_receptionist.post(url(patient), typed(patient, full_name="New"))

    assert response.status_code == 302
    patient.refresh_from_db()
    assert patient.clinician is not None


def test_a_page_that_has_grown_old_does_not_undo_a_colleagues_change(
    as_receptionist, patient
):
    old_page = typed(patient, full_name="From The Old Page")
    as_receptionist.post(url(patient), typed(patient, phone="020 7946 0000"))

    response = as_receptionist.post(url(patient), old_page)

    assert "Somebody else changed these details" in response.content.decode()
    assert "From The Old Page" in response.content.decode()
    patient.refresh_from_db()
    assert patient.phone == "+44 20 7946 0000"
    again = old_page | {"stamp": response.context["form"]["stamp"].value()}
    assert as_receptionist.post(url(patient), again).status_code == 302


def test_a_number_taken_by_another_is_refused_with_the_name(as_receptionist, patient):
    other = PatientFactory(clinic=patient.clinic, birth_date="1940-01-01")

    response = as_receptionist.post(url(patient), typed(patient, number=other.number))

    assert f"{other.full_name} has this number" in response.content.decode()
    patient.refresh_from_db()
    assert patient.number != other.number


def test_an_address_that_another_patient_has_is_warned_of(as_receptionist, patient):
    other = PatientFactory(clinic=patient.clinic, birth_date="1940-01-01")
    data = typed(patient, email=other.email)

    first = as_receptionist.post(url(patient), data)
    assert "same e-mail address" in first.content.decode()

    assert as_receptionist.post(url(patient), data | {"anyway": "1"}).status_code == 302


def test_an_archived_patient_is_off_the_lists_and_out(as_receptionist, patient):
    phone = remembered_as(patient)

    as_receptionist.post(url(patient, "archive_patient"))

    patient.refresh_from_db()
    assert patient.archived_at is not None
    assert not patient.can_be_mailed
    page = reverse("invitations:show_pairing_code")
    assert phone.get(page).status_code == 302
    as_receptionist.post(url(patient, "restore_patient"))
    assert phone.get(page).status_code == 200


def test_archiving_twice_leaves_one_event(as_receptionist, patient):
    as_receptionist.post(url(patient, "archive_patient"))
    as_receptionist.post(url(patient, "archive_patient"))

    events = AuditEvent.objects.filter(action="records.patient_archived")
    assert events.count() == 1


@pytest.mark.parametrize("name", ["archive_patient", "restore_patient"])
def test_asking_for_the_address_alone_changes_nothing(as_receptionist, patient, name):
    assert as_receptionist.get(url(patient, name)).status_code == 405


@pytest.mark.parametrize("name", ["edit_patient", "archive_patient", "restore_patient"])
def test_another_clinics_patient_is_not_found(as_receptionist, strangers_patient, name):
    response = as_receptionist.post(url(strangers_patient, name))

    assert response.status_code == 404
    strangers_patient.refresh_from_db()
    assert strangers_patient.archived_at is None


def test_opening_a_record_is_in_the_trail(as_receptionist, patient, receptionist):
    as_receptionist.get(url(patient))

    event = AuditEvent.objects.about(patient.pk).get(action="records.patient_opened")
    assert event.actor_id == receptionist.pk
