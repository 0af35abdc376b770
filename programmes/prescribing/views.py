from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from patients.accounts.gates import requires
from patients.accounts.permissions import Permission
from patients.accounts.types import ClinicRequest
from patients.records.access import open_patient
from patients.records.models import Patient
from programmes.prescribing import actions, queries
from programmes.prescribing.assigning import AssignSheet
from programmes.prescribing.changing import ChangeSheet
from programmes.prescribing.forms import CloseHoldForm, EndForm, PauseForm
from programmes.prescribing.models import Assignment
from programmes.prescribing.words import day_words


@requires(Permission.PRESCRIBE)
@require_http_methods(["GET", "POST"])
def assign(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = open_patient(request, patient_id)
    now = timezone.now()
    plan = queries.newest_plan(patient, patient.today(now))
    if plan and plan.is_active and request.method == "GET":
        messages.info(request, _("This patient has an active plan. Change it here."))
        return redirect("prescribing:change_plan", patient.pk)
    sheet = AssignSheet(
        patient=patient,
        membership=request.membership,
        plan=plan if plan and plan.is_draft else None,
        now=now,
        data=request.POST if request.method == "POST" else None,
    )
    if request.method == "POST" and sheet.is_valid() and "look" not in request.POST:
        try:
            assignment = actions.assign(
                by=request.membership.actor,
                membership=request.membership,
                patient=patient,
                draft=sheet.draft,
                clearance=sheet.clearance,
                activate="start" in request.POST,
                at=now,
            )
        except actions.UnableToAssign as error:
            sheet.refused = error.reasons
        else:
            messages.success(
                request, _what_was_assigned(assignment, patient.today(now))
            )
            if assignment.state == Assignment.State.ACTIVE:
                _say_how_the_patient_gets_it(request, patient)
            return redirect("caseload:show_patient", patient.pk)
    return _page(
        request,
        patient,
        "prescribing/assign.html",
        {"sheet": sheet, "looks": "look" in request.POST},
    )


@requires(Permission.PRESCRIBE)
@require_http_methods(["GET", "POST"])
def change_plan(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = open_patient(request, patient_id)
    now = timezone.now()
    plan = queries.newest_plan(patient, patient.today(now))
    if plan is None or plan.is_draft:
        messages.info(request, _("No plan is active. Nothing was changed."))
        return redirect("prescribing:show_plan", patient.pk)
    sheet = ChangeSheet(
        patient=patient,
        membership=request.membership,
        plan=plan,
        now=now,
        data=request.POST if request.method == "POST" else None,
    )
    if request.method == "POST" and sheet.is_valid() and "look" not in request.POST:
        try:
            actions.change_plan(
                by=request.membership.actor,
                membership=request.membership,
                assignment=plan.assignment,
                draft=sheet.draft,
                reason=sheet.when.cleaned_data["reason"],
                expected_version=_number(request.POST.get("expected")),
                at=now,
            )
        except actions.UnableToChange as error:
            sheet.refused = error.reasons
        else:
            messages.success(request, _("The plan has changed."))
            return redirect("caseload:show_patient", patient.pk)
    return _page(
        request,
        patient,
        "prescribing/change_plan.html",
        {"sheet": sheet, "looks": "look" in request.POST},
    )


@requires(Permission.SEE_PATIENTS)
@require_safe
def show_plan(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = open_patient(request, patient_id)
    return _page(
        request,
        patient,
        "prescribing/show_plan.html",
        {
            "plan": queries.current_plan(patient, patient.today(timezone.now())),
            "assignments": queries.assignments_of(patient),
            "holds": queries.holds_of(patient),
        },
    )


@requires(Permission.PRESCRIBE)
@require_http_methods(["GET", "POST"])
def pause(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = open_patient(request, patient_id)
    now = timezone.now()
    plan = queries.current_plan(patient, patient.today(now))
    if plan is None or plan.is_draft:
        messages.info(request, _("No plan is active, so there is nothing to pause."))
        return redirect("prescribing:show_plan", patient.pk)
    form = PauseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_hold(
                by=request.membership.actor,
                assignment=plan.assignment,
                at=now,
                **form.cleaned_data,
            )
        except actions.UnableToOpenHold as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("The plan is paused."))
        return redirect("caseload:show_patient", patient.pk)
    return _page(
        request,
        patient,
        "prescribing/pause_plan.html",
        {"form": form, "plan": plan},
    )


@requires(Permission.PRESCRIBE)
@require_http_methods(["GET", "POST"])
def close_hold(request: ClinicRequest, patient_id: UUID, hold_id: UUID) -> HttpResponse:
    patient = open_patient(request, patient_id)
    hold = queries.hold_of(patient, hold_id)
    if hold is None:
        raise Http404
    form = CloseHoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_hold(
                by=request.membership.actor,
                hold=hold,
                outcome=form.cleaned_data["outcome"],
                at=timezone.now(),
            )
        except actions.UnableToCloseHold as error:
            form.add_error(None, str(error))
            hold = queries.hold_of(patient, hold_id)
        else:
            messages.success(request, _("This pause is lifted."))
            return redirect("caseload:show_patient", patient.pk)
    return _page(
        request,
        patient,
        "prescribing/close_hold.html",
        {
            "form": form,
            "hold": hold,
            "others": [
                other
                for other in queries.holds_of(patient)
                if other.closed_at is None and other.pk != hold_id
            ],
        },
    )


@requires(Permission.PRESCRIBE)
@require_http_methods(["GET", "POST"])
def end(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = open_patient(request, patient_id)
    now = timezone.now()
    plan = queries.current_plan(patient, patient.today(now))
    if plan is None:
        messages.info(request, _("The programme has ended already."))
        return redirect("prescribing:show_plan", patient.pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_assignment(
                by=request.membership.actor,
                assignment=plan.assignment,
                reason=form.cleaned_data["reason"],
                at=now,
            )
        except actions.UnableToEnd as error:
            messages.warning(request, str(error))
        else:
            messages.success(
                request,
                _("The draft is put away.")
                if plan.is_draft
                else _("The programme has ended."),
            )
        return redirect("caseload:show_patient", patient.pk)
    return _page(
        request,
        patient,
        "prescribing/end_plan.html",
        {"form": form, "plan": plan},
    )


def _what_was_assigned(assignment: Assignment, today: date) -> str:
    if assignment.state == Assignment.State.DRAFT:
        return _("The draft is saved.")
    if assignment.start_on > today:
        return _("The plan is set. It starts on %(day)s.") % {
            "day": day_words(assignment.start_on)
        }
    return _("The plan has started.")


def _say_how_the_patient_gets_it(request: ClinicRequest, patient: Patient) -> None:
    """Without e-mail no link goes out: somebody must hand it over, now if possible."""
    if patient.can_be_mailed or not request.membership.can(Permission.INVITE_PATIENTS):
        return
    messages.info(
        request,
        format_html(
            '{} <a href="{}">{}</a>',
            _("No e-mail goes to this patient."),
            reverse("invitations:show_access", args=[patient.pk]),
            _("Print their link with a square code"),
        ),
    )


def _page(
    request: ClinicRequest, patient: Patient, template: str, context: dict[str, Any]
) -> HttpResponse:
    """Render a page under the patient's banner."""
    age = patient.age_on(patient.today(timezone.now()))
    return render(request, template, {"patient": patient, "age": age, **context})


def _number(typed: str | None) -> int:
    """Return the version a page began from; 0, which no plan has, for nonsense."""
    return (
        int(typed)
        if typed and typed.isascii() and typed.isdigit() and len(typed) < 6
        else 0
    )
