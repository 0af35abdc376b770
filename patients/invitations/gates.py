"""The gate before every page of the patient's side."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation

from patients.invitations import browser
from patients.invitations.access import NotLetIn, open_own_record

View = TypeVar("View", bound=Callable[..., HttpResponse])


def own_record(view: View) -> View:
    """Let only a patient on a remembered device in, to their own record.

    Anyone else is told how to get in. The page is made in the patient's time zone.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            patient = open_own_record(request)
        except NotLetIn as refusal:
            return redirect(
                "invitations:choose_person"
                if refusal.others
                else "invitations:ask_for_link"
            )
        # English until a clinic has approved another language: the browser's own
        # would mix foreign dates and buttons into English pages.
        english = translation.override(settings.LANGUAGE_CODE)
        with timezone.override(patient.zone), english:
            response = view(request, *args, **kwargs)
        if request.seen_first_today:  # type: ignore[attr-defined]
            # Browsers drop a cookie 400 days after it was set: set it anew.
            browser.remember(response, browser.keys_of(request))
        return response

    guarded.permission = "patient"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]
