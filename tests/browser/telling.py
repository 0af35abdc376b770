"""How journeys are told: counted taps, mails that arrive, days that pass."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator

from patients.records.models import Patient
from programmes.diary.models import RestingPain, SafetyCheck, Session
from programmes.prescribing.models import Assignment, PlanVersion
from tests.chaos.drainers import wait_until
from tests.chaos.sink import Sink

# Seven hours apart at most: in one of them it is always between 11 and 18 o'clock.
ZONES = [
    "Pacific/Honolulu",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Europe/London",
    "Asia/Karachi",
    "Asia/Tokyo",
    "Pacific/Auckland",
]


class Taps:
    """Count what a person presses."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, target: Locator) -> None:
        """Press once."""
        self.count += 1
        target.click()


def zone_by_day(now: datetime) -> str:
    """Return a time zone in which reminders may leave now."""
    return next(z for z in ZONES if 11 <= now.astimezone(ZoneInfo(z)).hour < 18)


def mails_to(sink: Sink, address: str) -> list[EmailMessage]:
    """Return what arrived for an address, oldest first."""
    read = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sink.files
    ]
    return [mail for mail in read if address in str(mail["To"])]


def awaited(arrived: Callable[[], list[EmailMessage]], *, count: int) -> EmailMessage:
    """Wait until the worker has sent so many mails; return the latest."""
    assert wait_until(lambda: len(arrived()) >= count, seconds=60), "no mail came"
    assert len(arrived()) == count
    return arrived()[-1]


def text_of(mail: EmailMessage) -> str:
    """Return the words of a mail, of its subject and of its page."""
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    return "\n".join([str(mail["Subject"]), *map(str, parts)])


def link_in(mail: EmailMessage) -> str:
    """Return the personal link in a mail."""
    found = re.search(r"http://\S+?/i/[\w-]+/", text_of(mail))
    assert found, "no personal link in the mail"
    return found.group()


def let_days_pass(patient: Patient, days: int) -> None:
    """Move a patient's plan and diary into the past, as if days had gone by."""
    by = timedelta(days=days)
    for model, dates in [
        (Assignment, ["start_on", "clearance_on", "created_at", "activated_at"]),
        (SafetyCheck, ["local_date", "at"]),
        (RestingPain, ["local_date", "recorded_at", "received_at"]),
        (Session, ["local_date", "performed_at", "received_at"]),
    ]:
        for row in model._default_manager.filter(patient=patient):
            moved = {name: getattr(row, name) - by for name in dates}
            model._default_manager.filter(pk=row.pk).update(**moved)
    for version in PlanVersion.objects.filter(assignment__patient=patient):
        moved = {
            "from_on": version.from_on - by,
            "created_at": version.created_at - by,
        }
        PlanVersion.objects.filter(pk=version.pk).update(**moved)
    now = datetime.now(tz=patient.zone)
    Patient.objects.filter(pk=patient.pk).update(changed_at=now)
