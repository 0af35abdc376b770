"""Each constraint of this room refuses its bad row."""

import pytest
from django.db import IntegrityError

from patients.accounts.models import User
from tests.factories import ClinicFactory, MembershipFactory, UserFactory


def test_an_address_in_capitals_is_refused(db):
    with pytest.raises(IntegrityError, match="email_is_lower_case"):
        UserFactory(email="Person@Example.test")


def test_making_a_person_lowers_the_address(db):
    assert (
        User.objects.create_user("Person@Example.TEST").email == "person@example.test"
    )


def test_an_address_belongs_to_one_person(db):
    UserFactory(email="one@example.test")

    with pytest.raises(IntegrityError, match="email"):
        UserFactory(email="one@example.test")


@pytest.mark.parametrize("minutes", [4, 121])
def test_idle_minutes_out_of_range_are_refused(db, minutes):
    with pytest.raises(IntegrityError, match="idle_minutes_in_range"):
        ClinicFactory(idle_minutes=minutes)


def test_an_unknown_country_is_refused(db):
    with pytest.raises(IntegrityError, match="country_is_known"):
        ClinicFactory(country="fr")


def test_a_person_is_a_member_of_a_clinic_once(clinician):
    with pytest.raises(IntegrityError, match=r"once_per_clinic|user_id"):
        MembershipFactory(user=clinician.user, clinic=clinician.clinic)


def test_a_member_without_a_role_is_refused(db):
    with pytest.raises(IntegrityError, match="has_a_role"):
        MembershipFactory(is_clinician=False)
