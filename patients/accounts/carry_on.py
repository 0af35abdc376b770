"""Keep what was typed when a form arrives after the idle sign-out.

The form's fields travel, signed, inside the page that asks to sign in again: nothing
is stored on the server, and nobody but the same person can send them. The signature
is what makes it safe to show them as a form again afterwards: only a form that had
passed the CSRF check can have been signed.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from patients.accounts.forms import SignInAgainForm

SALT = "patients.accounts.carry_on"
HOURS = 12  # our default: a working day
# Never carried: the token of the ended session, and anything secret.
_SECRET_WORDS = ("csrfmiddlewaretoken", "password", "code")


@dataclass(frozen=True)
class Kept:
    """A form that waits for its owner: whose, at which clinic, where to, and what."""

    user_id: str
    clinic_id: str
    path: str
    fields: list[tuple[str, str]]


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a visitor to sign in; after an idle sign-out keep the form they sent."""
    person = getattr(request, "idle_person", None)
    if person is None or request.method != "POST":
        return redirect_to_login(_way_back(request))
    kept = signing.dumps(
        {
            "user": str(person.pk),
            "clinic": getattr(request, "idle_clinic", ""),
            "path": request.get_full_path(),
            "fields": _typed(request),
        },
        salt=SALT,
        compress=True,
    )
    form = SignInAgainForm(initial={"login": person.email})
    return sign_in_again_page(request, form=form, kept=kept)


def sign_in_again_page(
    request: HttpRequest, *, form: SignInAgainForm, kept: str
) -> HttpResponse:
    """Show the sign-in that carries the form along."""
    return render(
        request, "accounts/sign_in_again.html", {"form": form, "kept": kept}, status=403
    )


def read_kept(text: str) -> Kept | None:
    """Return the form that was kept, or None when it was not signed here."""
    try:
        data: dict[str, Any] = signing.loads(text, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    fields = [(name, value) for name, value in data["fields"]]
    return Kept(
        user_id=data["user"],
        clinic_id=data["clinic"],
        path=data["path"],
        fields=fields,
    )


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name.lower() for word in _SECRET_WORDS)
        for value in values
    ]


def _way_back(request: HttpRequest) -> str:
    """Return where to go after sign-in: a page, never the target of a form."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
