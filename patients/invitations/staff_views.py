"""The people of a clinic, and how somebody new joins them."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from patients.accounts import chosen
from patients.accounts.gates import public, requires
from patients.accounts.models import Membership, User
from patients.accounts.permissions import ROLES, Permission
from patients.accounts.types import ClinicRequest
from patients.invitations import staff
from patients.invitations.forms import JoinForm, StaffForm
from patients.invitations.models import StaffInvitation
from patients.invitations.queries import find_invitation, has_account


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INVITE_STAFF)
def list_staff(request: ClinicRequest) -> HttpResponse:
    """Show who works here and who is invited; invite one more."""
    form = StaffForm(request.POST if request.method == "POST" else None)
    now = timezone.now()
    if form.is_valid():
        try:
            staff.invite_staff(
                by=request.membership.actor,
                clinic=request.clinic,
                at=now,
                **form.cleaned_data,
            )
        except staff.UnableToInvite:
            form.add_error(
                "email",
                _("This person works here already, or is invited. Look below."),
            )
        else:
            messages.success(request, _("The invitation goes out by e-mail."))
            return redirect("invitations:list_staff")
    waiting = request.clinic.staff_invitations.waiting().order_by("full_name", "id")
    context = {
        "form": form,
        "members": request.clinic.memberships.active()
        .select_related("user")
        .order_by("user__full_name", "id"),
        "waiting": [(row, row.has_expired(now)) for row in waiting],
        "roles": ROLES,
        "section": "clinic",
    }
    return render(request, "invitations/list_staff.html", context)


@require_POST
@requires(Permission.INVITE_STAFF)
def invite_again(request: ClinicRequest, invitation_id: UUID) -> HttpResponse:
    """Send an invitation again, with seven new days."""
    staff.send_again(
        by=request.membership.actor,
        invitation=_waiting(request, invitation_id),
        at=timezone.now(),
    )
    messages.success(
        request, _("The invitation goes out again. The earlier one has ended.")
    )
    return redirect("invitations:list_staff")


@require_POST
@requires(Permission.INVITE_STAFF)
def withdraw_invitation(request: ClinicRequest, invitation_id: UUID) -> HttpResponse:
    """End an invitation."""
    staff.withdraw(
        by=request.membership.actor,
        invitation=_waiting(request, invitation_id),
        at=timezone.now(),
    )
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("invitations:list_staff")


def _waiting(request: ClinicRequest, invitation_id: UUID) -> StaffInvitation:
    return get_object_or_404(
        request.clinic.staff_invitations.waiting(), pk=invitation_id
    )


@require_http_methods(["GET", "HEAD", "POST"])
@public("the token is the key; a GET writes nothing")
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody who was invited join the clinic."""
    invitation = find_invitation(token)
    now = timezone.now()
    if invitation is None:
        return _closed(request, "unknown", status=404)
    if invitation.accepted_at is not None:
        return _closed(request, "accepted", status=410)
    if invitation.withdrawn_at is not None or invitation.has_expired(now):
        return _closed(request, "ended", status=410)
    try:
        if has_account(invitation):
            return _accept_as_known(request, invitation)
        return _accept_as_new(request, invitation)
    except staff.UnableToAccept:
        # Two tabs, or withdrawn between the look and the press.
        return _closed(request, "ended", status=410)


def _accept_as_known(request: HttpRequest, invitation: StaffInvitation) -> HttpResponse:
    """Let somebody who signs in elsewhere already accept with one press."""
    user = request.user
    is_theirs = user.is_authenticated and user.email == invitation.email
    if request.method == "POST" and is_theirs and isinstance(user, User):
        membership = staff.join_as(invitation=invitation, user=user, at=timezone.now())
        return _start(request, membership)
    return render(
        request,
        "invitations/join_as.html",
        {"invitation": invitation, "is_theirs": is_theirs},
    )


def _accept_as_new(request: HttpRequest, invitation: StaffInvitation) -> HttpResponse:
    """Let somebody new choose a name and a password."""
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        email=invitation.email,
        initial={"full_name": invitation.full_name},
    )
    if form.is_valid():
        membership = staff.join(
            invitation=invitation, at=timezone.now(), **form.cleaned_data
        )
        login(request, membership.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return _start(request, membership)
    return render(
        request, "invitations/join.html", {"invitation": invitation, "form": form}
    )


def _start(request: HttpRequest, membership: Membership) -> HttpResponse:
    chosen.choose(request, membership)
    messages.success(
        request,
        _("Welcome. You work at %(clinic)s now.") % {"clinic": membership.clinic.name},
    )
    return redirect(chosen.first_page(membership))


def _closed(request: HttpRequest, why: str, *, status: int) -> HttpResponse:
    return render(
        request, "invitations/closed_invitation.html", {"why": why}, status=status
    )
