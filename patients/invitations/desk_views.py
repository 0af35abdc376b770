"""A patient's way in, as the desk sees it: link, printed page, devices."""

from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from patients.accounts.gates import requires
from patients.accounts.permissions import Permission
from patients.accounts.types import ClinicRequest
from patients.invitations import actions, tokens
from patients.records.access import open_patient
from patients.records.models import Patient


@require_safe
@requires(Permission.INVITE_PATIENTS)
def show_access(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Show how a patient gets in and which devices are remembered."""
    patient = open_patient(request, patient_id)
    now = timezone.now()
    link = patient.personal_links.current().first()
    context = {
        "patient": patient,
        "age": patient.age_on(patient.today(now)),
        "link": link,
        "link_url": tokens.link_url(link) if link else "",
        "devices": patient.devices.remembered(patient.today(now)).latest_first(),
        "last_sent": patient.messages.filter(kind="welcome").recent_first().first(),
        "section": "patients",
    }
    return render(request, "invitations/show_access.html", context)


@require_POST
@requires(Permission.INVITE_PATIENTS)
def give_link(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Give the patient a first personal link."""
    patient = open_patient(request, patient_id)
    if patient.archived_at is not None:
        return _archived(request, patient)
    actions.invite_patient(by=request.membership.actor, patient=patient)
    messages.success(request, _said(patient, _("The patient has a personal link.")))
    return redirect("invitations:show_access", patient.pk)


@require_POST
@requires(Permission.INVITE_PATIENTS)
def send_link(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Mail the current link again."""
    patient = open_patient(request, patient_id)
    link = patient.personal_links.current().first()
    if link is None or link.is_locked:
        messages.error(request, _("Give a new link first: there is none to send."))
        return redirect("invitations:show_access", patient.pk)
    link.patient = patient
    try:
        actions.send_link(by=request.membership.actor, link=link)
    except actions.UnableToSend:
        messages.error(
            request, _("Nothing was sent: the patient does not agree to e-mail.")
        )
    else:
        messages.success(request, _("The link goes to the patient by e-mail."))
    return redirect("invitations:show_access", patient.pk)


@require_POST
@requires(Permission.INVITE_PATIENTS)
def replace_link(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """End the current link and give a new one."""
    patient = open_patient(request, patient_id)
    if patient.archived_at is not None:
        return _archived(request, patient)
    actions.replace_link(
        by=request.membership.actor,
        patient=patient,
        at=timezone.now(),
        forget_devices="forget_devices" in request.POST,
    )
    messages.success(
        request, _said(patient, _("The old link has ended. This is the new one."))
    )
    return redirect("invitations:show_access", patient.pk)


@require_safe
@requires(Permission.INVITE_PATIENTS)
def print_link(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Show a page to print: three steps and the QR code of the link."""
    patient = open_patient(request, patient_id)
    link = patient.personal_links.current().filter(locked_at__isnull=True).first()
    if link is None:
        messages.info(request, _("Give the patient a link first, then print it."))
        return redirect("invitations:show_access", patient.pk)
    url = tokens.link_url(link)
    context = {
        "patient": patient,
        "link_url": url,
        "qr": qr_code(url),
        "section": "patients",
    }
    return render(request, "invitations/print_link.html", context)


@require_POST
@requires(Permission.INVITE_PATIENTS)
def revoke_device(
    request: ClinicRequest, patient_id: UUID, device_id: UUID
) -> HttpResponse:
    """Forget one of the patient's devices."""
    patient = open_patient(request, patient_id)
    device = get_object_or_404(patient.devices, pk=device_id)
    actions.revoke_device(by=request.membership.actor, device=device, at=timezone.now())
    messages.success(
        request,
        _("%(device)s is forgotten. It needs the link again.")
        % {"device": device.label},
    )
    return redirect("invitations:show_access", patient.pk)


def qr_code(url: str) -> SafeString:
    """Return the QR code of an address as SVG, about 7 cm wide on paper."""
    code = segno.make_qr(url, error="m")
    # Its own white ground, so that cameras read it on a dark page too.
    svg = code.svg_inline(scale=7, border=4, light="white", svgclass=None)
    return mark_safe(svg)  # noqa: S308  made of numbers by segno


def _archived(request: ClinicRequest, patient: Patient) -> HttpResponse:
    messages.error(
        request, _("Bring the patient back from the archive first, then give a link.")
    )
    return redirect("invitations:show_access", patient.pk)


def _said(patient: Patient, what: str) -> str:
    """Return a message that also tells whether an e-mail goes out."""
    how = (
        _("It goes to the patient by e-mail.")
        if patient.can_be_mailed
        else _("Copy or print it: the patient gets no e-mail.")
    )
    return f"{what} {how}"
