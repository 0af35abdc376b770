"""The demo is loaded once, the same every time, and only where nobody is real."""

import io
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command

from config.demo import sign_ins
from config.demo.loading import LoadedBefore, RealClinic, load
from patients.accounts.models import User
from patients.audit.models import AuditEvent
from patients.records.models import Patient
from programmes.diary.models import RestingPain, Session
from programmes.prescribing.models import PlanVersion
from programmes.triage.models import Standing
from tests.factories import ClinicFactory

NOW = datetime(2026, 5, 6, 16, 30, tzinfo=UTC)
FEW = [
    "Barnaby Thistlewood",
    "Ottoline Brackenridge",
    "Inés Vallenoire",
    "Hamish Dunnowhere",
    "Marguerite Plumstead-Vane",
    "Thaddeus Lanternwick",
    "Maribel Quintasol",
    "Clarissa Windowmere",
]


@pytest.fixture
def apart(settings, tmp_path, db):
    """A place for the sign-ins of a demo that this test loads itself."""
    settings.VAR_DIR = tmp_path
    return tmp_path


def weeks_of(name: str) -> list[tuple]:
    """Return all that one person reported."""
    done = Session.objects.filter(patient__full_name=name).values_list(
        "local_date", "performed_at", "worst_pain", "client_uuid", "note"
    )
    felt = RestingPain.objects.filter(patient__full_name=name).values_list(
        "local_date", "kind", "pain", "recorded_at"
    )
    return [*sorted(done), *sorted(felt)]


def test_the_same_day_invents_the_same_weeks(apart):
    with time_machine.travel(NOW, tick=False):
        load(now=NOW, only=FEW)
        first = {name: weeks_of(name) for name in FEW}
        load(now=NOW, only=FEW, anew=True)

    assert {name: weeks_of(name) for name in FEW} == first
    assert len(first["Ottoline Brackenridge"]) > 60


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # the clocks change in London today
        datetime(2026, 11, 2, 7, 5, tzinfo=UTC),  # and changed in Los Angeles yesterday
        datetime(2027, 1, 3, 23, 59, tzinfo=UTC),  # a Sunday night, the year just begun
        datetime(2028, 2, 29, 8, 0, tzinfo=UTC),
    ],
)
def test_the_stories_hold_on_any_day(apart, now):
    with time_machine.travel(now, tick=False):
        load(now=now, only=FEW)
    rules = {
        standing.patient.full_name: {reason["rule"] for reason in standing.reasons}
        for standing in Standing.objects.select_related("patient")
    }

    assert "alert_open" in rules["Barnaby Thistlewood"]
    assert "pain_up" in rules["Ottoline Brackenridge"]
    assert "pain_up" in rules["Maribel Quintasol"]
    assert "silent" in rules["Hamish Dunnowhere"]
    assert "silent" not in rules["Marguerite Plumstead-Vane"]


def test_a_second_load_changes_nothing(apart):
    load(now=NOW, only=FEW)
    before = (apart / sign_ins.FILE).read_text()
    told = io.StringIO()

    call_command("load_demo", stdout=told)

    assert "there already" in told.getvalue()
    assert Patient.objects.count() == len(FEW)
    assert (apart / sign_ins.FILE).read_text() == before


def test_loading_twice_is_refused_unless_it_is_to_be_anew(apart):
    load(now=NOW, only=FEW)

    with pytest.raises(LoadedBefore):
        load(now=NOW, only=FEW)


def test_a_demo_made_anew_replaces_the_old_one_but_not_the_operators(apart):
    User.objects.create_superuser("operator@example.test", "pass")
    load(now=NOW, only=FEW)
    old = set(Patient.objects.values_list("pk", flat=True))
    trail = AuditEvent.objects.count()

    load(now=NOW, only=FEW, anew=True)

    assert Patient.objects.count() == len(FEW)
    assert not Patient.objects.filter(pk__in=old).exists()
    assert PlanVersion.objects.filter(assignment__patient__in=old).count() == 0
    assert User.objects.filter(email="operator@example.test").exists()
    assert AuditEvent.objects.count() > trail


@pytest.mark.parametrize("force", [False, True])
def test_nothing_invented_goes_into_a_database_with_a_real_clinic(apart, force):
    ClinicFactory(is_demo=False)

    with pytest.raises(CommandError, match="not a demo"):
        call_command("load_demo", force=force, stdout=io.StringIO())

    assert not Patient.objects.exists()
    assert not (apart / sign_ins.FILE).exists()


def test_a_demo_beside_a_real_clinic_is_not_taken_out(apart):
    load(now=NOW, only=FEW)
    ClinicFactory(is_demo=False)

    with pytest.raises(RealClinic):
        load(now=NOW, only=FEW, anew=True)

    assert Patient.objects.count() == len(FEW)
