"""Today and the log ask the database no more as the history grows."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.alerts.models import Alert
from programmes.diary.models import RestingPain, Session
from tests.conftest import remembered_as
from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    PatientFactory,
    RestingPainFactory,
    SafetyCheckFactory,
    SessionFactory,
    with_plan,
)

DAY = timedelta(days=1)
TODAY_BUDGET, LOG_BUDGET, SMALL_BUDGET = 6, 12, 12


def history(version, sessions):
    patient = version.assignment.patient
    RestingPain.objects.bulk_create(
        RestingPainFactory.build(
            patient=patient, clinic=patient.clinic, local_date=TODAY - n * DAY
        )
        for n in range(1, sessions + 1)
    )
    Session.objects.bulk_create(
        SessionFactory.build(
            version=version,
            assignment=version.assignment,
            patient=patient,
            clinic=patient.clinic,
            local_date=TODAY - n * DAY,
            received_at=NOW - n * DAY,
        )
        for n in range(1, sessions + 1)
    )


@pytest.fixture(params=[(1, 5), (40, 60)], ids=["small", "large"])
def sized(request, patient, version):
    """The patient with a history, in a clinic with others."""
    others, sessions = request.param
    for _ in range(others):
        neighbour = PatientFactory(clinic=patient.clinic)
        history(with_plan(AssignmentFactory(patient=neighbour)), 2)
    history(version, sessions)
    SafetyCheckFactory(patient=patient)
    RestingPainFactory(patient=patient)
    return version


def queries_of(client, method, url, *data) -> int:
    client.get(url)  # what a process reads once is read
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = getattr(client, method)(url, *data)
    assert response.status_code in {200, 302}
    return len(asked)


def test_today_with_its_plan_keeps_its_budget(phone, sized):
    assert queries_of(phone, "get", "/me/") <= TODAY_BUDGET


def test_today_keeps_its_budget_while_the_advice_stands(phone, sized):
    phone.post("/me/safety/", {"line": "saddle"})

    assert Alert.objects.exists()
    assert queries_of(phone, "get", "/me/") <= TODAY_BUDGET


def test_today_without_a_plan_keeps_its_budget(clinic):
    assert queries_of(remembered_as(PatientFactory(clinic=clinic)), "get", "/me/") <= 6


@pytest.mark.parametrize("url", ["/me/log/", "/me/log/some/"])
def test_a_log_keeps_its_budget(phone, sized, url):
    one = sized.items.first()
    fields = {
        "client_uuid": str(uuid4()),
        "version": str(sized.pk),
        "on": TODAY.isoformat(),
        "worst": "4",
        f"item_{one.pk.hex}": "done",
    }

    assert queries_of(phone, "post", url, fields) <= LOG_BUDGET
    assert Session.objects.filter(
        local_date=TODAY, patient__number=sized.assignment.patient.number
    ).exists()


@pytest.mark.parametrize("page", ["progress", "history", "more", "plan", "looks"])
def test_the_other_pages_ask_as_much_at_any_size(phone, sized, page):
    assert queries_of(phone, "get", f"/me/{page}/") <= SMALL_BUDGET
