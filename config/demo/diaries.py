"""Turn what a person did into the diary's rows."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from config.demo.calendar import Came, Done, Frame, Morning, Weeks, live_through
from config.demo.charts import DAY, Chart
from config.demo.people import Story
from patients.audit.actor import Actor
from programmes.diary.entries import SessionEntry
from programmes.diary.models import (
    RestingPain,
    SafetyCheck,
    Session,
    SessionItem,
    Source,
)
from programmes.diary.versions import due_items
from programmes.prescribing.models import PlanItem

BATCH = 500
CHECKED_BEFORE, FELT_BEFORE = timedelta(minutes=14), timedelta(minutes=13)
CORRECTED_AFTER = timedelta(minutes=6)
NOTHING = Weeks((), ())
SOURCES = {
    Came.LIVE: (Source.PHONE, Session.Mode.LIVE),
    Came.LATE: (Source.OFFLINE, Session.Mode.LATE),
    Came.ADDED_LATER: (Source.PHONE, Session.Mode.BACKFILLED),
    Came.PAPER: (Source.PAPER, Session.Mode.BACKFILLED),
}
NOTES = {
    "en": (
        "Stairs were easier today.",
        "A bit stiff after the car.",
        "Did the stretches twice, felt good.",
        "Long day standing, took it slowly.",
        "Slept better this week.",
        "Sore on the left after the garden.",
    ),
    "es": (
        "Hoy me costó menos subir las escaleras.",
        "Un poco de rigidez después del coche.",
        "He dormido mejor esta semana.",
        "Día largo de pie, fui despacio.",
    ),
}


@dataclass
class Rows:
    """Rows of many people, written together."""

    checks: list[SafetyCheck] = field(default_factory=list)
    pains: list[RestingPain] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    items: list[SessionItem] = field(default_factory=list)

    def write(self) -> None:
        """Write all rows, those that others point at first."""
        for rows in (self.checks, self.pains, self.sessions, self.items):
            model: Any = type(rows[0]) if rows else None
            if model is not None:
                model.objects.bulk_create(rows, batch_size=BATCH)


def live(chart: Chart) -> Weeks:
    """Return what the person reported up to now."""
    story, now = chart.person.story, chart.now
    if story is Story.NEVER_STARTED:
        return NOTHING
    last = chart.today - chart.person.quiet_for * DAY
    if story in (Story.EMERGENCY_TODAY, Story.WARNING_TODAY):
        # The warning sign stopped the session of its day, which may be yesterday.
        last -= 2 * DAY if now.astimezone(chart.zone).hour < 2 else DAY
    if chart.programme.ended_on is not None:
        last = min(last, chart.programme.ended_on)
    frame = Frame(
        first=chart.start_on,
        last=last,
        today=chart.today,
        now=now,
        zone=chart.zone,
        is_due=chart.is_due,
        is_held=chart.is_held,
    )
    return live_through(chart.rng, chart.person, frame, chart.levels)


def keep_diary(chart: Chart, weeks: Weeks, rows: Rows) -> None:
    """Add a person's rows to those that will be written."""
    for morning in weeks.mornings:
        rows.pains.append(_morning(chart, morning))
    for place, done in enumerate(weeks.done):
        _keep(chart, done, rows, corrected=place == 5)
    latest = [each.received_at for each in weeks.done[-1:]]
    latest += [each.at for each in weeks.mornings[-1:]]
    latest += [hold.closed_at or hold.opened_at for hold in chart.holds]
    latest += [version.created_at for version, _ in chart.versions]
    chart.patient.changed_at = max(latest)


def _morning(chart: Chart, morning: Morning) -> RestingPain:
    by = chart.patient.actor
    pain = RestingPain(
        clinic=chart.clinic,
        patient=chart.patient,
        kind=RestingPain.Kind.NEXT_MORNING,
        local_date=morning.on,
        pain=morning.pain,
        recorded_at=morning.at,
        received_at=morning.at,
        source=Source.PHONE,
        by_kind=by.kind,
        by_id=by.id,
    )
    _note_pain(chart, pain, by)
    return pain


