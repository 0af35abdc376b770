"""What a patient may read about their own record."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from patients.audit.models import AuditEvent
from patients.records.models import Patient
from programmes.diary.adherence import (
    Adherence,
    adherence,
)
from programmes.diary.models import Session
from programmes.diary.queries import prescribed
from programmes.prescribing.models import Assignment

LOOKS_SHOWN = 50


@dataclass(frozen=True)
class Look:
    """Somebody at the clinic opened or changed this record."""

    at: datetime
    who: str
    what: str


def last_ended(patient: Patient) -> date | None:
    """Return the day on which the latest programme ended, if one has."""
    return (
        Assignment.objects.filter(patient=patient, ended_on__isnull=False)
        .order_by("-ended_on")
        .values_list("ended_on", flat=True)
        .first()
    )


def latest_assignment(patient: Patient) -> Assignment | None:
    """Return the programme that counts: the active one, else the last to end."""
    return (
        Assignment.objects.filter(patient=patient)
        .exclude(state=Assignment.State.DRAFT)
        # "active" sorts before "ended".
        .order_by("state", "-start_on")
        .first()
    )


def looks_at(patient: Patient) -> list[Look]:
    """Return who at the clinic opened or changed this record, newest first.

    Opening the same record again and again on one day is shown once.
    """
    events = (
        AuditEvent.objects.about(patient.pk)
        .filter(actor_kind=AuditEvent.ActorKind.STAFF)
        .recent_first()
        .values_list("at", "actor_name", "action")[: LOOKS_SHOWN * 4]
    )
    shown: dict[tuple[date, str, str], Look] = {}
    for at, who, action in events:
        what = _in_words(action)
        shown.setdefault((patient.today(at), who, what), Look(at, who, what))
    return list(shown.values())[:LOOKS_SHOWN]


def sessions_done(
    patient: Patient, assignment: Assignment, *, start: date, end: date, today: date
) -> Adherence:
    """Return session days done of session days prescribed, in three queries."""
    plan = prescribed([assignment])[assignment.pk]
    logged = (
        Session.objects.current()
        .filter(patient=patient)
        .between(start, end)
        .values_list("local_date", flat=True)
        .distinct()
    )
    return adherence(
        versions=plan.versions,
        holds=plan.holds,
        logged=set(logged),
        assigned_from=assignment.start_on,
        assigned_to=assignment.prescribed_until,
        start=start,
        end=end,
        today=today,
    )


def last_days(today: date, days: int) -> date:
    """Return the first of so many days that end today."""
    return today - timedelta(days=days - 1)


def _in_words(action: str) -> str:
    room, _dot, verb = action.partition(".")
    if verb == "patient_opened":
        return _("opened your record")
    return {
        "records": _("changed your details"),
        "screening": _("entered answers about your health"),
        "prescribing": _("worked on your plan"),
        "diary": _("entered a session or an answer for you"),
        "alerts": _("looked after an alert about you"),
        "invitations": _("looked after your personal link or devices"),
        "outbox": _("sent or looked at a message to you"),
    }.get(room, _("worked with your record"))
