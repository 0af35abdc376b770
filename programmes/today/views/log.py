"""Log a session, add a missed day, put a mistake right."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from patients.invitations.access import open_own_record
from patients.invitations.gates import own_record
from patients.records.models import Patient
from programmes.diary import actions
from programmes.diary.actions import (
    ConflictingEntry,
    UnableToLog,
)
from programmes.diary.actions.sessions import may_change
from programmes.diary.days import day_state
from programmes.diary.models import RestingPain
from programmes.diary.queries import (
    is_one_of_several,
    own_session,
    red_flags_of,
    version_for_day,
    version_shown,
)
from programmes.diary.red_flags import daily_lines
from programmes.diary.versions import due_items
from programmes.prescribing.models import PlanItem
from programmes.today.fixing_forms import MissedForm
from programmes.today.forms import LogForm, SessionForm, SomeForm
from programmes.today.queries import last_days, latest_assignment, sessions_done


@require_http_methods(["GET", "HEAD", "POST"])
@own_record
def log_session(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    form = LogForm(request.POST)
    if form.is_valid() and (answer := _save(request, patient, form)):
        return answer
    items = _items_shown(request, patient)
    shown = LogForm(
        request.POST if request.method == "POST" else None,
        **_still_open(patient, items),
    )
    return _show_log(request, patient, _mended(shown, form), items, is_planned=True)


@require_http_methods(["GET", "HEAD", "POST"])
@own_record
def log_some(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    items = _items_shown(request, patient)
    form = SomeForm(request.POST, items=items)
    if form.is_valid() and (answer := _save(request, patient, form)):
        return answer
    shown = SomeForm(
        request.POST if request.method == "POST" else None,
        items=items,
        **_still_open(patient, items),
    )
    return _show_log(request, patient, _mended(shown, form), items, is_planned=False)


@require_http_methods(["GET", "HEAD", "POST"])
@own_record
def add_missed_day(request: HttpRequest) -> HttpResponse:
    patient = open_own_record(request)
    form = MissedForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (answer := _save(request, patient, form)):
        return answer
    context = {"patient": patient, "form": form, "section": "progress"}
    return render(request, "today/missed_day.html", context)


@require_safe
@own_record
def show_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    patient = open_own_record(request)
    session = get_object_or_404(own_session(patient, session_id))
    now = timezone.now()
    today = patient.today(now)
    state = day_state(patient, today)
    assignment = latest_assignment(patient)
    week = assignment and sessions_done(
        patient, assignment, start=last_days(today, 7), end=today, today=today
    )
    context = {
        "patient": patient,
        "session": session,
        "done": [item for item in session.items.all() if item.state == "done"],
        "today": today,
        "week": week,
        "stopped": any(item.state == "stopped" for item in session.items.all()),
        "may_change": may_change(session, patient, now),
        "is_one_of_several": is_one_of_several(patient, session),
        "section": "today",
    }
    if session.local_date == today and state.check is None:
        asked = red_flags_of(patient, on=today)
        context["flags"] = asked.flags
        context["lines"] = daily_lines(asked.flags, asked.person, today=today)
    return render(request, "today/saved.html", context)


def _save(
    request: HttpRequest, patient: Patient, form: SessionForm
) -> HttpResponse | None:
    """Store what was entered; None, with the message at its field, when it cannot be.

    The safety answer comes first: it must not be lost with a session that is refused.
    """
    now = timezone.now()
    flagged = False
    if isinstance(form, LogForm) and (form.said_yes or form.said_none):
        check = actions.answer_safety_list(
            by=patient.actor,
            patient=patient,
            ticked=form.ticked,
            none_of_these=form.said_none,
            on=patient.today(now),
            at=now,
        )
        flagged = check.flagged
    try:
        record_before(patient, form, on=form.cleaned_data["on"])
        logged = actions.log_session(
            by=patient.actor, patient=patient, entry=form.entry(), at=now
        )
    except UnableToLog as refusal:
        form.add_error(refusal.field or None, str(refusal.message))
        return None
    except ConflictingEntry as refusal:
        return refused(request, refusal)
    if flagged:
        messages.success(request, _("Your session is saved."))
        return redirect("today:show_advice")
    return redirect("today:show_session", logged.session.pk)


def record_before(patient: Patient, form: SessionForm, *, on: date) -> None:
    """Store pain before the session, where it was given."""
    pain = form.cleaned_data.get("before")
    if pain is None:
        return
    actions.record_resting_pain(
        by=patient.actor,
        patient=patient,
        kind=RestingPain.Kind.BEFORE,
        pain=pain,
        on=on,
        at=timezone.now(),
    )


def refused(request: HttpRequest, refusal: Exception) -> HttpResponse:
    """Say why an entry is not stored, beside what is."""
    if isinstance(refusal, ConflictingEntry):
        messages.warning(
            request,
            _(
                "This session was saved before, with other answers. Those still "
                "stand. Tap “Fix a mistake” to change them."
            ),
        )
        return redirect("today:show_session", refusal.stored.pk)
    messages.warning(request, str(refusal))
    return redirect("today:show_history")


def _items_shown(request: HttpRequest, patient: Patient) -> list[PlanItem]:
    """Return the exercises of the plan that was on the page the patient came from."""
    shown = request.POST.get("version") or request.GET.get("plan") or ""
    today = patient.today(timezone.now())
    version = version_shown(patient, shown) or version_for_day(patient, today)
    return list(due_items(list(version.items.all()), today)) if version else []


def _mended(shown: LogForm, refused: LogForm) -> LogForm:
    """Return the form to show, with what refused it before."""
    if shown.is_bound:
        shown.full_clean()
        for field, errors in refused.errors.as_data().items():
            if field not in shown.errors:
                shown.add_error(None if field == NON_FIELD_ERRORS else field, errors)
    return shown


def _still_open(patient: Patient, items: list[PlanItem]) -> dict[str, Any]:
    """Return what the log must still ask for today, and the form's first values."""
    today = patient.today(timezone.now())
    state = day_state(patient, today)
    lines = []
    if state.check is None:
        asked = red_flags_of(patient, on=today)
        lines = list(daily_lines(asked.flags, asked.person, today=today))
    return {
        "lines": lines,
        "asks_before": state.before is None and state.session_id is None,
        "is_second": state.session_id is not None,
        "initial": {"version": items[0].version_id if items else None, "on": today},
    }


def _show_log(
    request: HttpRequest,
    patient: Patient,
    form: LogForm,
    items: list[PlanItem],
    *,
    is_planned: bool,
) -> HttpResponse:
    context = {
        "patient": patient,
        "form": form,
        "items": items,
        "is_planned": is_planned,
        "today": patient.today(timezone.now()),
        "section": "today",
    }
    return render(request, "today/log.html", context)
