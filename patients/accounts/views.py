"""Choosing a clinic, its settings, its people, and signing in again."""

from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from patients.accounts import actions, chosen
from patients.accounts.carry_on import read_kept, sign_in_again_page
from patients.accounts.clinic_form import ClinicForm
from patients.accounts.forms import RolesForm, SignInAgainForm
from patients.accounts.gates import public, requires, signed_in
from patients.accounts.models import Membership
from patients.accounts.permissions import Permission
from patients.accounts.types import ClinicRequest

MENTIONED_KEY = "two_step_mentioned"


@require_safe
@signed_in("comes from sign-in, before a clinic is chosen")
def open_clinic(request: ClinicRequest) -> HttpResponse:
    """Go to work: at the only clinic, or at the one to choose."""
    if request.membership is not None:
        return _go_to_work(request, request.membership)
    memberships = list(request.user.memberships.active().select_related("clinic"))
    if len(memberships) == 1:
        chosen.choose(request, memberships[0])
        return _go_to_work(request, memberships[0])
    if not memberships and request.user.is_staff:
        return redirect("admin:index")
    query = request.GET.urlencode()
    response = redirect("accounts:choose_clinic")
    response["Location"] += f"?{query}" if query else ""
    return response


def _go_to_work(request: ClinicRequest, membership: Membership) -> HttpResponse:
    """Open the page that was asked for; once per sign-in mention the second step."""
    sees_records = membership.is_clinician or membership.is_admin
    if sees_records and not request.session.get(MENTIONED_KEY):
        request.session[MENTIONED_KEY] = True
        if not is_mfa_enabled(request.user):
            messages.info(
                request,
                format_html(
                    '{} <a href="{}">{}</a>',
                    _(
                        "Only your password guards the patients' records. "
                        "Add a code from your phone."
                    ),
                    reverse("mfa_index"),
                    _("Set up two-step sign-in"),
                ),
            )
    return redirect(chosen.way_on(request, chosen.first_page(membership)))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in("everyone may choose among their own clinics")
def choose_clinic(request: ClinicRequest) -> HttpResponse:
    """Let a person who works at several clinics choose one."""
    memberships = list(
        request.user.memberships.active()
        .select_related("clinic")
        .order_by("clinic__name")
    )
    if request.method == "POST":
        for membership in memberships:
            if str(membership.clinic_id) == request.POST.get("clinic"):
                chosen.choose(request, membership)
                return _go_to_work(request, membership)
        messages.error(request, _("Choose one of the clinics shown."))
    return render(
        request,
        "accounts/choose_clinic.html",
        {"memberships": memberships, "next": chosen.way_on(request, "")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_CLINIC)
def show_clinic(request: ClinicRequest) -> HttpResponse:
    """Show the clinic's settings and let them be changed."""
    form = ClinicForm(
        request.POST if request.method == "POST" else None, clinic=request.clinic
    )
    if form.is_valid():
        actions.change_clinic(
            by=request.membership.actor,
            clinic=request.clinic,
            **form.fields_to_change(),
        )
        messages.success(request, _("The clinic is saved."))
        return redirect("accounts:show_clinic")
    return render(request, "accounts/show_clinic.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INVITE_STAFF)
def change_roles(request: ClinicRequest, membership_id: UUID) -> HttpResponse:
    """Change what a member may do."""
    membership = get_object_or_404(
        request.clinic.memberships.active().select_related("user"), pk=membership_id
    )
    held = [role.slug for role in membership.roles]
    form = RolesForm(
        request.POST if request.method == "POST" else None, initial={"roles": held}
    )
    if form.is_valid():
        try:
            actions.change_roles(
                by=request.membership.actor,
                membership=membership,
                roles=form.cleaned_data["roles"],
            )
        except actions.UnableToChange:
            form.add_error("roles", _last_admin())
        else:
            messages.success(
                request,
                _("%(name)s has new roles.") % {"name": membership.name},
            )
            return redirect("invitations:list_staff")
    return render(
        request,
        "accounts/change_roles.html",
        {"form": form, "member": membership, "section": "clinic"},
    )


@require_POST
@requires(Permission.INVITE_STAFF)
def end_access(request: ClinicRequest, membership_id: UUID) -> HttpResponse:
    """End a member's access to this clinic."""
    membership = get_object_or_404(
        request.clinic.memberships.active().select_related("user"), pk=membership_id
    )
    try:
        actions.end_access(by=request.membership.actor, membership=membership)
    except actions.UnableToChange:
        messages.error(request, _last_admin())
    else:
        messages.success(
            request,
            _("%(name)s can no longer open this clinic.") % {"name": membership.name},
        )
    return redirect("invitations:list_staff")


def _last_admin() -> str:
    return _("This is the clinic's only admin. Make somebody else an admin first.")


@require_POST
@public("a sign-in page; what it carries is signed and shown to its owner only")
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Sign in after the idle sign-out, then offer to send what was typed."""
    kept = read_kept(request.POST.get("kept", ""))
    if kept is None:
        return redirect(settings.LOGIN_URL)
    form = SignInAgainForm(request.POST, request=request)
    if not form.is_valid():
        return sign_in_again_page(request, form=form, kept=request.POST["kept"])

    login(request, form.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, form.user, method="password", email=form.user.email)
    if form.second_step is not None:
        form.second_step.save()
    if str(form.user.pk) != kept.user_id:
        messages.warning(
            request, _("Somebody else had typed that form, so it was not sent.")
        )
        return redirect("accounts:open_clinic")
    memberships = list(form.user.memberships.active().select_related("clinic"))
    for membership in memberships:
        if str(membership.clinic_id) == kept.clinic_id:
            chosen.choose(request, membership)
    return render(request, "accounts/send_typed.html", {"kept": kept})
