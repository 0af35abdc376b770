"""Patients whose screening is answered, and the plans one would send for them."""

from dataclasses import replace

import pytest

from programmes.library.queries import activities, current_version, exercises
from programmes.prescribing.drafts import Clearance
from programmes.prescribing.proposals import propose
from programmes.screening import actions as screening
from programmes.screening.facts import Answered
from programmes.screening.queries import screen_patient
from programmes.screening.questionnaire import questionnaire
from tests.factories import NOW, TODAY


def answer(patient, by, *, at=NOW, leave_open=(), **yes):
    """Answer every question "no", except those in `yes` and those left open."""
    answers = {
        question.slug: Answered("yes", yes[question.slug])
        if question.slug in yes
        else Answered("no")
        for question in questionnaire().questions
        if question.slug not in leave_open
    }
    screening.record_answers(by=by.actor, patient=patient, answers=answers, at=at)


def template_for(patient, *, on=TODAY, weeks=8, **changes):
    """Return the plan the page proposes for a patient on a day."""
    version = current_version()
    screened = screen_patient(patient, on, version, clearance_recorded=True)
    draft = propose(
        exercises(version),
        activities(version),
        screened.items,
        start_on=on,
        weeks=weeks,
    )
    return replace(draft, **changes)


@pytest.fixture
def healthy(patient, clinician):
    """A patient with every question answered and nothing against the programme."""
    answer(patient, clinician)
    return patient


@pytest.fixture
def clearance(clinician):
    return Clearance("clinician", clinician.name, TODAY)
