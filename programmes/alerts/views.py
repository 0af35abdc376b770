"""The alert queue: acknowledge, and close with an outcome."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from patients.accounts.gates import requires
from patients.accounts.own_path import own_path
from patients.accounts.permissions import Permission
from patients.accounts.types import ClinicRequest
from patients.audit import actions as audit
from patients.records.access import open_patient
from programmes.alerts import actions
from programmes.alerts.forms import CloseForm
from programmes.alerts.models import Alert


@require_GET
@requires(Permission.SEE_CASELOAD)
def list_alerts(request: ClinicRequest) -> HttpResponse:
    """Show the clinic's open alerts, the soonest due first; or the closed ones."""
    show_closed = request.GET.get("show") == "closed"
    found = request.clinic.alerts.select_related(
        "patient", "owner__user", "acknowledged_by__user"
    )
    found = (
        found.closed().order_by("-closed_at")
        if show_closed
        else found.open().most_urgent_first()
    )
    mine = request.GET.get("whose") == "mine"
    if mine:
        found = found.filter(owner=request.membership)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    audit.record(
        "alerts.listed",
        by=request.membership.actor,
        patients=sorted({str(alert.patient_id) for alert in page}),
    )
    filters = [
        (_("Open"), "?", not show_closed and not mine),
        (_("Open, mine"), "?whose=mine", mine and not show_closed),
        (_("Closed"), "?show=closed", show_closed),
    ]
    return render(
        request,
        "alerts/list_alerts.html",
        {
            "page": page,
            "filters": filters,
            "outcomes": Alert.Outcome.choices,
            "now": timezone.now(),
            "show_closed": show_closed,
            "mine": mine,
            "open_alerts": None if show_closed or mine else page.paginator.count,
            "section": "alerts",
        },
    )


@require_POST
@requires(Permission.HANDLE_ALERTS)
def acknowledge(
    request: ClinicRequest, patient_id: UUID, alert_id: UUID
) -> HttpResponse:
    """Take an alert on."""
    patient = open_patient(request, patient_id)
    alert = get_object_or_404(patient.alerts, pk=alert_id)
    actions.acknowledge(
        by=request.membership.actor,
        member=request.membership,
        alert=alert,
        at=timezone.now(),
    )
    messages.success(request, _("The alert is yours now."))
    return redirect(_back(request, patient_id))


@require_http_methods(["GET", "POST"])
@requires(Permission.HANDLE_ALERTS)
def close(request: ClinicRequest, patient_id: UUID, alert_id: UUID) -> HttpResponse:
    """Close an alert with what came of it."""
    patient = open_patient(request, patient_id)
    alert = get_object_or_404(patient.alerts, pk=alert_id)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.close(
                by=request.membership.actor,
                member=request.membership,
                alert=alert,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except actions.UnableToClose as late:
            messages.info(
                request,
                _("This alert was closed already: %(outcome)s. That stands.")
                % {"outcome": late.alert.get_outcome_display()},
            )
        else:
            messages.success(request, _("The alert is closed."))
        return redirect(_back(request, patient_id))
    return render(
        request,
        "alerts/close.html",
        {"patient": patient, "alert": alert, "form": form, "section": "alerts"},
    )


def _back(request: ClinicRequest, patient_id: UUID) -> str:
    """Return the page the button stood on, if it is one of ours."""
    came_from = own_path(request.POST.get("next", ""))
    return came_from or reverse("caseload:show_patient", args=[patient_id])
