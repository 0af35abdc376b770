"""Who is asking, at which clinic, and for how long they may be idle."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from patients.accounts.models import Membership

GetResponse = Callable[[HttpRequest], HttpResponse]
CLINIC_KEY = "clinic"
SEEN_KEY = "seen_at"
IDLE_KEY = "idle_minutes"
STARTED_KEY = "signed_in_at"
DAY_SECONDS = 12 * 60 * 60  # our default: the longest working day

# Views of libraries: their permission cannot stand on the function.
LIBRARY_NAMESPACES = ("admin",)
LIBRARY_PREFIXES = ("account_", "mfa_")


class IdleSignOutMiddleware:
    """Sign a member of staff out after the clinic's idle minutes, or a working day.

    A form that arrives after that is not lost: the gate asks to sign in again and
    carries it along, so who it was and where is noted on the request.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End an idle session before anything else sees it."""
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            minutes = request.session.get(IDLE_KEY, 15)
            seen = request.session.get(SEEN_KEY, now)
            started = request.session.setdefault(STARTED_KEY, now)
            if now - seen > minutes * 60 or now - started > DAY_SECONDS:
                self._sign_out(request)
            elif now - seen > 30 or SEEN_KEY not in request.session:
                # Once in half a minute is enough, and saves a write per page.
                request.session[SEEN_KEY] = now
        return self.get_response(request)

    def _sign_out(self, request: HttpRequest) -> None:
        request.idle_person = request.user  # type: ignore[attr-defined]
        request.idle_clinic = request.session.get(CLINIC_KEY, "")  # type: ignore[attr-defined]
        logout(request)
        if request.method == "GET":
            messages.info(
                request,
                _("You had not used Keystone for a while, so we signed you out."),
            )


class ClinicMiddleware:
    """Put the chosen clinic and the membership on the request.

    The membership is read again at each request, so that ended access ends now.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add `membership` and `clinic`, or None."""
        request.membership = None  # type: ignore[attr-defined]
        request.clinic = None  # type: ignore[attr-defined]
        chosen = (
            request.session.get(CLINIC_KEY) if request.user.is_authenticated else None
        )
        if chosen:
            membership = (
                Membership.objects.active()
                .select_related("clinic", "user")
                .filter(user=request.user.pk, clinic=chosen)
                .first()
            )
            if membership is not None:
                request.membership = membership  # type: ignore[attr-defined]
                request.clinic = membership.clinic  # type: ignore[attr-defined]
                minutes = membership.clinic.idle_minutes
                if request.session.get(IDLE_KEY) != minutes:
                    request.session[IDLE_KEY] = minutes
                # Times on the desk's pages are the clinic's.
                with timezone.override(membership.clinic.zone):
                    return self.get_response(request)
        return self.get_response(request)


class DoorMiddleware:
    """Refuse a view that does not say who may open it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the check is in process_view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: object
    ) -> HttpResponse | None:
        """Send strangers of undeclared views to sign in."""
        match = request.resolver_match
        of_a_library = match is not None and (
            any(name in LIBRARY_NAMESPACES for name in match.namespaces)
            or (match.url_name or "").startswith(LIBRARY_PREFIXES)
        )
        if hasattr(view, "permission") or of_a_library:
            return None
        return redirect_to_login(request.get_full_path())


class PrivatePagesMiddleware:
    """Forbid caches to keep a page of someone who was let in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add no-store unless the view said otherwise."""
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        return response
