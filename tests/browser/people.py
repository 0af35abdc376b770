"""Patients in the middle of a plan, for journeys that begin there."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from patients.accounts.models import Membership
from patients.records.models import Patient
from programmes.prescribing.models import PlanVersion
from tests.factories import (
    AssignmentFactory,
    RestingPainFactory,
    SafetyCheckFactory,
    answer_no_to_everything,
    with_plan,
)


@transaction.atomic  # some eighty rows: one commit, not eighty
def start_plan(
    patient: Patient, clinician: Membership, *, days_ago: int
) -> PlanVersion:
    """Give a screened patient a plan with every exercise on every day."""
    began = timezone.now() - timedelta(days=days_ago)
    on = patient.today(began)
    answer_no_to_everything(patient, answered_at=began, answered_on=on)
    assignment = AssignmentFactory(
        patient=patient,
        assigned_by=clinician,
        start_on=on,
        clearance_on=on,
        created_at=began,
        activated_at=began,
    )
    return with_plan(assignment)


def answer_today(patient: Patient, *, pain: int = 3) -> None:
    """Answer today's safety list and pain now, so that the exercises are open."""
    now = timezone.now()
    today = {"patient": patient, "local_date": patient.today(now)}
    SafetyCheckFactory(at=now, **today)
    RestingPainFactory(pain=pain, recorded_at=now, received_at=now, **today)
