"""Something is wrong: the questions one by one, and what to do now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from patients.invitations.access import open_own_record
from patients.invitations.gates import own_record
from programmes.diary import actions
from programmes.diary.queries import flagged_checks, red_flag_holds, red_flags_of
from programmes.diary.red_flags import full_questions
from programmes.today.advice import advice_for, clinic_calls, emergency_call
from programmes.today.forms import FullForm
from programmes.today.opening import hours_in_words


@require_http_methods(["GET", "HEAD", "POST"])
@own_record
def report_problem(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    now = timezone.now()
    today = patient.today(now)
    if "cannot_say" in request.POST:
        actions.answer_safety_list(by=patient.actor, patient=patient, on=today, at=now)
        return redirect("today:show_advice")
    asked = red_flags_of(patient, on=today)
    questions = full_questions(asked.flags, asked.person, today=today)
    form = FullForm(
        request.POST if request.method == "POST" else None, questions=questions
    )
    if form.is_valid():
        check = actions.answer_full_questions(
            by=patient.actor, patient=patient, replies=form.replies, on=today, at=now
        )
        if check.flagged:
            return redirect("today:show_advice")
        messages.success(
            request,
            _(
                "Thank you. Nothing on this list needs help at once. If you still "
                "feel that something is wrong, call your clinic."
            ),
        )
        return redirect("today:show_today")
    context = {
        "patient": patient,
        "form": form,
        "emergency": emergency_call(patient.clinic),
        "hours": hours_in_words(patient.clinic.opening_hours),
    }
    return render(request, "today/something_wrong.html", context)


@require_safe
@own_record
def show_advice(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    checks = flagged_checks(patient)
    if not checks:
        return redirect("today:report_problem")
    asked = red_flags_of(patient, on=checks[0].local_date)
    advice = advice_for(checks, asked.flags, asked.person, patient)
    context = {
        "patient": patient,
        "advice": advice,
        "is_held": red_flag_holds(patient).exists(),
        "calls": clinic_calls(patient.clinic),
        "hours": hours_in_words(patient.clinic.opening_hours),
        "is_open": patient.clinic.is_open(timezone.now()),
    }
    return render(request, "today/advice.html", context)
