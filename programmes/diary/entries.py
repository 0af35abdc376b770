"""What is sent to be stored as a session, and which days it may be dated."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from programmes.diary.models import Session, Source

BACK_DAYS = 30  # how far back a missed day may be added (product rule)
CHANGE_DAYS = 7  # how long an entry may be fixed or removed (product rule)
# Our default: a phone that sends within the hour was only slow, not away.
LATE_AFTER = timedelta(hours=1)
# Our default: an earlier day is added without a clock time, so it stands at noon.
NOON = time(12)


class UnableToLog(Exception):
    """A session cannot be stored; says how to mend it, and at which field."""

    def __init__(self, message: str | Promise, *, field: str = "on") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


@dataclass(frozen=True)
class SessionEntry:
    """One session as the patient, or the desk on the patient's word, tells it.

    `version_id` is the plan that was on the page; None takes the one in force that
    day. `items` names how single exercises went (item id to state) and is empty when
    all was done as planned. `performed_at` is the phone's own clock, where known.
    """

    client_uuid: UUID
    on: date
    worst_pain: int | None
    as_planned: bool = True
    version_id: UUID | None = None
    items: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    performed_at: datetime | None = None
    source: str = Source.PHONE

    @property
    def content(self) -> dict[str, Any]:
        """Everything that was said, in a shape that can be kept and compared."""
        return {
            "on": self.on.isoformat(),
            "version": str(self.version_id or ""),
            "as_planned": self.as_planned,
            "worst_pain": self.worst_pain,
            "items": {str(key): str(state) for key, state in self.items.items()},
            "note": self.note,
            "performed_at": self.performed_at.isoformat() if self.performed_at else "",
        }

    @property
    def digest(self) -> str:
        """Return the same value for the same content, however often it is sent."""
        text = json.dumps(self.content, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


def check_day(on: date, *, today: date) -> None:
    """Refuse days to come and days too long ago, by raising UnableToLog."""
    if on > today:
        raise UnableToLog(
            _("That day is still to come. Choose today or an earlier day.")
        )
    earliest = today - timedelta(days=BACK_DAYS)
    if on < earliest:
        raise UnableToLog(
            _("That is too long ago. Choose a day from %(day)s on.")
            % {"day": written(earliest)}
        )


def mode_of(entry: SessionEntry, *, today: date, at: datetime) -> Session.Mode:
    """Tell whether an entry came on the day, was sent later, or fills in a day."""
    if entry.performed_at is not None:
        late = at - entry.performed_at > LATE_AFTER
        return Session.Mode.LATE if late else Session.Mode.LIVE
    return Session.Mode.LIVE if entry.on == today else Session.Mode.BACKFILLED


def performed_at(
    entry: SessionEntry, *, today: date, at: datetime, zone: ZoneInfo
) -> datetime:
    """Return when it was done: the phone's clock, else now, else noon of that day."""
    if entry.performed_at is not None:
        return entry.performed_at
    return at if entry.on == today else datetime.combine(entry.on, NOON, tzinfo=zone)


def written(day: date) -> str:
    """Return a date as the product writes it: "Mon 4 May"."""
    return date_format(day, "D j M")
