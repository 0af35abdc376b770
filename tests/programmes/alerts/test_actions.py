"""An alert stays until somebody closes it with an outcome."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from patients.audit.models import AuditEvent
from programmes.alerts import actions
from programmes.alerts.models import Alert
from tests.factories import NOW, AlertFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def raise_alert(patient, severity="same_day", reason="Said yes.", at=NOW):
    return actions.raise_alert(
        by=patient.actor,
        patient=patient,
        rule="red_flag",
        reason=reason,
        severity=severity,
        at=at,
    )


def test_an_alert_goes_to_the_patients_clinician(patient, clinician):
    patient.clinician = clinician
    patient.save()

    alert = raise_alert(patient)

    assert alert.owner == clinician
    assert alert.due_at > NOW
    assert AuditEvent.objects.filter(action="alerts.raised").count() == 1


def test_without_a_clinician_the_clinics_named_one_owns_it(patient, clinician):
    patient.clinic.named_clinician = clinician
    patient.clinic.save()

    assert raise_alert(patient).owner == clinician


def test_the_same_rule_again_keeps_one_alert_and_the_newer_reason(patient):
    first = raise_alert(patient, severity="this_week", reason="One.")

    second = raise_alert(patient, severity="emergency", reason="Two.")

    assert second.pk == first.pk
    assert (second.severity, second.reason) == ("emergency", "Two.")
    assert second.due_at < first.due_at


def test_severity_never_falls(patient):
    raise_alert(patient, severity="emergency")

    assert raise_alert(patient, severity="this_week").severity == "emergency"


def test_a_rise_takes_the_acknowledgement_back(patient, clinician):
    alert = raise_alert(patient, severity="this_week")
    actions.acknowledge(by=clinician.actor, member=clinician, alert=alert, at=NOW)

    risen = raise_alert(patient, severity="emergency")

    assert risen.acknowledged_at is None


def test_the_first_to_acknowledge_owns_it(patient, clinician):
    alert = AlertFactory(patient=patient)
    late = MembershipFactory(clinic=patient.clinic)

    for member in (clinician, late):
        actions.acknowledge(by=member.actor, member=member, alert=alert, at=NOW)

    alert.refresh_from_db()
    assert alert.acknowledged_by == alert.owner == clinician


def test_closing_says_what_came_of_it(patient, clinician):
    alert = AlertFactory(patient=patient)

    actions.close(
        by=clinician.actor,
        member=clinician,
        alert=alert,
        outcome=Alert.Outcome.CALLED,
        note="All well.",
        at=NOW,
    )

    alert.refresh_from_db()
    assert (alert.outcome, alert.closed_by) == ("called", clinician)


def test_the_first_outcome_stands(patient, clinician):
    alert = AlertFactory(patient=patient)
    values = {"by": clinician.actor, "member": clinician, "alert": alert, "at": NOW}
    actions.close(**values, outcome="called", note="")

    with pytest.raises(actions.UnableToClose) as late:
        actions.close(**values, outcome="visit", note="")

    assert late.value.alert.outcome == "called"


def test_after_closing_the_rule_may_raise_anew(patient, clinician):
    first = raise_alert(patient)
    actions.close(
        by=clinician.actor,
        member=clinician,
        alert=first,
        outcome="called",
        note="",
        at=NOW,
    )

    again = raise_alert(patient, at=NOW + timedelta(days=1))

    assert again.pk != first.pk


@pytest.mark.parametrize(
    "wrong",
    [
        {"acknowledged_at": NOW},
        {"closed_at": NOW},
        {"outcome": "called"},
    ],
)
def test_the_database_refuses_half_an_answer(patient, wrong):
    alert = AlertFactory(patient=patient)

    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=alert.pk).update(**wrong)


def test_the_queue_closes_an_alert_in_one_form(as_clinician, patient):
    alert = AlertFactory(patient=patient)

    response = as_clinician.post(
        f"/patients/{patient.pk}/alerts/{alert.pk}/close/",
        {"outcome": "called", "note": "Spoke at noon."},
    )

    alert.refresh_from_db()
    assert response.status_code == 302
    assert (alert.outcome, alert.note) == ("called", "Spoke at noon.")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose what came of it."),
        ({"outcome": "eaten"}, "Choose one of the outcomes."),
        ({"outcome": "called", "note": "x" * 1001}, "Shorten the note"),
    ],
)
def test_a_wrong_closing_says_how_to_mend_it(as_clinician, patient, sent, said):
    alert = AlertFactory(patient=patient)

    response = as_clinician.post(
        f"/patients/{patient.pk}/alerts/{alert.pk}/close/", sent
    )

    assert said in response.content.decode()
    assert Alert.objects.open().count() == 1


def test_an_odd_page_number_is_no_error(as_clinician):
    assert as_clinician.get("/alerts/?page=banana").status_code == 200
