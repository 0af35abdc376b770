"""Today: the safety list, pain at rest, the plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from patients.invitations.access import open_own_record
from patients.invitations.gates import own_record
from programmes.diary import actions
from programmes.diary.days import day_state
from programmes.diary.models import RestingPain
from programmes.diary.queries import red_flags_of
from programmes.diary.red_flags import daily_lines
from programmes.today.forms import PainForm
from programmes.today.pages import today_page


@require_safe
@own_record
def show_today(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    page = today_page(patient, timezone.now())
    return render(request, "today/today.html", {"page": page, "patient": patient})


@require_http_methods(["GET", "HEAD", "POST"])
@own_record
def answer_safety_list(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    now = timezone.now()
    today = patient.today(now)
    if request.method == "POST":
        check = actions.answer_safety_list(
            by=patient.actor,
            patient=patient,
            ticked=request.POST.getlist("line"),
            none_of_these="none" in request.POST,
            on=today,
            at=now,
        )
        if check.flagged:
            return redirect("today:show_advice")
        return redirect(reverse("today:show_today") + "#next")
    asked = red_flags_of(patient, on=today)
    lines = daily_lines(asked.flags, asked.person, today=today)
    context = {"patient": patient, "flags": asked.flags, "lines": lines}
    return render(request, "today/safety_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_record
def record_pain(request: HttpRequest, kind: str) -> HttpResponse:
    patient = open_own_record(request)
    now = timezone.now()
    form = PainForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.record_resting_pain(
            by=patient.actor,
            patient=patient,
            kind=kind,
            pain=form.cleaned_data["pain"],
            on=patient.today(now),
            at=now,
        )
        return redirect(reverse("today:show_today") + "#next")
    state = day_state(patient, patient.today(now))
    is_morning = kind == RestingPain.Kind.NEXT_MORNING
    context = {
        "patient": patient,
        "form": form,
        "is_morning": is_morning,
        "chosen": state.morning if is_morning else state.before,
    }
    return render(request, "today/pain.html", context)
