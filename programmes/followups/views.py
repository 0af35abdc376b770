"""Which messages went out, which did not, and why."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from patients.accounts.gates import requires
from patients.accounts.permissions import Permission
from patients.accounts.types import ClinicRequest
from patients.audit import actions as audit
from patients.outbox import actions as outbox
from patients.outbox.models import Message
from patients.records.access import open_patient

# What a reader may ask for, in the order of the page.
FILTERS = {
    "": gettext_lazy("All"),
    "patients": gettext_lazy("To patients"),
    "staff": gettext_lazy("To staff"),
    "waiting": gettext_lazy("Waiting"),
    "sent": gettext_lazy("Sent"),
    "not_sent": gettext_lazy("Not sent"),
    "unsure": gettext_lazy("Perhaps sent"),
}
STATES = {
    "waiting": ["queued", "leased", "handoff"],
    "sent": ["sent"],
    "not_sent": ["suppressed", "failed", "expired"],
    "unsure": ["uncertain"],
}


@require_GET
@requires(Permission.SEE_MESSAGES)
def list_messages(request: ClinicRequest) -> HttpResponse:
    """Show the clinic's messages, the newest first."""
    found = request.clinic.messages.select_related("patient").recent_first()
    shown = request.GET.get("show", "")
    if shown in STATES:
        found = found.filter(state__in=STATES[shown])
    elif shown in ("patients", "staff"):
        found = found.filter(patient__isnull=shown == "staff")
    page = Paginator(found, 40).get_page(request.GET.get("page"))
    audit.record(
        "followups.messages_listed",
        by=request.membership.actor,
        patients=sorted({str(m.patient_id) for m in page if m.patient_id}),
    )
    filters = [
        (label, f"?show={slug}", slug == (shown if shown in FILTERS else ""))
        for slug, label in FILTERS.items()
    ]
    return render(
        request,
        "followups/list_messages.html",
        {"page": page, "filters": filters, "section": "messages"},
    )


@require_GET
@requires(Permission.SEE_MESSAGES)
def show_messages(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Show every message to one patient, with its state and why."""
    patient = open_patient(request, patient_id)
    page = Paginator(patient.messages.recent_first(), 40).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "followups/show_messages.html",
        {"patient": patient, "page": page, "section": "messages"},
    )


@require_http_methods(["POST"])
@requires(Permission.INVITE_PATIENTS)
def send_again(
    request: ClinicRequest, patient_id: UUID, message_id: UUID
) -> HttpResponse:
    """Queue a message once more that did not arrive."""
    patient = open_patient(request, patient_id)
    message: Message = get_object_or_404(patient.messages, pk=message_id)
    try:
        outbox.send_again(
            by=request.membership.actor, message=message, at=timezone.now()
        )
    except outbox.UnableToSettle:
        messages.info(request, _("That message was sent or is on its way."))
    else:
        messages.success(request, _("The message is waiting to be sent again."))
    return redirect("followups:show_messages", patient.pk)
