"""Every view says who may open it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from patients.accounts.carry_on import ask_to_sign_in
from patients.accounts.permissions import Permission

View = TypeVar("View", bound=Callable[..., HttpResponse])


def requires(permission: Permission) -> Callable[[View], View]:
    """Let only members of the chosen clinic with this permission in.

    A visitor is sent to sign in; a member without a chosen clinic chooses one; a
    member without the permission gets 403 (it is their own clinic: nothing leaks).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            membership = getattr(request, "membership", None)
            if membership is None:
                return redirect_to_login(
                    request.get_full_path(), reverse("accounts:open_clinic")
                )
            if not membership.can(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def signed_in(reason: str) -> Callable[[View], View]:
    """Let everyone in who is signed in, with or without a clinic; say why."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            return view(request, *args, **kwargs)

        guarded.permission = f"signed in: {reason}"  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def public(reason: str) -> Callable[[View], View]:
    """Let everyone in; say why that is safe."""

    def decorate(view: View) -> View:
        view.permission = f"public: {reason}"  # type: ignore[attr-defined]
        return view

    return decorate
