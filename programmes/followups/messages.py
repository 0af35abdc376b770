"""The words of each follow-up, and whether it is still wanted when it leaves."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop

from patients.accounts.models import Membership
from patients.invitations.tokens import link_url
from patients.outbox.kinds import Rendered
from patients.outbox.models import Message
from patients.outbox.words import render
from patients.records.models import Patient
from programmes.diary.models import Session
from programmes.followups.queries import needing
from programmes.prescribing.models import Assignment, Hold


def why_not_to_patient(message: Message, patient: Patient) -> str | None:
    """Return why nothing may go to this patient's address now, or None.

    Asked at the moment of sending: consent, address and record as they are then.
    """
    if patient.archived_at is not None:
        return gettext_noop("The patient's record was archived.")
    if not patient.email_consent:
        return gettext_noop("The patient no longer agrees to e-mail.")
    if patient.email != message.to_address:
        return gettext_noop("The patient's address was changed.")
    return None


def block_missed_sessions(message: Message, now: datetime) -> str | None:
    """Stay silent when the reason for the reminder is gone."""
    patient = _patient(message)
    if reason := why_not_to_patient(message, patient):
        return reason
    assignment = Assignment.objects.active().filter(patient=patient).first()
    if assignment is None:
        return gettext_noop("The programme has ended.")
    if Hold.objects.open().filter(assignment=assignment).exists():
        return gettext_noop("The programme is on hold.")
    logged = Session.objects.current().filter(
        patient=patient,
        local_date__gte=patient.today(message.created_at),
    )
    if logged.exists():
        return gettext_noop("A session was logged meanwhile.")
    return None


def write_missed_sessions(message: Message) -> Rendered:
    """Ask the patient to come back, with the one link."""
    patient = _patient(message)
    link = patient.personal_links.current().first()
    url = (
        link_url(link) if link else f"{settings.BASE_URL}{reverse('today:show_today')}"
    )
    return render(message, "followups/missed_sessions", url=url)


def block_daily_digest(message: Message, now: datetime) -> str | None:
    """Stay silent for someone who left, or whom nobody needs any more."""
    member = _member(message)
    if not (member.is_active and member.user.is_active and member.is_clinician):
        return gettext_noop("This person no longer works here as a clinician.")
    if not needing(member).exists():
        return gettext_noop("Nobody needed this person any more.")
    return None


def write_daily_digest(message: Message) -> Rendered:
    """Say how many people need the clinician; no name leaves the house."""
    return render(
        message,
        "followups/daily_digest",
        count=needing(_member(message)).count(),
        url=f"{settings.BASE_URL}{reverse('caseload:list_patients')}",
    )


def _patient(message: Message) -> Patient:
    if message.patient is None:
        raise ValueError(f"message {message.pk} names no patient")
    return message.patient


def _member(message: Message) -> Membership:
    return Membership.objects.select_related("user").get(pk=message.context["member"])