def _keep(chart: Chart, done: Done, rows: Rows, *, corrected: bool) -> None:
    source, mode = SOURCES[done.came]
    by = chart.patient.actor
    if done.came is Came.PAPER:
        by = chart.opened.reception[0].actor
    live = done.came in (Came.LIVE, Came.LATE)
    said_at = done.performed_at if live else done.received_at
    shared = {
        "clinic": chart.clinic,
        "patient": chart.patient,
        "local_date": done.on,
        "source": source,
        "by_kind": by.kind,
        "by_id": by.id,
    }
    check = SafetyCheck(
        kind=SafetyCheck.Kind.DAILY,
        flagged=False,
        at=said_at - CHECKED_BEFORE,
        **shared,
    )
    before = RestingPain(
        kind=RestingPain.Kind.BEFORE,
        pain=done.before,
        recorded_at=said_at - FELT_BEFORE,
        received_at=done.received_at - FELT_BEFORE,
        **shared,
    )
    rows.checks.append(check)
    rows.pains.append(before)
    chart.trail.add(
        "diary.safety_answered", at=check.at, by=by, subject=check, flagged=False
    )
    _note_pain(chart, before, by)
    version, items = chart.version_on(done.on)
    session = Session(
        assignment=chart.programme,
        version=version,
        performed_at=done.performed_at,
        time_zone=chart.patient.time_zone,
        received_at=done.received_at,
        mode=mode,
        as_planned=not done.left_out,
        worst_pain=done.worst,
        before=before,
        check_made=check,
        note=_note(chart, done),
        **shared,
    )
    states = _states(chart, due_items(items, done.on), left_out=done.left_out)
    _add(chart, session, states, rows, by)
    if corrected and done.worst is not None and done.came is Came.LIVE:
        _correct(chart, session, states, rows)


def _correct(
    chart: Chart, wrong: Session, states: dict[PlanItem, str], rows: Rows
) -> None:
    """Put a corrected session in the place of one with a slip of the finger."""
    columns = {
        each.attname: getattr(wrong, each.attname)
        for each in Session._meta.concrete_fields
        if each.name not in ("id", "client_uuid", "payload_hash")
    }
    right = Session(**columns)
    right.supersedes = wrong
    right.received_at = wrong.received_at + CORRECTED_AFTER
    if right.received_at > chart.now:
        return
    # The first entry was the slip: what stands is what the simulation says.
    wrong.worst_pain = min(10, (right.worst_pain or 0) + 4)
    wrong.payload_hash = _digest(wrong, states)
    _add(chart, right, states, rows, chart.patient.actor)


def _add(
    chart: Chart,
    session: Session,
    states: dict[PlanItem, str],
    rows: Rows,
    by: Actor,
) -> None:
    session.client_uuid = UUID(int=chart.rng.getrandbits(128), version=4)
    session.payload_hash = _digest(session, states)
    rows.sessions.append(session)
    rows.items += [
        SessionItem(session=session, item=item, state=state)
        for item, state in states.items()
    ]
    again = session.supersedes_id is not None
    chart.trail.add(
        "diary.session_corrected" if again else "diary.session_logged",
        at=session.received_at,
        by=by,
        subject=session,
        on=session.local_date,
        mode=session.mode,
        source=session.source,
    )


def _digest(session: Session, states: dict[PlanItem, str]) -> str:
    items = {} if session.as_planned else {str(x.pk): s for x, s in states.items()}
    entry = SessionEntry(
        client_uuid=session.client_uuid,
        on=session.local_date,
        worst_pain=session.worst_pain,
        as_planned=session.as_planned,
        version_id=session.version_id,
        items=items,
        note=session.note,
        source=session.source,
    )
    return entry.digest


def _states(chart: Chart, items: Any, *, left_out: bool) -> dict[PlanItem, str]:
    states = dict.fromkeys(items, SessionItem.State.DONE.value)
    if left_out:
        one = chart.rng.choice(list(items))
        fewer = (SessionItem.State.PARTLY, SessionItem.State.SKIPPED)
        rare = SessionItem.State.STOPPED
        states[one] = chart.rng.choices((*fewer, rare), (50, 40, 10))[0].value
    return states


def _note(chart: Chart, done: Done) -> str:
    if not done.has_note:
        return ""
    return chart.rng.choice(NOTES[chart.patient.language])


def _note_pain(chart: Chart, pain: RestingPain, by: Actor) -> None:
    chart.trail.add(
        "diary.pain_recorded",
        at=pain.received_at,
        by=by,
        subject=pain,
        kind=pain.kind,
        on=pain.local_date,
        corrected=False,
    )
