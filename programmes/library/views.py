"""The library as a clinician reads it, its approval, and the pictures' files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from patients.accounts.gates import public, requires
from patients.accounts.permissions import Permission
from patients.accounts.types import ClinicRequest
from programmes.library import actions, figures, queries
from programmes.library.forms import ApprovalForm
from programmes.library.page import library_page, rules_page

A_YEAR = 365 * 24 * 60 * 60


@require_safe
@requires(Permission.SEE_LIBRARY)
def show_library(request: ClinicRequest) -> HttpResponse:
    version = queries.current_version()
    form = ApprovalForm(initial={"version": version.pk})
    return _library(request, form)


@require_http_methods(["POST"])
@requires(Permission.APPROVE_CONTENT)
def approve_version(request: ClinicRequest) -> HttpResponse:
    form = ApprovalForm(request.POST)
    version = queries.current_version()
    if form.data.get("version") != str(version.pk):
        # What is on the page now is not what this person has read.
        messages.warning(
            request,
            _("A newer version was loaded meanwhile. Read it, then approve it."),
        )
        return redirect("library:show_library")
    if not form.is_valid():
        return _library(request, form)
    try:
        actions.approve_version(
            by=request.membership.actor,
            clinic=request.clinic,
            version=version,
            at=timezone.now(),
        )
    except actions.UnableToApprove as error:
        raise PermissionDenied from error
    messages.info(
        request,
        _("Version %(number)s is approved for this clinic.")
        % {"number": version.number},
    )
    return redirect("library:show_library")


@require_safe
@requires(Permission.SEE_LIBRARY)
def show_rules(request: ClinicRequest) -> HttpResponse:
    page = rules_page(queries.current_version())
    return render(request, "library/show_rules.html", page)


@require_safe
@public("pictures of exercises hold nothing personal")
def show_figure(request: HttpRequest, slug: str, mode: str) -> HttpResponse:
    """Serve a picture; an address that names the drawing's digest never changes."""
    try:
        svg = figures.file(slug, mode)
    except figures.UnknownPicture as error:
        raise Http404 from error
    digest = figures.file_digest(slug, mode)
    etag = f'"{digest}"'
    response: HttpResponse
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(svg, content_type="image/svg+xml")
    response["ETag"] = etag
    # The drawing's own few colours; nothing else may load or run in it.
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    )
    response["Cache-Control"] = (
        f"public, max-age={A_YEAR}, immutable"
        if request.GET.get("v") == digest
        else "public, no-cache"
    )
    return response


def _library(request: ClinicRequest, form: ApprovalForm) -> HttpResponse:
    page = library_page(queries.current_version(), request.clinic)
    status = 422 if form.is_bound else 200
    return render(
        request, "library/show_library.html", {**page, "form": form}, status=status
    )
