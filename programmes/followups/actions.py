"""Write the messages that are due: one row each, however often the clock ticks."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from patients.accounts.hours import opening_on
from patients.accounts.models import Clinic, Membership
from patients.audit.actor import Actor
from patients.outbox.actions import put_in_outbox
from patients.outbox.models import Message
from patients.records.models import Patient
from programmes.followups import schedule
from programmes.followups.models import FollowUp
from programmes.followups.queries import needing
from programmes.followups.schedule import PlanDays, Silence, Window
from programmes.triage.actions import refresh_standings
from programmes.triage.models import Standing
from programmes.triage.queries import Facts, facts_of
from programmes.triage.reasons import PlanState

# Kept in English in the row, translated where it is shown.
SILENCES = {
    Silence.NO_ADDRESS: gettext_noop("The patient has no e-mail address."),
    Silence.NO_CONSENT: gettext_noop("The patient has not agreed to e-mail."),
    Silence.IGNORED: gettext_noop("Three reminders had no answer: please call."),
    Silence.NOBODY_NEEDS_ONE: gettext_noop("Nobody needed this person today."),
}


def plan_followups(*, by: Actor, clinic: Clinic, now: datetime) -> int:
    """Write what is due at this clinic now; return how many messages that made."""
    refresh_standings(by=by, clinic=clinic, now=now)
    return _remind(by=by, clinic=clinic, now=now) + _digest(
        by=by, clinic=clinic, now=now
    )


def _remind(*, by: Actor, clinic: Clinic, now: datetime) -> int:
    """Remind patients who missed session days in a row."""
    quiet = [
        standing.patient
        for standing in Standing.objects.filter(
            clinic=clinic,
            plan_state=PlanState.ACTIVE,
            patient__archived_at__isnull=True,
        ).select_related("patient")
    ]
    for patient in quiet:
        patient.clinic = clinic
    open_now = {
        patient.pk: patient for patient in quiet if _window_of(patient, now).holds(now)
    }
    reminded = _reminders(open_now)
    candidates = [
        patient
        for patient in open_now.values()
        if patient.today(now) not in reminded[patient.pk]
    ]
    written = 0
    for facts in facts_of(candidates, now=now).values():
        earlier = reminded[facts.patient.pk]
        due = schedule.reminder_is_due(
            _plan_days(facts),
            today=facts.today,
            reminded_on=max(earlier, default=None),
        )
        if due:
            written += _write_reminder(facts, sorted(earlier), by=by, now=now)
    return written


def _window_of(patient: Patient, now: datetime) -> Window:
    return schedule.window(
        patient.today(now), schedule.REMIND_FROM, schedule.REMIND_UNTIL, patient.zone
    )


def _reminders(patients: Mapping[UUID, Patient]) -> defaultdict[UUID, set[date]]:
    found: defaultdict[UUID, set[date]] = defaultdict(set)
    for patient_id, on in FollowUp.objects.filter(
        patient__in=patients, rule=FollowUp.Rule.MISSED_SESSIONS
    ).values_list("patient_id", "due_local_date"):
        found[patient_id].add(on)
    return found


def _plan_days(facts: Facts) -> PlanDays:
    # An active standing has its assignment.
    assert facts.assignment is not None  # noqa: S101 - for the type checker
    return PlanDays(
        versions=facts.versions,
        holds=facts.holds,
        logged=facts.logged,
        start_on=facts.assignment.start_on,
        end_on=facts.assignment.prescribed_until,
    )


def _write_reminder(
    facts: Facts, earlier: list[date], *, by: Actor, now: datetime
) -> int:
    patient = facts.patient
    since = facts.last_session_on
    silence = schedule.silence_of_reminder(
        has_address=bool(patient.email),
        has_consent=patient.email_consent,
        ignored=sum(1 for on in earlier if since is None or on > since),
    )
    return _write(
        by=by,
        clinic=patient.clinic,
        patient=patient,
        rule=FollowUp.Rule.MISSED_SESSIONS,
        day=facts.today,
        zone=patient.time_zone,
        window=_window_of(patient, now),
        to=patient.email,
        language=patient.language,
        silence=silence,
    )


def _digest(*, by: Actor, clinic: Clinic, now: datetime) -> int:
    """Tell each clinician, on working days, how many people need them."""
    day = clinic.today(now)
    window = schedule.window(
        day, schedule.DIGEST_FROM, schedule.DIGEST_UNTIL, clinic.zone
    )
    if not window.holds(now) or opening_on(clinic.opening_hours, day) is None:
        return 0
    told = FollowUp.objects.filter(
        clinic=clinic, rule=FollowUp.Rule.DAILY_DIGEST, due_local_date=day
    ).values("member")
    members = (
        clinic.memberships.active()
        .clinicians()
        .exclude(pk__in=told)
        .select_related("user")
    )
    written = 0
    for member in members:
        needed = needing(member).exists()
        written += _write(
            by=by,
            clinic=clinic,
            member=member,
            rule=FollowUp.Rule.DAILY_DIGEST,
            day=day,
            zone=clinic.time_zone,
            window=window,
            to=member.user.email,
            language="en",
            silence=None if needed else Silence.NOBODY_NEEDS_ONE,
        )
    return written


@transaction.atomic
def _write(
    *,
    by: Actor,
    clinic: Clinic,
    rule: str,
    day: date,
    zone: str,
    window: Window,
    to: str,
    language: str,
    silence: Silence | None,
    patient: Patient | None = None,
    member: Membership | None = None,
) -> int:
    """Write the message and its follow-up together; 0 when another tick did."""
    person = patient.pk if patient else member.pk  # type: ignore[union-attr]
    key = f"{rule}:{person}:{day.isoformat()}"
    if Message.objects.filter(dedupe_key=key).exists():
        return 0
    message = put_in_outbox(
        by=by,
        clinic=clinic,
        patient=patient,
        kind=rule,
        dedupe_key=key,
        to=to,
        language=language,
        context={"member": str(member.pk)} if member else {},
        not_before=window.opens,
        expires_at=window.closes,
        silent_because=SILENCES[silence] if silence else "",
    )
    _, created = FollowUp.objects.get_or_create(
        message=message,
        defaults={
            "clinic": clinic,
            "patient": patient,
            "member": member,
            "rule": rule,
            "due_local_date": day,
            "time_zone": zone,
        },
    )
    return int(created)
