"""Personal links, devices, and the messages of past weeks: sent then, or silent."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice

from config.demo.calendar import Weeks
from config.demo.charts import DAY, Chart
from config.demo.clinics import Opened
from config.demo.people import Story
from patients.accounts.hours import opening_on
from patients.accounts.models import Membership
from patients.audit.actor import Actor
from patients.invitations import browser
from patients.invitations.models import Device, PersonalLink
from patients.outbox.models import Message
from programmes.diary.adherence import HoldSpan, VersionSpan, weekdays_of
from programmes.followups import schedule
from programmes.followups.actions import SILENCES
from programmes.followups.models import FollowUp
from programmes.followups.schedule import PlanDays, Silence

BATCH = 500
PHONES = ("Safari, iPhone", "Chrome, Android", "Firefox, Android", "Chrome, Windows")
LEAVES_AFTER = timedelta(seconds=40)
DIGEST_DAYS = 84
REFUSED = "The mail server refused the address or the message."
BROKE = "The worker stopped half-way."


@dataclass
class Post:
    """Messages and follow-ups that wait to be written."""

    messages: list[Message] = field(default_factory=list)
    followups: list[FollowUp] = field(default_factory=list)

    def lose_one(self, rule: str) -> None:
        """Let the first message of a kind end as "perhaps sent"."""
        sent = (each for each in self.messages if each.kind == rule and each.sent_at)
        for message in islice(sent, 1):
            message.state, message.reason = Message.State.UNCERTAIN, BROKE
            message.sent_at = message.smtp_code = None

    def write(self) -> None:
        """Write what was noted."""
        Message.objects.bulk_create(self.messages, batch_size=BATCH)
        FollowUp.objects.bulk_create(self.followups, batch_size=BATCH)


def invite(chart: Chart, weeks: Weeks, post: Post) -> PersonalLink:
    """Write the personal link, its welcome mail, and the device that opened it."""
    patient, at = chart.patient, chart.visited_at + timedelta(minutes=20)
    by = chart.opened.reception[0].actor
    link = PersonalLink.objects.create(
        clinic=chart.clinic, patient=patient, created_at=at, created_by_id=by.id
    )
    chart.trail.add("invitations.link_given", at=at, by=by, subject=link)
    if patient.can_be_mailed:
        welcome = _message(
            chart.opened,
            at=at,
            kind="welcome",
            category=Message.Category.SECURITY,
            patient=patient,
            dedupe_key=f"welcome:{link.pk}:1",
            to_address=patient.email,
            language=patient.language,
            context={"link": str(link.pk)},
        )
        if chart.person.story is Story.NEVER_STARTED:
            # It never arrived: that is why there is no session.
            welcome.state, welcome.reason = Message.State.FAILED, REFUSED
            welcome.sent_at, welcome.smtp_code = None, 550
        post.messages.append(welcome)
        chart.trail.add(
            "outbox.queued", at=at, by=by, subject=welcome, kind=welcome.kind
        )
    if weeks.done and not chart.person.on_paper:
        _remember(chart, weeks)
    return link


def _remember(chart: Chart, weeks: Weeks) -> None:
    first, last = weeks.done[0], weeks.done[-1]
    device = Device.objects.create(
        clinic=chart.clinic,
        patient=chart.patient,
        # Nobody holds the other half: the device exists on paper only.
        secret_hash=browser.hashed(secrets.token_urlsafe(32)),
        label=chart.rng.choice(PHONES),
        created_at=first.performed_at - timedelta(minutes=15),
        last_seen_on=last.on,
    )
    by = chart.patient.actor
    chart.trail.add(
        "invitations.device_remembered", at=device.created_at, by=by, subject=device
    )


def remind(chart: Chart, weeks: Weeks, post: Post) -> None:
    """Write the reminders that were due, by the schedule's own rules."""
    assignment = chart.programme
    end_on = assignment.ended_on or assignment.end_on
    reminded: list[date] = []
    on = chart.start_on
    while on < chart.today:
        window = schedule.window(
            on, schedule.REMIND_FROM, schedule.REMIND_UNTIL, chart.zone
        )
        known = {d.on for d in weeks.done if d.received_at < window.opens}
        plan = PlanDays(
            versions=_versions(chart),
            holds=[HoldSpan(h.opened_on, h.closed_on) for h in chart.holds],
            logged=known,
            start_on=assignment.start_on,
            end_on=end_on,
        )
        latest = reminded[-1] if reminded else None
        if schedule.reminder_is_due(plan, today=on, reminded_on=latest):
            since = max((d for d in known if d < on), default=None)
            ignored = sum(1 for d in reminded if since is None or d > since)
            _reminder(chart, post, on, window, ignored=ignored)
            reminded.append(on)
        on += DAY


