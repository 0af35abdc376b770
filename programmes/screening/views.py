from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from patients.accounts.gates import requires
from patients.accounts.own_path import own_path
from patients.accounts.permissions import Permission
from patients.accounts.types import ClinicRequest
from patients.records.access import open_patient
from patients.records.models import Patient
from programmes.library.queries import current_version
from programmes.screening import actions
from programmes.screening.facts import Answered
from programmes.screening.forms import ScreeningForm, as_form_data
from programmes.screening.panel import Panel, panel_of
from programmes.screening.queries import newest_answers, screen_answers
from programmes.screening.questionnaire import questionnaire


@requires(Permission.SCREEN_PATIENTS)
@require_http_methods(["GET", "POST"])
def answer_questions(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = open_patient(request, patient_id)
    now = timezone.now()
    groups = questionnaire().for_cause(patient.cause)
    kept = newest_answers(patient)
    previous = {slug: Answered(a.value, a.details) for slug, a in kept.items()}
    data: Mapping[str, Any] | None = request.POST if request.method == "POST" else None
    if "unchanged" in request.POST:
        data = as_form_data(groups, previous)
    form = ScreeningForm(
        data, groups=groups, previous=previous, patient=patient, now=now
    )
    back = _safe_next(request) or reverse("caseload:show_patient", args=[patient.pk])
    if request.method == "POST" and form.is_valid():
        answers = form.answers()
        if answers:
            actions.record_answers(
                by=request.membership.actor,
                patient=patient,
                answers=answers,
                at=now,
                confirmed_by=request.membership,
            )
            _tell(request, _panel(patient, {**previous, **answers}, now))
            return redirect(back)
        form.add_error(None, _("Answer at least one question, then save."))
    return render(
        request,
        "screening/answer_questions.html",
        {
            "patient": patient,
            "age": patient.age_on(patient.today(now)),
            "form": form,
            "panel": _panel(patient, previous, now),
            "last_answered_on": max(
                (a.answered_on for a in kept.values()), default=None
            ),
            "next": _safe_next(request),
            "back": back,
        },
    )


def _panel(patient: Patient, answers: Mapping[str, Answered], now: datetime) -> Panel:
    """Return how the patient stands; clearance is recorded with the plan, not here."""
    version = current_version()
    screened = screen_answers(
        answers,
        birth_date=patient.birth_date,
        on=patient.today(now),
        at=now,
        version=version,
        clearance_recorded=True,
    )
    return panel_of(screened, version)


def _tell(request: ClinicRequest, panel: Panel) -> None:
    """Say what the saved answers mean, where it cannot wait for a look at the plan."""
    if not panel.holding:
        messages.success(request, _("The screening answers are saved."))
        return
    messages.error(
        request,
        _("Saved. No exercises for now: %(conditions)s. %(urgency)s")
        % {
            "conditions": ", ".join(condition.label for condition in panel.holding),
            "urgency": panel.urgency,
        },
    )


def _safe_next(request: ClinicRequest) -> str:
    """Return where to go afterwards, if it is a path of our own."""
    return own_path(request.POST.get("next") or request.GET.get("next") or "")
