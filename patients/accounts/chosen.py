"""The clinic that a person has chosen to work at, for this session."""

from django.http import HttpRequest
from django.urls import reverse

from patients.accounts.middleware import CLINIC_KEY
from patients.accounts.models import Membership
from patients.accounts.own_path import own_path
from patients.accounts.permissions import Permission


def choose(request: HttpRequest, membership: Membership) -> None:
    """Work at this membership's clinic from the next request on."""
    request.session[CLINIC_KEY] = str(membership.clinic_id)


def first_page(membership: Membership) -> str:
    """Return the address a person starts the day on, by what they may do."""
    if membership.can(Permission.HANDLE_ALERTS):
        return reverse("caseload:list_patients")
    if membership.can(Permission.SEE_PATIENTS):
        return reverse("records:find_patients")
    return reverse("accounts:show_clinic")


def way_on(request: HttpRequest, otherwise: str) -> str:
    """Return the page that was asked for first, when it is one of ours."""
    asked = own_path(request.POST.get("next") or request.GET.get("next", ""))
    return asked if asked not in {"", "/"} else otherwise
