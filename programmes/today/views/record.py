"""My progress, my history, and everything about my record."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from patients.invitations.access import open_own_record
from patients.invitations.gates import own_record
from programmes.diary.queries import history
from programmes.library.queries import current_version, texts, version_with
from programmes.prescribing.queries import current_plan
from programmes.today.cards import cards_of, cautions_of
from programmes.today.progress import history_days, progress_page
from programmes.today.queries import last_ended, looks_at

HISTORY_DAYS = 90  # our default: what fits on one page and covers a programme


@require_safe
@own_record
def show_progress(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    page = progress_page(patient, timezone.now())
    return render(request, "today/progress.html", {"patient": patient, "page": page})


@require_safe
@own_record
def show_history(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    now = timezone.now()
    today = patient.today(now)
    start = today - timedelta(days=HISTORY_DAYS - 1)
    sessions = history(patient, start=start, end=today)
    context = {
        "patient": patient,
        "sessions": history_days(sessions, patient, now),
        "days": HISTORY_DAYS,
        "section": "progress",
    }
    return render(request, "today/history.html", context)


@require_safe
@own_record
def show_more(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    return render(request, "today/more.html", {"patient": patient})


@require_safe
@own_record
def show_plan(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    plan = current_plan(patient, patient.today(timezone.now()))
    if plan is not None and plan.is_draft:
        plan = None
    context = {
        "patient": patient,
        "plan": plan,
        "cards": cards_of(plan.items) if plan else [],
        "cautions": cautions_of(plan.activities) if plan else [],
        "texts": texts(version_with(plan.version.library_id)) if plan else None,
        "ended_on": None if plan else last_ended(patient),
        "section": "more",
    }
    return render(request, "today/plan.html", context)


@require_safe
@own_record
def show_activities(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    plan = current_plan(patient, patient.today(timezone.now()))
    shown = plan.activities if plan is not None and not plan.is_draft else ()
    context = {
        "patient": patient,
        "cautions": cautions_of(shown),
        "section": "more",
    }
    return render(request, "today/activities.html", context)


@require_safe
@own_record
def show_self_care(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    context = {"patient": patient, "texts": texts(current_version()), "section": "more"}
    return render(request, "today/self_care.html", context)


@require_safe
@own_record
def show_looks(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    context = {"patient": patient, "looks": looks_at(patient), "section": "more"}
    return render(request, "today/looks.html", context)
