"""Each constraint of this room refuses its bad row."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests.factories import PatientFactory


def test_a_number_is_given_once_in_a_clinic(patient):
    with pytest.raises(IntegrityError, match=r"clinics_own|number"):
        PatientFactory(clinic=patient.clinic, number=patient.number)


def test_another_clinic_may_use_the_same_number(patient):
    PatientFactory(number=patient.number)


def test_nobody_was_born_before_1900(db):
    with pytest.raises(IntegrityError, match="born_after_1900"):
        PatientFactory(birth_date=date(1899, 12, 31))


def test_consent_to_mail_needs_an_address(db):
    with pytest.raises(IntegrityError, match="consent_needs_an_email"):
        PatientFactory(email="", email_consent=True)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1958, 3, 2), date(2026, 3, 1), 67),
        (date(1958, 3, 2), date(2026, 3, 2), 68),
        (date(2000, 2, 29), date(2026, 2, 28), 25),
    ],
)
def test_age_is_counted_in_completed_years(born, on, age):
    assert PatientFactory.build(birth_date=born).age_on(on) == age