def _versions(chart: Chart) -> list[VersionSpan]:
    return [
        VersionSpan(
            version.from_on,
            weekdays_of([item.weekdays for item in items]),
            version.number,
        )
        for version, items in chart.versions
    ]


def _reminder(
    chart: Chart, post: Post, on: date, window: schedule.Window, *, ignored: int
) -> None:
    patient, rule = chart.patient, FollowUp.Rule.MISSED_SESSIONS
    silence = schedule.silence_of_reminder(
        has_address=bool(patient.email),
        has_consent=patient.email_consent,
        ignored=ignored,
    )
    message = _message(
        chart.opened,
        at=window.opens + timedelta(seconds=chart.rng.randint(5, 55)),
        kind=rule,
        patient=patient,
        dedupe_key=f"{rule}:{patient.pk}:{on.isoformat()}",
        to_address=patient.email,
        language=patient.language,
        not_before=window.opens,
        expires_at=window.closes,
        silence=silence,
    )
    _follow_up(chart.opened, post, message, rule, on, patient=patient)
    by = Actor.tick("followups", clinic_id=chart.clinic.pk)
    done = "outbox.kept_silent" if silence else "outbox.queued"
    chart.trail.add(done, at=message.created_at, by=by, subject=message, kind=rule)


def digests(opened: Opened, post: Post, *, now: datetime) -> None:
    """Write the clinicians' daily digests up to yesterday."""
    clinic = opened.clinic
    today = clinic.today(now)
    for back in range(DIGEST_DAYS, 0, -1):
        on = today - back * DAY
        if opening_on(clinic.opening_hours, on) is None:
            continue
        window = schedule.window(
            on, schedule.DIGEST_FROM, schedule.DIGEST_UNTIL, clinic.zone
        )
        for member in opened.clinicians:
            # In the first days nobody had a reason yet; quiet days come later too.
            quiet = (
                back > DIGEST_DAYS - 10 or (on.toordinal() + len(member.name)) % 6 == 0
            )
            _digest(opened, post, member, on, window, quiet=quiet)


def _digest(
    opened: Opened,
    post: Post,
    member: Membership,
    on: date,
    window: schedule.Window,
    *,
    quiet: bool,
) -> None:
    rule = FollowUp.Rule.DAILY_DIGEST
    message = _message(
        opened,
        at=window.opens + timedelta(seconds=20),
        kind=rule,
        dedupe_key=f"{rule}:{member.pk}:{on.isoformat()}",
        to_address=member.user.email,
        context={"member": str(member.pk)},
        not_before=window.opens,
        expires_at=window.closes,
        silence=Silence.NOBODY_NEEDS_ONE if quiet else None,
    )
    _follow_up(opened, post, message, rule, on, member=member)


def _message(
    opened: Opened,
    *,
    at: datetime,
    silence: Silence | None = None,
    **fields: object,
) -> Message:
    """Return a message that left then, or that says why it did not."""
    message = Message(
        clinic=opened.clinic,
        created_at=at,
        date_header=at,
        **{"not_before": at, **fields},
    )
    if silence is not None:
        message.state, message.reason = Message.State.SUPPRESSED, SILENCES[silence]
        return message
    message.state, message.attempts, message.smtp_code = Message.State.SENT, 1, 250
    message.handoff_at = message.sent_at = at + LEAVES_AFTER
    return message


def _follow_up(
    opened: Opened,
    post: Post,
    message: Message,
    rule: str,
    on: date,
    **whom: object,
) -> None:
    post.messages.append(message)
    post.followups.append(
        FollowUp(
            clinic=opened.clinic,
            rule=rule,
            due_local_date=on,
            time_zone=opened.clinic.time_zone,
            message=message,
            created_at=message.created_at,
            **whom,
        )
    )
