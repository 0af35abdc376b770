"""The desk's side of the diary."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from patients.accounts.gates import requires
from patients.accounts.permissions import Permission
from patients.accounts.types import ClinicRequest
from patients.records.access import open_patient
from patients.records.models import Patient
from programmes.diary import actions
from programmes.diary.advice import outcome_of
from programmes.diary.forms import NONE_OF_THESE, DeskSessionForm
from programmes.diary.models import RestingPain, Source
from programmes.diary.queries import red_flags_of
from programmes.diary.red_flags import daily_lines


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LOG_SESSIONS)
def log_session(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Enter a session that the patient reports."""
    patient = open_patient(request, patient_id)
    today = patient.today(timezone.now())
    asked = red_flags_of(patient, on=today)
    form = DeskSessionForm(
        request.POST if request.method == "POST" else None,
        lines=daily_lines(asked.flags, asked.person, today=today),
        initial={"on": today},
    )
    if form.is_valid():
        try:
            _save(request, patient, form)
        except actions.UnableToLog as refusal:
            form.add_error(refusal.field or None, str(refusal.message))
        except actions.ConflictingEntry:
            form.add_error(
                None,
                _(
                    "This form was saved before, with other answers. Those stand. To "
                    "enter another session, open the form again."
                ),
            )
        else:
            return redirect("caseload:show_patient", patient.pk)
    context = {"patient": patient, "form": form, "section": "patients"}
    return render(request, "diary/log_session.html", context)


def _save(request: ClinicRequest, patient: Patient, form: DeskSessionForm) -> None:
    """Store the safety answer first: it must not be lost with a refused session."""
    by = request.membership.actor
    now = timezone.now()
    data = form.cleaned_data
    if form.was_asked:
        check = actions.answer_safety_list(
            by=by,
            patient=patient,
            ticked=data["line"],
            none_of_these=data["safe"] == NONE_OF_THESE,
            on=patient.today(now),
            at=now,
            source=Source.DESK,
        )
        if check.flagged:
            asked = red_flags_of(patient, on=check.local_date)
            outcome = outcome_of(
                check, asked.flags, asked.person, country=patient.clinic.country
            )
            messages.warning(
                request,
                _(
                    "A warning sign was reported: the plan is on hold and an alert is "
                    "raised. Tell the patient now: %(advice)s"
                )
                % {"advice": outcome.told[0].advice.text},
            )
    if data["before"] is not None:
        actions.record_resting_pain(
            by=by,
            patient=patient,
            kind=RestingPain.Kind.BEFORE,
            pain=data["before"],
            on=data["on"],
            at=now,
            source=Source.DESK,
        )
    actions.log_session(by=by, patient=patient, entry=form.entry(), at=now)
    messages.success(request, _("The session is saved."))
