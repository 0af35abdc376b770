"""Invite people to work at a clinic, and let them accept."""

from collections.abc import Collection
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from patients.accounts import actions as accounts
from patients.accounts.models import Clinic, Membership, User
from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.invitations.models import StaffInvitation, new_nonce
from patients.outbox import actions as outbox
from patients.outbox.models import Message

DAYS = 7  # our default: how long an invitation to staff is good for


class UnableToInvite(Exception):
    """The person works here already, or an invitation waits for them."""


class UnableToAccept(Exception):
    """The invitation was accepted, withdrawn or replaced, or its days are over."""


@transaction.atomic
def invite_staff(
    *,
    by: Actor,
    clinic: Clinic,
    email: str,
    full_name: str,
    roles: Collection[str],
    at: datetime,
) -> StaffInvitation:
    """Invite one person by e-mail. Raises UnableToInvite when there is no need."""
    if by.id is None:
        raise UnableToInvite  # only a person invites
    email = email.lower()
    if clinic.memberships.active().filter(user__email=email).exists():
        raise UnableToInvite
    try:
        with transaction.atomic():
            invitation = StaffInvitation.objects.create(
                clinic=clinic,
                email=email,
                full_name=full_name,
                invited_by_id=by.id,
                created_at=at,
                expires_at=at + timedelta(days=DAYS),
                **accounts.as_flags(roles),
            )
    except IntegrityError as error:
        raise UnableToInvite from error
    _mail(by=by, invitation=invitation)
    audit.record(
        "invitations.staff_invited", by=by, subject=invitation, roles=sorted(roles)
    )
    return invitation


@transaction.atomic
def send_again(*, by: Actor, invitation: StaffInvitation, at: datetime) -> None:
    """Give seven new days and a new address; the earlier address ends."""
    changed = (
        StaffInvitation.objects.waiting()
        .filter(pk=invitation.pk, nonce=invitation.nonce)
        .update(nonce=new_nonce(), expires_at=at + timedelta(days=DAYS))
    )
    if not changed:
        return  # accepted or withdrawn meanwhile, or sent by another press
    invitation.refresh_from_db()
    _mail(by=by, invitation=invitation)
    audit.record("invitations.staff_invited_again", by=by, subject=invitation)


@transaction.atomic
def withdraw(*, by: Actor, invitation: StaffInvitation, at: datetime) -> None:
    """End an invitation that was not accepted yet."""
    changed = (
        StaffInvitation.objects.waiting()
        .filter(pk=invitation.pk)
        .update(withdrawn_at=at)
    )
    if changed:
        audit.record("invitations.staff_withdrawn", by=by, subject=invitation)


@transaction.atomic
def join(
    *,
    invitation: StaffInvitation,
    full_name: str,
    password: str,
    at: datetime,
) -> Membership:
    """Make the invited person, who is new to the site, a member of the clinic.

    Raises UnableToAccept when the invitation is no longer open.
    """
    _claim(invitation=invitation, at=at)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                invitation.email, password, full_name=full_name
            )
    except IntegrityError as error:
        # Another clinic's invitation was accepted meanwhile: they sign in now.
        raise UnableToAccept from error
    # The invitation came by this address, so the address is proved.
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    return _admit(invitation=invitation, user=user)


@transaction.atomic
def join_as(*, invitation: StaffInvitation, user: User, at: datetime) -> Membership:
    """Make someone who already signs in a member of one more clinic.

    Raises UnableToAccept when the invitation is for somebody else or not open.
    """
    if user.email != invitation.email:
        raise UnableToAccept
    _claim(invitation=invitation, at=at)
    return _admit(invitation=invitation, user=user)


def _claim(*, invitation: StaffInvitation, at: datetime) -> None:
    claimed = (
        StaffInvitation.objects.waiting()
        .filter(pk=invitation.pk, nonce=invitation.nonce, expires_at__gt=at)
        .update(accepted_at=at)
    )
    if not claimed:
        raise UnableToAccept


def _admit(*, invitation: StaffInvitation, user: User) -> Membership:
    membership = accounts.admit(
        clinic=invitation.clinic,
        user=user,
        roles=[role.slug for role in invitation.roles],
    )
    audit.record("invitations.staff_accepted", by=membership.actor, subject=invitation)
    return membership


def _mail(*, by: Actor, invitation: StaffInvitation) -> None:
    outbox.put_in_outbox(
        by=by,
        clinic=invitation.clinic,
        kind="staff_invitation",
        category=Message.Category.SECURITY,
        # A new nonce is a new address, so it is a new message.
        dedupe_key=f"staff_invitation:{invitation.pk}:{invitation.nonce[:8]}",
        to=invitation.email,
        context={"invitation": str(invitation.pk)},
        expires_at=invitation.expires_at,
    )
