"""Invent the two clinics and their last twelve weeks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from config.demo import answers, diaries, mails, plans, setbacks, sign_ins
from config.demo.charts import Chart, register
from config.demo.clearing import clear
from config.demo.clinics import Opened, open_clinics
from config.demo.diaries import Rows
from config.demo.mails import Post
from config.demo.people import Story
from config.demo.plans import Shelf
from config.demo.trail import Trail
from patients.accounts.models import Clinic
from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.invitations.models import PersonalLink
from patients.records.models import Patient
from programmes.followups.models import FollowUp
from programmes.library.actions import approve_version
from programmes.prescribing import actions as prescribing
from programmes.screening.models import Answer
from programmes.today.pages import Stage, today_page
from programmes.triage.actions import refresh_standings

TICK = Actor.tick("load_demo")
DRAFT_WEEKS = 8


class RealClinic(Exception):
    """The database holds a clinic that is no demo: nothing invented goes in there."""


class LoadedBefore(Exception):
    """The demo is there already."""


@dataclass(frozen=True)
class Loaded:
    """What was made."""

    file: Path
    patients: int


@transaction.atomic
def load(
    *, now: datetime, anew: bool = False, only: Collection[str] | None = None
) -> Loaded:
    """Invent everything, or raise and leave the database as it was.

    `anew` takes an earlier demo out first; `only` names the people to invent. Raises
    RealClinic or LoadedBefore.
    """
    if Clinic.objects.filter(is_demo=False).exists():
        raise RealClinic
    if Clinic.objects.exists():
        if not anew:
            raise LoadedBefore
        clear()
    trail, rows, post = Trail(), Rows(), Post()
    shelf = Shelf.read()
    opened, passwords = open_clinics(trail, now=now)
    links: list[PersonalLink] = []
    for each in opened:
        _approve(each, shelf, now=now)
        links += _fill(each, shelf, trail, rows, post, now=now, only=only)
        mails.digests(each, post, now=now)
    post.lose_one(FollowUp.Rule.MISSED_SESSIONS)
    rows.write()
    post.write()
    trail.write()
    for each in opened:
        refresh_standings(by=TICK, clinic=each.clinic, now=now)
    audit.record("demo.loaded", by=TICK, clinics=len(opened))
    file = sign_ins.write(passwords, opened, _worth_opening(links, now=now))
    return Loaded(file=file, patients=Patient.objects.count())


def _worth_opening(links: Sequence[PersonalLink], *, now: datetime) -> PersonalLink:
    """Choose whose personal link is printed: somebody a newcomer can be for a while.

    Best with a session still to log today, one done yesterday, and pages in their own
    language.
    """

    def lacks(link: PersonalLink) -> tuple[bool, ...]:
        page = today_page(link.patient, now)
        return (
            page.stage is not Stage.ASK,
            link.patient.language != Patient.Language.ENGLISH,
            not page.asks_morning,
        )

    return min(links, key=lacks)


def _approve(opened: Opened, shelf: Shelf, *, now: datetime) -> None:
    clinic = opened.clinic
    named = clinic.named_clinician
    assert named is not None  # noqa: S101 - for the type checker
    approve_version(by=named.actor, clinic=clinic, version=shelf.version, at=now)


def _fill(
    opened: Opened,
    shelf: Shelf,
    trail: Trail,
    rows: Rows,
    post: Post,
    *,
    now: datetime,
    only: Collection[str] | None,
) -> list[PersonalLink]:
    """Invent the people of one clinic."""
    charts = [
        register(opened, place, trail, now=now)
        for place, person in enumerate(opened.plan.people)
        if only is None or person.name in only
    ]
    given: list[Answer] = []
    for chart in charts:
        if chart.person.story is not Story.REGISTERED:
            given += answers.answer_screening(chart)
    Answer.objects.bulk_create(given, batch_size=500)
    links = [link for chart in charts for link in _live(chart, shelf, rows, post)]
    Patient.objects.bulk_update(
        [chart.patient for chart in charts], ["changed_at"], batch_size=100
    )
    for chart in charts:
        if chart.person.story in (Story.EMERGENCY_TODAY, Story.WARNING_TODAY):
            setbacks.warn_today(chart)
        if chart.person.story is Story.DRAFT:
            _draft(chart, shelf)
    return links


def _live(chart: Chart, shelf: Shelf, rows: Rows, post: Post) -> list[PersonalLink]:
    """Invent one person's weeks; the link, if a plan gave a reason for one."""
    if not chart.person.has_plan:
        return []
    plans.prescribe(chart, shelf)
    if chart.person.story is Story.DISCHARGED:
        setbacks.last_day(chart)
    weeks = diaries.live(chart)
    diaries.keep_diary(chart, weeks, rows)
    mails.remind(chart, weeks, post)
    return [mails.invite(chart, weeks, post)]


def _draft(chart: Chart, shelf: Shelf) -> None:
    """Keep a plan as a draft, by the action the desk calls."""
    prescribing.assign(
        by=chart.clinician.actor,
        membership=chart.clinician,
        patient=chart.patient,
        draft=plans.first_draft(chart, shelf, start_on=chart.today, weeks=DRAFT_WEEKS),
        clearance=None,
        activate=False,
        at=chart.now,
    )
