"""The pages that have a budget, and how each is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programmes.prescribing.models import PlanVersion
from tests.bench.data import Filled
from tests.conftest import remembered_as, signed_in_as


@dataclass(frozen=True)
class Page:
    """One request, what it may cost, and the status of the right answer.

    `times` is the budget as a multiple of the floor view in the same run.
    """

    name: str
    path: str
    client: Client
    statements: int
    times: int
    fields: Callable[[], dict[str, str]] | None = None
    status: int = 200

    def ask(self) -> None:
        """Ask within this process; another status than the right one is an error."""
        host = {"SERVER_NAME": "127.0.0.1"}
        if self.fields is None:
            response = self.client.get(self.path, **host)  # type: ignore[arg-type]
        else:
            response = self.client.post(self.path, self.fields(), **host)  # type: ignore[arg-type]
        assert response.status_code == self.status, (self.name, response.status_code)


def pages(filled: Filled) -> list[Page]:
    """Return the pages of a filled clinic, for a clinician and one patient."""
    patient = filled.patients[1]
    phone, desk = remembered_as(patient), signed_in_as(filled.clinician)
    version = PlanVersion.objects.filter(assignment__patient=patient).newest_first()[0]

    def entry() -> dict[str, str]:
        return {
            "client_uuid": str(uuid4()),
            "version": str(version.pk),
            "on": patient.today(timezone.now()).isoformat(),
            "worst": "4",
        }

    overview = reverse("caseload:show_patient", args=[patient.pk])
    return [
        Page("Today", reverse("today:show_today"), phone, 6, 5),
        Page("log a session", reverse("today:log_session"), phone, 12, 8, entry, 302),
        Page("overview with trend", overview, desk, 15, 12),
        Page("caseload", reverse("caseload:list_patients"), desk, 8, 10),
        Page("report, 12 weeks", reverse("progress:show_report"), desk, 10, 40),
    ]
