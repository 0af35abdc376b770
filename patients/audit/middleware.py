"""A request's id, and the refusal of what no form could mean."""

from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_request_id: ContextVar[str] = ContextVar("request_id", default="")
GetResponse = Callable[[HttpRequest], HttpResponse]


def current_request_id() -> str:
    """Return the id of the request being answered, or an empty string."""
    return _request_id.get()


class RequestIdMiddleware:
    """Give each request an id that the trail and the log share."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request under a new id."""
        token = _request_id.set(uuid4().hex)
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = current_request_id()
            return response
        finally:
            _request_id.reset(token)


class RefuseNulMiddleware:
    """Answer 400 to a NUL byte in an address or query.

    PostgreSQL refuses NUL in text, so it would be a server error there and
    nothing on SQLite. Form fields refuse it themselves, at the field.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or pass on."""
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "%00" in query or "\0" in query:
            return render(request, "400.html", status=400)
        return self.get_response(request)
