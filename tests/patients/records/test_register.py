"""Registering a patient: eight answers, and a warning when one is on file already."""

from datetime import date

import pytest
from django.utils import timezone

from patients.audit.models import AuditEvent
from patients.records import actions
from patients.records.models import Patient
from tests.factories import PatientFactory

URL = "/patients/new/"


def typed(**changes):
    data = {
        "number": "TL-900",
        "full_name": "Nora Whitfield",
        "birth_date": "1958-03-02",
        "cause": "gout",
        "email": "nora@example.test",
        "email_consent": "on",
        "language": "en",
        "time_zone": "Europe/London",
    }
    return data | changes


def test_a_receptionist_registers_a_patient(as_receptionist, clinic):
    response = as_receptionist.post(URL, typed())

    patient = clinic.patients.get()
    assert response.url == f"/patients/{patient.pk}/"
    assert patient.birth_date == date(1958, 3, 2)
    assert patient.email_consent
    assert patient.clinician is None
    event = AuditEvent.objects.get(action="records.patient_registered")
    assert event.patient_id == patient.pk
    assert "Nora" not in str(event.details)


def test_a_clinician_becomes_the_patients_clinician(as_clinician, clinician, clinic):
    as_clinician.post(URL, typed())

    assert clinic.patients.get().clinician == clinician


def test_the_form_asks_eight_things_and_knows_the_clinics_zone(as_receptionist, clinic):
    clinic.time_zone = "America/Chicago"
    clinic.country = "us"
    clinic.save()

    form = as_receptionist.get(URL).context["form"]

    assert len(form.fields) == 8
    assert form["time_zone"].value() == "America/Chicago"


def test_looking_registers_nobody(as_receptionist, clinic):
    as_receptionist.get(URL)

    assert not clinic.patients.exists()


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"birth_date": "1800-01-01"}, "birth_date", "1800 is too long ago"),
        ({"birth_date": "2958-03-02"}, "birth_date", "2958 is still to come"),
        ({"birth_date": "31/02/1958"}, "birth_date", "There is no such date"),
        ({"birth_date": "five"}, "birth_date", "There is no such date"),
        ({"birth_date": "0000-00-00"}, "birth_date", "There is no such date"),
        ({"birth_date": ""}, "birth_date", "Write the date"),
        ({"email": "nora.example.test"}, "email", "with an @"),
        ({"email": f"{'x' * 250}@example.test"}, "email", "at most 254"),
        ({"email": ""}, "email", "Write the address, or untick"),
        ({"full_name": ""}, "full_name", "Write the patient"),
        ({"full_name": "   "}, "full_name", "Write the patient"),
        ({"full_name": "\u200b\u200f"}, "full_name", "Write the patient"),
        ({"full_name": "x" * 121}, "full_name", "at most 120 characters"),
        ({"full_name": "x" * 10_000}, "full_name", "at most 120 characters"),
        ({"full_name": "No\x00ra"}, "full_name", "cannot be kept"),
        ({"number": ""}, "number", "own number"),
        ({"number": "9" * 31}, "number", "at most 30"),
        ({"cause": ""}, "cause", "Choose a cause"),
        ({"cause": "magic"}, "cause", "one of the causes"),
        ({"language": "xx"}, "language", "one of the languages"),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "one of the time zones"),
        ({"time_zone": ""}, "time_zone", "where the patient lives"),
    ],
)
def test_bad_input_is_explained_at_the_field(
    as_receptionist, clinic, changes, field, says
):
    response = as_receptionist.post(URL, typed(**changes))

    assert response.status_code == 200
    assert says in " ".join(response.context["form"].errors[field])
    assert not clinic.patients.exists()


def test_the_sentence_about_the_year_says_which_years_are_meant(
    as_receptionist, time_machine
):
    time_machine.move_to("2026-05-04 09:00:00+00:00", tick=False)

    page = as_receptionist.post(URL, typed(birth_date="1800-01-01")).content.decode()

    assert "1800 is too long ago. Write a year from 1906 to 2026." in page


def test_nothing_typed_is_lost_beside_a_mistake(as_receptionist):
    page = as_receptionist.post(
        URL, typed(full_name="Zoë 🙂 محمد", birth_date="1800-01-01", number="TL-77")
    ).content.decode()

    assert "Zoë 🙂 محمد" in page
    assert "TL-77" in page
    assert "1800-01-01" in page


