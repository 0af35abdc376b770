"""A warning sign that nobody has answered keeps a programme from starting."""

import pytest

from programmes.alerts.models import Alert
from programmes.prescribing.queries import open_red_flags
from tests.factories import NOW, AlertFactory, AssignmentFactory, HoldFactory

pytestmark = pytest.mark.django_db


def test_a_sign_reported_without_a_programme_counts_by_its_alert(patient):
    AlertFactory(patient=patient, rule=Alert.RED_FLAG)

    assert open_red_flags(patient) == 1


def test_a_sign_with_its_pause_counts_once(patient):
    AlertFactory(patient=patient, rule=Alert.RED_FLAG)
    HoldFactory(assignment=AssignmentFactory(patient=patient), cause="red_flag")

    assert open_red_flags(patient) == 1


def test_a_closed_alert_no_longer_counts(patient, clinician):
    AlertFactory(
        patient=patient,
        rule=Alert.RED_FLAG,
        closed_at=NOW,
        closed_by=clinician,
        outcome="called",
    )

    assert open_red_flags(patient) == 0
