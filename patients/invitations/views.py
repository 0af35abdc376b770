"""The patient's way in: the link, the birth year, the chooser, the code."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from patients.accounts.gates import public
from patients.audit.actor import Actor
from patients.invitations import actions, browser, codes, tokens
from patients.invitations.forms import BirthYearForm, PairingForm
from patients.invitations.gates import own_record
from patients.invitations.models import PersonalLink
from patients.invitations.people import device_label, people_on
from patients.invitations.queries import find_link
from patients.invitations.types import PatientRequest


@require_safe
@public("sends each visitor to their own door; shows nothing of anyone")
def open_front_door(request: HttpRequest) -> HttpResponse:
    """Send staff to their clinic, a remembered phone to Today; others choose."""
    if request.user.is_authenticated:
        return redirect("accounts:open_clinic")
    if browser.has_devices(request):
        return redirect("today:show_today")
    return render(request, "invitations/front_door.html")


@require_safe
@public("the token is the key; nothing is written, so mail scanners do no harm")
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address and go on to the birth year."""
    response = redirect("invitations:confirm_birth_year")
    response.status_code = 303
    response["Referrer-Policy"] = "no-referrer"
    if tokens.parse(token) is not None:
        browser.carry_link(response, token)
    else:
        browser.drop_link(response)  # nor may an earlier link answer for this one
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@public("the token in the cookie is the key, the birth year the second one")
def confirm_birth_year(request: HttpRequest) -> HttpResponse:
    """Ask for the birth year, once per device."""
    # A form keeps its own link: another tab may have followed another one since.
    token = request.POST.get("link") or browser.carried_link(request)
    link = find_link(token)
    if link is None or link.patient.archived_at is not None:
        return _dead_link(request, "unknown", status=404)
    if (known := _key_for(request, link)) is not None:
        return _enter(request, known)
    if link.ended_at is not None:
        return _dead_link(request, "replaced", link=link, status=410)
    if link.is_locked:
        return _dead_link(request, "locked", link=link, status=403)

    now = timezone.now()
    form = BirthYearForm(
        request.POST if request.method == "POST" else None,
        initial={"link": token},
        this_year=link.patient.today(now).year,
    )
    if form.is_valid():
        tried = actions.try_birth_year(
            by=Actor.visitor(clinic_id=link.clinic_id),
            link=link,
            year=form.cleaned_data["birth_year"],
            label=device_label(request),
            at=now,
        )
        if tried.key is not None:
            return _enter(request, tried.key)
        if tried.tries_left == 0:
            return _dead_link(request, "locked", link=link, status=403)
        form.add_error("birth_year", form.wrong(tried.tries_left))
    return render(
        request,
        "invitations/confirm_birth_year.html",
        {"form": form, "clinic": link.patient.clinic},
    )


def _key_for(request: HttpRequest, link: PersonalLink) -> browser.Key | None:
    """Return this browser's key to the link's patient, when it is remembered."""
    remembered = link.patient.devices.remembered(link.patient.today(timezone.now()))
    keys = {key.device_id: key for key in browser.keys_of(request)}
    for device in remembered.filter(pk__in=keys):
        if keys[device.pk].fits(device):
            return keys[device.pk]
    return None


def _enter(request: HttpRequest, key: browser.Key) -> HttpResponse:
    """Make this key's person the current one and open Today."""
    others = [k for k in browser.keys_of(request) if k.device_id != key.device_id]
    response = redirect("today:show_today")
    browser.remember(response, [key, *others])
    browser.drop_link(response)
    return response


def _dead_link(
    request: HttpRequest, why: str, *, status: int, link: PersonalLink | None = None
) -> HttpResponse:
    clinic = link.patient.clinic if link else None
    return render(
        request,
        "invitations/dead_link.html",
        {"why": why, "clinic": clinic},
        status=status,
    )


@require_safe
@public("tells how to get in; shows nothing of anyone")
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Tell a phone that is not remembered what to do."""
    return render(request, "invitations/ask_for_link.html")


@require_http_methods(["GET", "HEAD", "POST"])
@public("shows first names, only to a browser that is remembered for them")
def choose_person(request: HttpRequest) -> HttpResponse:
    """Let the people who share a phone say whose page to open."""
    people = people_on(request, timezone.now().date())
    if not people:
        return redirect("invitations:ask_for_link")
    if request.method == "POST":
        chosen = request.POST.get("person", "")
        for key in browser.keys_of(request):
            if str(key.device_id) == chosen and any(
                person.device_id == key.device_id for person in people
            ):
                return _enter(request, key)
    return render(request, "invitations/choose_person.html", {"people": people})


@require_http_methods(["GET", "HEAD", "POST"])
@own_record
def forget_device(request: PatientRequest) -> HttpResponse:
    """Ask, then forget this phone for the current person."""
    if request.method == "POST":
        actions.revoke_device(
            by=request.patient_actor, device=request.device, at=timezone.now()
        )
        rest = [
            key
            for key in browser.keys_of(request)
            if key.device_id != request.device.pk
        ]
        where = "choose_person" if rest else "ask_for_link"
        response = redirect(f"invitations:{where}")
        browser.remember(response, rest)
        return response
    return render(request, "invitations/forget_device.html", {"section": "more"})


@require_http_methods(["GET", "HEAD", "POST"])
@own_record
def show_pairing_code(request: PatientRequest) -> HttpResponse:
    """Make a code for one more device when asked."""
    code = ""
    if request.method == "POST":
        code = actions.make_pairing_code(
            by=request.patient_actor, patient=request.patient, at=timezone.now()
        )
    return render(
        request,
        "invitations/show_pairing_code.html",
        {
            "code": codes.grouped(code),
            "minutes": codes.MINUTES,
            "pair_url": settings.BASE_URL.partition("://")[2]
            + reverse("invitations:enter_pairing_code"),
            "section": "more",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@public("the code is the key; tries are counted in the database")
def enter_pairing_code(request: HttpRequest) -> HttpResponse:
    """Let a device in by the code that another one shows."""
    form = PairingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            key = actions.try_pairing_code(
                by=Actor.visitor(),
                code=form.cleaned_data["code"],
                origin=get_adapter(request).get_client_ip(request),
                label=device_label(request),
                at=timezone.now(),
            )
        except actions.TooManyTries:
            form.add_error("code", form.WAIT)
        else:
            if key is not None:
                return _enter(request, key)
            form.add_error("code", form.WRONG)
    return render(request, "invitations/enter_pairing_code.html", {"form": form})
