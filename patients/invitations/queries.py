"""Find the row that a token proves."""

from patients.accounts.models import User
from patients.invitations import tokens
from patients.invitations.models import PersonalLink, StaffInvitation


def find_link(text: str) -> PersonalLink | None:
    """Return the personal link of a token, ended and locked ones too, or None."""
    token = tokens.parse(text)
    if token is None:
        return None
    link = (
        PersonalLink.objects.select_related("patient__clinic")
        .filter(pk=token.id)
        .first()
    )
    return link if link is not None and tokens.fits(token, link) else None


def find_invitation(text: str) -> StaffInvitation | None:
    """Return the staff invitation of a token, closed ones too, or None."""
    token = tokens.parse(text)
    if token is None:
        return None
    invitation = (
        StaffInvitation.objects.select_related("clinic").filter(pk=token.id).first()
    )
    if invitation is None or not tokens.fits(token, invitation):
        return None
    return invitation


def has_account(invitation: StaffInvitation) -> bool:
    """Tell whether the invited person signs in here already."""
    return User.objects.filter(email=invitation.email).exists()
