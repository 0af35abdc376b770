"""A standing equals a fresh computation, and costs the same for many as for few."""

from datetime import timedelta

import pytest
import time_machine
from django.test.utils import CaptureQueriesContext

from patients.audit.actor import Actor
from patients.records.actions import touch
from programmes.triage.actions import refresh_standings
from programmes.triage.models import Standing
from tests.factories import (
    NOW,
    TODAY,
    AlertFactory,
    AssignmentFactory,
    PatientFactory,
    RestingPainFactory,
    SessionFactory,
    with_plan,
)

pytestmark = pytest.mark.django_db
TICK = Actor.tick("test")


def on_programme(clinic, **fields):
    patient = PatientFactory(clinic=clinic, **fields)
    version = with_plan(AssignmentFactory(patient=patient))
    return patient, version


def refresh(clinic, now=NOW):
    return refresh_standings(by=TICK, clinic=clinic, now=now)


def days_ago(days):
    return TODAY - timedelta(days=days)


def test_a_patient_silent_for_a_week_is_named(clinic):
    patient, version = on_programme(clinic)
    SessionFactory(version=version, local_date=days_ago(9))

    refresh(clinic)

    standing = Standing.objects.get(patient=patient)
    assert standing.severity == Standing.Severity.THIS_WEEK
    assert "silent" in [reason["rule"] for reason in standing.reasons]
    assert standing.last_session_on == days_ago(9)


def test_pain_up_by_two_is_named_against_the_first_week(clinic):
    patient, version = on_programme(clinic)
    for day in (27, 26, 25):
        RestingPainFactory(patient=patient, local_date=days_ago(day), pain=2)
    for day in (3, 2, 1):
        RestingPainFactory(patient=patient, local_date=days_ago(day), pain=5)
        SessionFactory(version=version, local_date=days_ago(day))

    refresh(clinic)

    standing = Standing.objects.get(patient=patient)
    assert (standing.baseline, standing.week_median) == (2, 5)
    assert "pain_up" in [reason["rule"] for reason in standing.reasons]


def test_missing_pain_is_not_zero(clinic):
    patient, _ = on_programme(clinic)
    RestingPainFactory(patient=patient, local_date=days_ago(1), pain=6)

    refresh(clinic)

    assert Standing.objects.get(patient=patient).week_median is None


def test_an_emergency_stands_above_all(clinic):
    quiet, version = on_programme(clinic)
    urgent, _ = on_programme(clinic)
    SessionFactory(version=version, local_date=days_ago(30))
    AlertFactory(patient=urgent, severity="emergency")

    refresh(clinic)

    assert [s.patient for s in clinic.standings.by_need()] == [urgent, quiet]


def test_what_is_still_true_is_not_worked_out_again(clinic):
    on_programme(clinic)

    assert refresh(clinic) == 1
    assert refresh(clinic) == 0


def test_a_change_makes_a_standing_stale(clinic):
    patient, version = on_programme(clinic)
    refresh(clinic)
    SessionFactory(version=version, local_date=TODAY)
    touch(patient=patient, at=NOW + timedelta(seconds=1))

    assert refresh(clinic, now=NOW + timedelta(minutes=1)) == 1
    assert Standing.objects.get(patient=patient).last_session_on == TODAY


def test_the_patients_midnight_makes_a_standing_stale(clinic):
    on_programme(clinic, time_zone="Pacific/Auckland")
    refresh(clinic)

    # Midnight in Auckland is noon UTC on this date.
    assert refresh(clinic, now=NOW + timedelta(hours=2, minutes=59)) == 0
    assert refresh(clinic, now=NOW + timedelta(hours=3, minutes=1)) == 1


def test_refreshed_bit_by_bit_equals_computed_afresh(clinic):
    patient, version = on_programme(clinic)
    for day in (6, 4, 2):
        SessionFactory(version=version, local_date=days_ago(day))
        RestingPainFactory(patient=patient, local_date=days_ago(day), pain=day)
        touch(patient=patient, at=NOW - timedelta(days=day))
        refresh(clinic, now=NOW - timedelta(days=day))
    refresh(clinic)
    stepwise = Standing.objects.values().get(patient=patient)

    Standing.objects.all().delete()
    refresh(clinic)

    assert Standing.objects.values().get(patient=patient) == stepwise


def test_many_patients_cost_as_many_queries_as_few(clinic, django_db_blocker):
    from django.db import connection

    counts = []
    for more in (2, 10):
        for _ in range(more):
            _, version = on_programme(clinic)
            SessionFactory(version=version, local_date=days_ago(2))
        Standing.objects.all().delete()
        with CaptureQueriesContext(connection, ) as queries:  # fmt: skip
            refresh(clinic)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_an_archived_patient_has_no_standing_on_the_list(clinic):
    patient, _ = on_programme(clinic)
    patient.archived_at = NOW
    patient.save()

    assert refresh(clinic) == 0


@time_machine.travel(NOW, tick=False)
def test_the_tick_refreshes_every_clinic(clinic):
    from programmes.triage.tasks import refresh_all_standings

    on_programme(clinic)
    other = PatientFactory()

    refresh_all_standings()

    assert Standing.objects.filter(clinic__in=[clinic, other.clinic]).count() == 2
