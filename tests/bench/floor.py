"""The floor: the least that Django takes for one indexed query and a small page.

The measured server answers `/floor/` through Django's own standard middleware and
every other address as in production. The product's addresses and settings know
nothing of it.
"""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test.utils import override_settings
from django.urls import path

from config.wsgi import application as product
from patients.records.models import Patient

PATH = "/floor/"
SMALL_PAGE = """<!doctype html><html lang="en"><head><title>{{ patient.number }}</title>
</head><body><h1>{{ patient.full_name }}</h1><p>{{ patient.birth_date|date }}</p>
{% if patient.email %}<p>{{ patient.email }}</p>{% endif %}</body></html>"""
STANDARD = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


class FloorHandler(WSGIHandler):
    """Answer from this module's addresses alone."""

    def resolve_request(self, request: HttpRequest) -> Any:
        """Find the view in this module."""
        request.urlconf = __name__
        return super().resolve_request(request)


page = engines["django"].from_string(SMALL_PAGE)


def show_floor(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Find one patient by their key."""
    patient = Patient.objects.get(pk=patient_id)
    return HttpResponse(page.render({"patient": patient}, request))


urlpatterns = [path("floor/<uuid:patient_id>/", show_floor)]
with override_settings(MIDDLEWARE=STANDARD, SECURE_SSL_REDIRECT=settings.HTTPS):
    floor = FloorHandler()


def application(
    environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    """Answer the floor's address from the floor, any other from the product."""
    answer = floor if environ["PATH_INFO"].startswith(PATH) else product
    return answer(environ, start_response)
