"""An admin keeps the clinic's names, hours and numbers."""

import pytest
from django.urls import reverse

from patients.audit.models import AuditEvent
from tests.factories import MembershipFactory

URL = "/clinic/"


def good(clinic, **changes):
    data = {
        "name": "Kestrel Lane Physiotherapy",
        "neutral_name": "Kestrel Lane",
        "country": "uk",
        "time_zone": "Europe/London",
        "phone": "020 7946 0000",
        "urgent_phone": "",
        "email": "desk@example.test",
        "named_clinician": "",
        "idle_minutes": "20",
        "mon_from": "08:30",
        "mon_to": "17:00",
        "sat_from": "9.00",
        "sat_to": "12.30",
    }
    return data | changes


def test_the_clinic_is_saved(as_admin, clinic, clinician):
    response = as_admin.post(URL, good(clinic, named_clinician=str(clinician.pk)))

    assert response.url == URL
    clinic.refresh_from_db()
    assert clinic.neutral_name == "Kestrel Lane"
    assert clinic.phone == "+44 20 7946 0000"
    assert clinic.named_clinician == clinician
    assert clinic.opening_hours["mon"] == ["08:30", "17:00"]
    assert clinic.opening_hours["sat"] == ["09:00", "12:30"]
    assert clinic.opening_hours["tue"] is None


def test_the_trail_names_the_fields_that_changed(as_admin, clinic):
    as_admin.post(URL, good(clinic))

    event = AuditEvent.objects.get(action="accounts.clinic_changed")
    assert "neutral_name" in event.details["fields"]
    assert "Kestrel" not in str(event.details)


def test_saving_without_a_change_leaves_no_trail(as_admin, clinic):
    as_admin.post(URL, good(clinic))
    as_admin.post(URL, good(clinic))

    assert AuditEvent.objects.filter(action="accounts.clinic_changed").count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"neutral_name": "The Hip and Back Clinic"}, "neutral_name", "Hip, Back"),
        ({"neutral_name": "Kestrel SI Joint"}, "neutral_name", "Leave out"),
        ({"neutral_name": ""}, "neutral_name", "Write the name"),
        ({"phone": "12"}, "phone", "area code"),
        ({"phone": "🙂"}, "phone", "area code"),
        ({"phone": ""}, "phone", "Write the number"),
        ({"urgent_phone": "x" * 39}, "urgent_phone", "area code"),
        ({"email": "desk"}, "email", "with an @"),
        ({"idle_minutes": "4"}, "idle_minutes", "from 5 to 120"),
        ({"idle_minutes": "many"}, "idle_minutes", "from 5 to 120"),
        ({"mon_from": "eight"}, "mon_from", "such as 08:30"),
        ({"mon_from": "17:00", "mon_to": "08:30"}, "mon_to", "after the opening"),
        ({"mon_to": ""}, "mon_to", "when it closes"),
        ({"mon_from": ""}, "mon_from", "when it opens"),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "valid choice"),
        ({"country": "fr"}, "country", "valid choice"),
        ({"name": "a\x00b"}, "name", "ull"),
        ({"named_clinician": "garbage"}, "named_clinician", "people shown"),
    ],
)
def test_bad_input_is_explained_at_the_field(as_admin, clinic, changes, field, says):
    before = clinic.name

    response = as_admin.post(URL, good(clinic, **changes))

    assert response.status_code == 200
    assert says in " ".join(response.context["form"].errors[field])
    clinic.refresh_from_db()
    assert clinic.name == before


def test_what_was_typed_is_kept_beside_a_mistake(as_admin, clinic):
    page = as_admin.post(
        URL, good(clinic, phone="12", name="Zoë's 🙂")
    ).content.decode()

    assert "Zoë&#x27;s 🙂" in page


def test_a_short_emergency_number_may_be_the_urgent_one(as_admin, clinic):
    as_admin.post(URL, good(clinic, urgent_phone="111"))

    clinic.refresh_from_db()
    assert clinic.urgent_phone == "111"


def test_another_clinics_clinician_cannot_be_named(as_admin, clinic, stranger):
    response = as_admin.post(URL, good(clinic, named_clinician=str(stranger.pk)))

    assert "named_clinician" in response.context["form"].errors


def test_only_admins_open_the_settings(as_clinician, as_receptionist):
    assert as_clinician.get(URL).status_code == 403
    assert as_receptionist.get(URL).status_code == 403


def test_an_admin_who_is_a_clinician_too_may_do_both(clinic, client):
    both = MembershipFactory(clinic=clinic, is_admin=True)
    client.force_login(both.user)

    assert client.get(reverse("accounts:open_clinic")).url == reverse(
        "caseload:list_patients"
    )
    assert client.get(URL).status_code == 200