@pytest.mark.parametrize(
    "name", ["محمد علي", "Zoë 🙂", "O'Neil-Sørensen", "李小龍", "🙂", "x" * 120]
)
def test_names_of_the_world_are_kept(as_receptionist, clinic, name):
    as_receptionist.post(URL, typed(full_name=f"  {name} "))

    assert clinic.patients.get().full_name == name


def test_dates_are_read_as_the_country_writes_them(as_receptionist, clinic):
    as_receptionist.post(URL, typed(birth_date="02/03/1958"))
    clinic.country = "us"
    clinic.save()
    as_receptionist.post(
        URL,
        typed(
            number="2",
            email="",
            email_consent="",
            full_name="Someone Else",
            birth_date="02/03/1960",
        ),
    )

    assert clinic.patients.get(number="TL-900").birth_date == date(1958, 3, 2)
    assert clinic.patients.get(number="2").birth_date == date(1960, 2, 3)


def test_a_patient_may_have_no_email(as_receptionist, clinic):
    data = typed(email="")
    del data["email_consent"]

    as_receptionist.post(URL, data)

    assert not clinic.patients.get().can_be_mailed


def test_a_likely_double_is_shown_first(as_receptionist, clinic):
    known = PatientFactory(clinic=clinic, full_name="Nora Whitfeld")

    response = as_receptionist.post(URL, typed())

    page = response.content.decode()
    assert "somebody you have already" in page
    assert "Nora Whitfeld" in page
    assert known.number in page
    assert clinic.patients.count() == 1


def test_register_anyway_registers(as_receptionist, clinic):
    PatientFactory(clinic=clinic, full_name="Nora Whitfeld")

    as_receptionist.post(URL, typed(anyway="1"))

    assert clinic.patients.count() == 2


def test_a_shared_address_is_warned_of(as_receptionist, clinic):
    PatientFactory(
        clinic=clinic,
        full_name="Oskar Invented",
        birth_date=date(1950, 1, 1),
        email="Nora@example.test",
    )

    page = as_receptionist.post(URL, typed()).content.decode()

    assert "same e-mail address" in page
    assert "Oskar Invented" in page


def test_a_double_in_the_archive_is_shown_too(as_receptionist, clinic):
    PatientFactory(
        clinic=clinic, full_name="Nora Whitfield", archived_at=timezone.now()
    )

    assert "archived" in as_receptionist.post(URL, typed()).content.decode()


def test_a_number_is_given_once_and_the_page_says_to_whom(as_receptionist, clinic):
    PatientFactory(
        clinic=clinic,
        number="TL-900",
        full_name="Oskar Invented",
        birth_date=date(1950, 1, 1),
    )

    response = as_receptionist.post(URL, typed())

    assert "Oskar Invented has this number already" in response.content.decode()
    assert clinic.patients.count() == 1


def test_sent_twice_is_registered_once(as_receptionist, clinic):
    as_receptionist.post(URL, typed())
    second = as_receptionist.post(URL, typed(anyway="1"))

    assert "has this number already" in second.content.decode()
    assert clinic.patients.count() == 1


def test_another_clinics_patient_is_a_new_record(
    as_receptionist, clinic, strangers_patient
):
    Patient.objects.update(
        full_name="Nora Whitfield", number="TL-900", email="nora@example.test"
    )

    response = as_receptionist.post(URL, typed())

    assert response.status_code == 302
    assert clinic.patients.count() == 1
    assert strangers_patient.clinic.patients.count() == 1


def test_fields_that_are_not_asked_are_not_taken(as_receptionist, clinic, stranger):
    as_receptionist.post(
        URL,
        typed(clinic=str(stranger.clinic_id), archived_at="2020-01-01", id="1"),
    )

    patient = clinic.patients.get()
    assert patient.archived_at is None


def test_an_admin_who_sees_no_patients_is_refused(as_admin):
    assert as_admin.get(URL).status_code == 403
    assert as_admin.post(URL, typed()).status_code == 403


def test_a_record_and_its_trail_stand_or_fall_together(
    clinic, receptionist, monkeypatch
):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("patients.records.actions.audit.record", fail)

    with pytest.raises(RuntimeError):
        actions.register_patient(
            by=receptionist.actor,
            clinic=clinic,
            at=timezone.now(),
            number="1",
            full_name="Nora",
            birth_date=date(1958, 3, 2),
            time_zone="Europe/London",
            cause="gout",
        )

    assert not clinic.patients.exists()
