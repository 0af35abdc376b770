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
from tests.factories import RestingPainFactory, SafetyCheckFactory


@dataclass(frozen=True)
class Page:
    """One request, what it may cost, and the status of the right answer.

    `times` is the budget as a multiple of the floor view in the same run; `after` is
    what was asked for just before.
    """

    name: str
    path: str
    client: Client
    statements: int
    times: int
    fields: Callable[[], dict[str, str]] | None = None
    status: int = 200
    after: "Page | None" = None

    def ask(self) -> None:
        """Ask within this process; another status than the right one is an error."""
        host = {"SERVER_NAME": "127.0.0.1"}
        if self.fields is None:
            response = self.client.get(self.path, **host)
        else:
            response = self.client.post(self.path, self.fields(), **host)
        assert response.status_code == self.status, (self.name, response.status_code)


def pages(filled: Filled) -> list[Page]:
    """Return the pages of a filled clinic, for a clinician and three patients.

    The first patient has answered today and is shown the exercises; the second logs,
    and the third is looked at: what one asks for must not make another's page longer.
    """
    now = timezone.now()
    ready, logging, seen = filled.patients[2:5]
    on = ready.today(now)
    SafetyCheckFactory(patient=ready, local_date=on, at=now)
    RestingPainFactory(patient=ready, local_date=on, recorded_at=now)
    desk = signed_in_as(filled.clinician)
    version = PlanVersion.objects.filter(assignment__patient=logging).newest_first()[0]

    def entry() -> dict[str, str]:
        fields = {"client_uuid": uuid4(), "version": version.pk, "on": on, "worst": 4}
        return {name: str(value) for name, value in fields.items()}

    today, log = reverse("today:show_today"), reverse("today:log_session")
    overview = reverse("caseload:show_patient", args=[seen.pk])
    caseload, report = (
        reverse("caseload:list_patients"),
        reverse("progress:show_report"),
    )
    return [
        Page("Today", today, remembered_as(ready), 6, 5),
        Page("log a session", log, remembered_as(logging), 12, 8, entry, 302),
        Page("overview with trend", overview, desk, 15, 12),
        Page("caseload", caseload, desk, 8, 10),
        Page("report, 12 weeks", report, desk, 10, 40),
    ]
