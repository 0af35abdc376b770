"""The library as a clinician reads it."""

import pytest
from django.urls import reverse

from programmes.library import queries
from tests.conftest import signed_in_as


def read(client, name="show_library"):
    response = client.get(reverse(f"library:{name}"))
    assert response.status_code == 200
    return response.text


def test_the_page_shows_exercises_pictures_and_doses(as_clinician):
    page = read(as_clinician)

    assert "Knee to chest" in page
    assert "/figures/knee_to_chest/start.svg?v=" in page
    assert "/figures/sit_ups/single.svg?v=" in page
    assert "does not say" in page
    assert "30 to 40" in page


@pytest.mark.parametrize("role", ["as_clinician", "as_receptionist", "as_admin"])
def test_everybody_at_the_clinic_may_read_it(request, role):
    read(request.getfixturevalue(role))


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert client.get(reverse("library:show_library")).status_code == 302


@pytest.mark.parametrize(
    ("country", "number", "other"), [("uk", "999", "911"), ("us", "911", "999")]
)
def test_the_red_flags_carry_the_numbers_of_the_clinics_country(
    clinic, clinician, country, number, other
):
    clinic.country = country
    clinic.save()

    page = read(signed_in_as(clinician))

    assert f"all {number}" in page
    assert f"all {other}" not in page


def test_a_clinic_without_approval_is_told_that_no_plan_can_start(clinic, clinician):
    clinic.is_demo = False
    clinic.save()

    page = read(signed_in_as(clinician))

    assert "Not yet approved for this clinic" in page
    assert "No plan can start" in page


def test_only_the_named_clinician_sees_the_button(clinic, clinician, as_receptionist):
    clinic.named_clinician = clinician
    clinic.save()

    assert "Approve this version" in read(signed_in_as(clinician))
    assert "Approve this version" not in read(as_receptionist)


def test_the_rules_page_shows_every_condition_with_its_reasons(as_clinician):
    page = read(as_clinician, "show_rules")
    book = queries.current_version().content["screening"]

    assert page.count("<details") >= len(book["conditions"])
    assert "Flat supine lying: aortocaval compression" in page
