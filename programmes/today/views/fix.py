"""Put a logged session right, or remove it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from patients.invitations.access import open_own_record
from patients.invitations.gates import own_record
from patients.records.models import Patient
from programmes.diary import actions
from programmes.diary.actions import (
    ConflictingEntry,
    SessionEntry,
    UnableToChange,
    UnableToLog,
)
from programmes.diary.models import Session
from programmes.diary.queries import own_session
from programmes.diary.versions import due_items
from programmes.today.fixing_forms import FixForm, WorstForm, fix_initial
from programmes.today.views.log import refused


@require_http_methods(["GET", "HEAD", "POST"])
@own_record
def fix_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    patient = open_own_record(request)
    session = get_object_or_404(own_session(patient, session_id, standing=False))
    items = list(session.version.items.all())
    worst = WorstForm(request.POST if "quick" in request.POST else None)
    if worst.is_valid():
        return _correct(request, patient, session, worst.entry(session))
    form = FixForm(
        request.POST if request.POST and not worst.is_bound else None,
        items=due_items(items, session.local_date),
        initial=fix_initial(session),
        asks_before=True,
    )
    if form.is_valid():
        before = form.cleaned_data["before"]
        try:
            return _correct(request, patient, session, form.entry(), before=before)
        except UnableToLog as refusal:
            form.add_error("before", str(refusal.message))
    context = {"patient": patient, "form": form, "worst": worst, "session": session}
    return render(request, "today/fix_session.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_record
def remove_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    patient = open_own_record(request)
    session = get_object_or_404(own_session(patient, session_id, standing=False))
    if request.method == "POST":
        try:
            actions.remove_session(
                by=patient.actor, patient=patient, session=session, at=timezone.now()
            )
        except UnableToChange as refusal:
            return refused(request, refusal)
        messages.success(request, _("The session is removed."))
        return redirect("today:show_history")
    context = {"patient": patient, "session": session, "section": "progress"}
    return render(request, "today/remove_session.html", context)


def _correct(
    request: HttpRequest,
    patient: Patient,
    session: Session,
    entry: SessionEntry,
    before: int | None = None,
) -> HttpResponse:
    try:
        logged = actions.correct_session(
            by=patient.actor,
            patient=patient,
            session=session,
            entry=entry,
            before=before,
            at=timezone.now(),
        )
    except (UnableToChange, ConflictingEntry) as refusal:
        return refused(request, refusal)
    messages.success(request, _("Your change is saved."))
    return redirect("today:show_session", logged.session.pk)
