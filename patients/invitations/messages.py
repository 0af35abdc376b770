"""The words of a welcome, a locked link and an invitation to staff.

Secrets are written out when the message leaves; the row holds only an id.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop

from patients.invitations import tokens
from patients.invitations.models import PersonalLink, StaffInvitation
from patients.outbox.kinds import Rendered
from patients.outbox.models import Message
from patients.outbox.words import render


def write_welcome(message: Message) -> Rendered:
    """Give the patient the link, and say how it works."""
    return render(message, "invitations/welcome", url=tokens.link_url(_link(message)))


def block_welcome(message: Message, now: datetime) -> str | None:
    """Hold back a link that no longer opens, or that may not be mailed."""
    link = _link(message)
    if link.ended_at is not None:
        return gettext_noop("The link was replaced by a newer one.")
    if link.is_locked:
        return gettext_noop("The link is locked.")
    patient = link.patient
    if patient.archived_at is not None:
        return gettext_noop("The patient's record was archived.")
    if not patient.email_consent:
        return gettext_noop("The patient no longer agrees to e-mail.")
    if patient.email != message.to_address:
        return gettext_noop("The patient's address was changed.")
    return None


def write_link_locked(message: Message) -> Rendered:
    """Tell the clinic that a patient cannot get in; name nobody."""
    path = reverse("invitations:show_access", args=[_link(message).patient_id])
    return render(message, "invitations/link_locked", url=settings.BASE_URL + path)


def block_link_locked(message: Message, now: datetime) -> str | None:
    """Stay silent when somebody has given a new link already."""
    if _link(message).ended_at is not None:
        return gettext_noop("A new link was given meanwhile.")
    return None


def write_staff_invitation(message: Message) -> Rendered:
    """Invite somebody to work at the clinic."""
    invitation = _invitation(message)
    return render(
        message,
        "invitations/staff_invitation",
        url=tokens.invitation_url(invitation),
        invitation=invitation,
    )


def block_staff_invitation(message: Message, now: datetime) -> str | None:
    """Hold back an invitation that is no longer open, or was sent again since."""
    invitation = _invitation(message)
    if invitation.accepted_at is not None:
        return gettext_noop("The invitation was accepted.")
    if invitation.withdrawn_at is not None:
        return gettext_noop("The invitation was withdrawn.")
    if not message.dedupe_key.endswith(invitation.nonce[:8]):
        return gettext_noop("The invitation was sent again since.")
    if invitation.has_expired(now):
        return gettext_noop("The days to accept are over.")
    return None


def _link(message: Message) -> PersonalLink:
    return PersonalLink.objects.select_related("patient__clinic").get(
        pk=message.context["link"]
    )


def _invitation(message: Message) -> StaffInvitation:
    return StaffInvitation.objects.select_related("clinic").get(
        pk=message.context["invitation"]
    )
