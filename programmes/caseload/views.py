"""Who needs me, and one patient's page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from patients.accounts.gates import requires
from patients.accounts.permissions import Permission
from patients.accounts.types import ClinicRequest
from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.records.access import open_patient
from programmes.alerts.models import Alert
from programmes.caseload import panels
from programmes.caseload.queries import caseload
from programmes.diary.queries import latest_sessions
from programmes.prescribing.queries import current_plan
from programmes.triage.actions import refresh_standings, true_standing
from programmes.triage.reasons import PlanState


@require_GET
@requires(Permission.SEE_CASELOAD)
def list_patients(request: ClinicRequest) -> HttpResponse:
    """Show the clinic's patients, those in need first, with the reason in words."""
    now = timezone.now()
    refresh_standings(
        by=Actor.tick("triage", clinic_id=request.clinic.pk),
        clinic=request.clinic,
        now=now,
    )
    whose = request.GET.get("whose", "")
    words = request.GET.get("q", "")[:100]
    clinician = _clinician(request, whose)
    found = caseload(
        request.clinic,
        now=now,
        page=request.GET.get("page"),
        words=words,
        clinician=clinician,
    )
    audit.record(
        "caseload.listed",
        by=request.membership.actor,
        patients=[
            str(row.standing.patient_id) for group in found.groups for row in group.rows
        ],
    )
    mine = clinician is not None and clinician == request.membership.pk
    filters = [
        (_("Everyone"), "?", clinician is None),
        (_("Mine"), "?whose=mine", mine),
    ]
    return render(
        request,
        "caseload/list_patients.html",
        {
            "caseload": found,
            "page": found.page,
            "filters": filters,
            "words": words,
            "clinician": clinician,
            "mine": mine,
            "others": clinician is not None and not mine,
            "now": now,
            "section": "caseload",
        },
    )


def _clinician(request: ClinicRequest, whose: str) -> UUID | None:
    """Return whose patients are asked for; anything odd means everyone's."""
    if whose == "mine":
        return request.membership.pk
    try:
        return UUID(whose)
    except ValueError:
        return None


@require_GET
@requires(Permission.SEE_PATIENTS)
def show_patient(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Show what changed, why it matters, the trend, the plan and what was sent."""
    patient = open_patient(request, patient_id, "standing")
    now = timezone.now()
    tick = Actor.tick("triage", clinic_id=request.clinic.pk)
    standing = true_standing(by=tick, patient=patient, now=now)
    plan = current_plan(patient, patient.today(now))
    ended = standing is not None and standing.plan_state == PlanState.ENDED
    trend = panels.trend_panel(
        patient, plan, span=request.GET.get("weeks", "12"), now=now
    )
    return render(
        request,
        "caseload/show_patient.html",
        {
            "patient": patient,
            "plan": plan,
            "standing": standing,
            "screening": panels.screening_panel(patient, now=now),
            "reasons": panels.reasons_in_words(standing),
            "trend": trend,
            "spans": panels.spans(trend.span),
            "facts": panels.facts(patient, plan, ended=ended),
            "ended": ended,
            "age": patient.age_on(patient.today(now)),
            "alerts": patient.alerts.open()
            .select_related("owner__user", "acknowledged_by__user")
            .most_urgent_first(),
            "outcomes": Alert.Outcome.choices,
            "sessions": latest_sessions(patient),
            "messages_sent": patient.messages.to_the_patient().recent_first()[:3],
            "section": "caseload",
        },
    )
