"""Pauses and warning signs: those of past weeks as rows, today's by the real action."""

from datetime import datetime, timedelta

from config.demo.charts import DAY, Chart, open_day
from config.demo.people import Story
from patients.audit.actor import Actor
from patients.outbox.models import Message
from programmes.alerts.actions import MAIL_KIND
from programmes.alerts.due import due_at
from programmes.alerts.models import Alert
from programmes.diary import actions as diary
from programmes.diary.models import SafetyCheck, Source
from programmes.prescribing.models import Assignment, Hold

AWAY = "Away for ten days, and asked to rest until back."
BACK = "Back and well; goes on with the same plan."
SCAN = "Waits for the result of a scan; rest until the clinic calls."
HOT_JOINT = (
    "Said yes: Fever or feeling very ill, one calf swollen or painful, or a joint that "
    "is hot and swollen"
)
CLEARED = "Seen by the family doctor: a flare of gout in the big toe, now quiet."
REACHED = "Goals reached; keeps up the exercises alone."
EMERGENCY_AGO, WARNING_AGO = timedelta(minutes=12), timedelta(minutes=95)
PAST_AGO, PAST_FOR, PAUSE_FOR, PAUSED_AGO, ENDED_AGO = 32, 4, 11, 6, 5


def set_back(chart: Chart) -> None:
    """Write the holds of past weeks, with what led to them."""
    story = chart.person.story
    start = chart.start_on
    if story is Story.PAUSE_ENDED:
        opened = chart.visit(open_day(chart.clinic, start + 30 * DAY))
        closed = chart.visit(open_day(chart.clinic, opened.date() + PAUSE_FOR * DAY))
        _hold(chart, chart.clinician.actor, Hold.Cause.CLINICIAN, AWAY, opened)
        _lift(chart, BACK, closed)
    elif story is Story.PAUSED:
        on = open_day(chart.clinic, chart.today - PAUSED_AGO * DAY, -1)
        _hold(chart, chart.clinician.actor, Hold.Cause.CLINICIAN, SCAN, chart.visit(on))
    elif story is Story.WARNING_PAST:
        _warned(chart)


def _warned(chart: Chart) -> None:
    """Write a warning sign that was answered: check, hold, alert, and its end."""
    on = open_day(chart.clinic, chart.start_on + PAST_AGO * DAY)
    at = chart.visit(on)
    seen_at, closed_at = at + timedelta(minutes=50), at + timedelta(hours=2)
    by = chart.patient.actor
    check = SafetyCheck.objects.create(
        clinic=chart.clinic,
        patient=chart.patient,
        kind=SafetyCheck.Kind.DAILY,
        local_date=chart.patient.today(at),
        flagged=True,
        answers={"fever": "yes"},
        action="same_day",
        at=at,
        source=Source.PHONE,
        by_kind=by.kind,
        by_id=by.id,
    )
    _hold(chart, by, Hold.Cause.RED_FLAG, HOT_JOINT, at)
    clinic, clinician = chart.clinic, chart.clinician
    alert = Alert.objects.create(
        clinic=clinic,
        patient=chart.patient,
        rule="red_flag",
        reason=HOT_JOINT,
        severity=Alert.Severity.SAME_DAY,
        owner=clinician,
        raised_at=at,
        due_at=due_at("same_day", now=at, hours=clinic.opening_hours, zone=clinic.zone),
        acknowledged_at=seen_at,
        acknowledged_by=clinician,
        closed_at=closed_at,
        closed_by=clinician,
        outcome=Alert.Outcome.CALLED,
        note="Called back within the hour; asked to see the doctor today.",
    )
    add, staff = chart.trail.add, clinician.actor
    add(
        "diary.safety_answered", at=at, by=by, subject=check, kind="daily", flagged=True
    )
    add("alerts.raised", at=at, by=by, subject=alert, rule=alert.rule)
    add("alerts.acknowledged", at=seen_at, by=staff, subject=alert, rule=alert.rule)
    add("alerts.closed", at=closed_at, by=staff, subject=alert, outcome=alert.outcome)
    _lift(chart, CLEARED, chart.visit(open_day(clinic, on + PAST_FOR * DAY)))


def _hold(chart: Chart, by: Actor, cause: Hold.Cause, note: str, at: datetime) -> None:
    hold = Hold.objects.create(
        clinic=chart.clinic,
        assignment=chart.programme,
        cause=cause,
        note=note,
        opened_on=chart.patient.today(at),
        opened_at=at,
        opened_by_kind=by.kind,
        opened_by_id=by.id,
        opened_by_name=by.name,
    )
    chart.holds.append(hold)
    chart.trail.add("prescribing.hold_opened", at=at, by=by, subject=hold, cause=cause)


def _lift(chart: Chart, outcome: str, at: datetime) -> None:
    hold = chart.holds[-1]
    hold.closed_on, hold.closed_at = chart.patient.today(at), at
    hold.closed_by, hold.outcome = chart.clinician, outcome
    hold.save()
    by = chart.clinician.actor
    chart.trail.add(
        "prescribing.hold_closed", at=at, by=by, subject=hold, cause=hold.cause
    )


def last_day(chart: Chart) -> None:
    """End the programme of somebody who was discharged some days ago."""
    assignment = chart.programme
    at = chart.visit(open_day(chart.clinic, chart.today - ENDED_AGO * DAY, -1))
    assignment.state = Assignment.State.ENDED
    assignment.ended_at, assignment.ended_on = at, chart.patient.today(at)
    assignment.ended_reason = REACHED
    assignment.save()
    by = chart.clinician.actor
    chart.trail.add("prescribing.ended", at=at, by=by, subject=assignment, was="active")


def warn_today(chart: Chart) -> None:
    """Say yes to the safety list just now, by the action the phone page calls."""
    emergency = chart.person.story is Story.EMERGENCY_TODAY
    at = chart.now - (EMERGENCY_AGO if emergency else WARNING_AGO)
    diary.answer_safety_list(
        by=chart.patient.actor,
        patient=chart.patient,
        ticked=["saddle" if emergency else "fever"],
        on=chart.patient.today(at),
        at=at,
    )
    # Nothing invented is mailed to anybody: the alert's mails count as sent.
    Message.objects.filter(kind=MAIL_KIND, patient=chart.patient).update(
        state=Message.State.SENT,
        created_at=at,
        not_before=at,
        date_header=at,
        sent_at=at,
    )
