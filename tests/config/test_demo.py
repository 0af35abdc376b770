"""The demo's people and their weeks keep to the product's own rules."""

import stat
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.db import transaction
from django.test import override_settings

from config.demo.loading import load
from config.demo.people import Story
from config.demo.roster import HARBOR, MILLPOND
from patients.accounts.models import Clinic, Membership, User
from patients.audit.actor import Actor
from patients.audit.models import AuditEvent
from patients.invitations import tokens
from patients.outbox.models import Message
from patients.records.models import Patient
from programmes.alerts.models import Alert
from programmes.diary.models import RestingPain, SafetyCheck, Session, SessionItem
from programmes.diary.versions import due_items
from programmes.followups.models import FollowUp
from programmes.library.queries import current_version
from programmes.prescribing.models import Assignment, Hold
from programmes.prescribing.schedule import is_session_day
from programmes.screening.models import Answer
from programmes.screening.queries import screen_patient
from programmes.screening.verdicts import Level, Programme
from programmes.triage.actions import refresh_standings
from programmes.triage.models import Standing

NOW = datetime(2026, 5, 6, 16, 30, tzinfo=UTC)  # a Wednesday: both clinics are open
FAST = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PEOPLE = (*MILLPOND, *HARBOR)
WITH_PLAN = [person for person in PEOPLE if person.has_plan]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, folder):
    """Load the whole demo once for this file, and take it back afterwards."""
    with (
        django_db_blocker.unblock(),
        override_settings(VAR_DIR=folder, PASSWORD_HASHERS=FAST),
        time_machine.travel(NOW, tick=False),
        transaction.atomic(),
    ):
        yield load(now=NOW)
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    return loaded


def names_of(*stories: Story) -> list[str]:
    return [person.name for person in PEOPLE if person.story in stories]


def patient_named(name: str) -> Patient:
    return Patient.objects.select_related("clinic").get(full_name=name)


def is_held(holds: list[Hold], on) -> bool:
    return any(h.opened_on <= on and on <= (h.closed_on or on) for h in holds)


# --- Who is there -------------------------------------------------------------


def test_there_are_two_demo_clinics_with_thirty_people_each(demo):
    found = {clinic.country: clinic for clinic in Clinic.objects.all()}

    assert found.keys() == {"uk", "us"}
    assert all(clinic.is_demo for clinic in found.values())
    assert [clinic.patients.count() for clinic in found.values()] == [30, 30]


@pytest.mark.parametrize("country", ["uk", "us"])
def test_each_clinic_has_its_people_and_has_approved_the_library(demo, country):
    clinic = Clinic.objects.get(country=country)
    members = clinic.memberships.active()

    assert members.clinicians().count() >= 2
    assert members.filter(is_reception=True).exists()
    assert members.filter(is_admin=True).exists()
    assert clinic.library_approvals.get().approved_by == clinic.named_clinician


def test_one_person_works_at_both_clinics(demo):
    both = [user for user in User.objects.all() if user.memberships.count() == 2]

    assert len(both) == 1


def test_ages_causes_and_languages_are_mixed(demo):
    patients = list(Patient.objects.all())
    ages = [patient.age_on(patient.today(NOW)) for patient in patients]

    assert (min(ages), max(ages)) == (24, 83)
    assert {patient.cause for patient in patients} == set(Patient.Cause.values)
    assert Counter(patient.language for patient in patients)["es"] >= 5


def test_one_person_has_no_email_and_one_did_not_consent(demo):
    assert Patient.objects.filter(email="").count() == 1
    assert Patient.objects.exclude(email="").filter(email_consent=False).count() == 1
    assert not Patient.objects.exclude(email="").exclude(
        email__endswith="@example.test"
    )


def test_every_story_is_told():
    assert {person.story for person in PEOPLE} == set(Story)


def test_no_two_people_share_a_name_or_address():
    assert len({person.name for person in PEOPLE}) == len(PEOPLE) == 60
    assert len({person.email for person in PEOPLE}) == 60


# --- Where they stand -----------------------------------------------------------


@pytest.mark.parametrize(
    ("stories", "rule"),
    [
        ((Story.PAIN_UP,), "pain_up"),
        ((Story.SILENT, Story.NEVER_STARTED), "silent"),
        ((Story.EMERGENCY_TODAY, Story.WARNING_TODAY), "alert_open"),
        ((Story.EMERGENCY_TODAY, Story.PAUSED), "on_hold"),
        ((Story.DRAFT,), "draft_plan"),
        ((Story.REGISTERED,), "not_screened"),
    ],
)
def test_the_caseload_says_what_the_story_is(demo, stories, rule):
    for name in names_of(*stories):
        standing = Standing.objects.get(patient__full_name=name)

        assert rule in [reason["rule"] for reason in standing.reasons], name


def test_several_people_have_improved(demo):
    improved = [
        standing
        for standing in Standing.objects.all()
        if "improved" in [reason["rule"] for reason in standing.reasons]
    ]

    assert 10 <= len(improved) <= 30


def test_most_people_need_nobody_today(demo):
    needing = Standing.objects.filter(severity__in=["now", "today"])

    assert 4 <= needing.count() <= 12


def test_the_first_caseload_has_nothing_to_work_out(demo):
    for clinic in Clinic.objects.all():
        assert clinic.standings.count() == clinic.patients.count()
        assert refresh_standings(by=Actor.tick("t"), clinic=clinic, now=NOW) == 0


def test_an_emergency_is_open_and_holds_the_plan(demo):
    alert = Alert.objects.open().get(severity=Alert.Severity.EMERGENCY)
    hold = Hold.objects.open().get(assignment__patient=alert.patient)

    assert alert.patient.full_name in names_of(Story.EMERGENCY_TODAY)
    assert alert.due_at > NOW
    assert hold.cause == Hold.Cause.RED_FLAG


def test_past_warnings_and_pauses_are_over(demo):
    for name in names_of(Story.WARNING_PAST, Story.PAUSE_ENDED):
        hold = Hold.objects.get(assignment__patient__full_name=name)

        assert hold.closed_at is not None
        assert hold.outcome


def test_a_pregnant_person_is_three_days_from_week_28(demo):
    (name,) = names_of(Story.WEEK_28_SOON)
    patient = patient_named(name)
    today = patient.today(NOW)

    def level(days: int) -> Level:
        on = today + timedelta(days=days)
        screened = screen_patient(
            patient, on, current_version(), clearance_recorded=True
        )
        return screened.items["knee_to_chest"].level

    assert [level(days) for days in (0, 2, 3)] == [
        Level.CAUTION,
        Level.CAUTION,
        Level.CONTRAINDICATED,
    ]


def test_a_person_just_registered_has_nothing_else(demo):
    for name in names_of(Story.REGISTERED):
        patient = patient_named(name)

        assert not patient.assignments.exists()
        assert not Answer.objects.filter(patient=patient).exists()
        assert not patient.personal_links.exists()


# --- Their plans ------------------------------------------------------------------


def test_active_plans_could_be_started_today(demo):
    for assignment in Assignment.objects.active().select_related("patient__clinic"):
        patient = assignment.patient
        screened = screen_patient(
            patient, patient.today(NOW), current_version(), clearance_recorded=True
        )
        newest = assignment.versions.newest_first().first()

        assert screened.unanswered == ()
        assert screened.programme != Programme.HOLD
        assert newest.from_on <= patient.today(NOW) <= assignment.end_on
        for item in newest.items.select_related("exercise"):
            verdict = screened.items[item.exercise.slug]
            assert verdict.level != Level.CONTRAINDICATED, patient


def test_a_draft_waits_for_one_answer(demo):
    drafts = Assignment.objects.filter(state=Assignment.State.DRAFT)

    assert sorted(d.patient.full_name for d in drafts) == sorted(names_of(Story.DRAFT))
    for draft in drafts:
        screened = screen_patient(
            draft.patient, draft.start_on, current_version(), clearance_recorded=True
        )
        assert len(screened.unanswered) == 1


def test_versions_follow_each_other_and_say_what_changed(demo):
    numbers = Counter()
    for assignment in Assignment.objects.prefetch_related("versions"):
        versions = sorted(assignment.versions.all(), key=lambda v: v.number)
        numbers[len(versions)] += 1

        assert [v.number for v in versions] == list(range(1, len(versions) + 1))
        assert versions[0].from_on == assignment.start_on
        for before, after in pairwise(versions):
            assert before.from_on < after.from_on
            assert after.summary
            assert after.reason
    assert numbers[2] >= 5
    assert numbers[3] >= 20


# --- Their diaries -----------------------------------------------------------------


@pytest.fixture
def sessions(demo):
    return list(
        Session.objects.current().select_related(
            "patient__clinic", "assignment", "version", "before", "check_made"
        )
    )


@pytest.fixture
def calendars(demo):
    """Each assignment's versions with their items, and its holds."""
    found = {}
    for assignment in Assignment.objects.prefetch_related("versions__items", "holds"):
        versions = sorted(assignment.versions.all(), key=lambda v: v.from_on)
        items = [(v, list(v.items.all())) for v in versions]
        found[assignment.pk] = (items, list(assignment.holds.all()))
    return found


def test_no_session_breaks_a_rule_of_the_plan(sessions, calendars):
    for session in sessions:
        versions, holds = calendars[session.assignment_id]
        last = session.assignment.ended_on or session.patient.today(NOW)
        in_force = [v for v, _ in versions if v.from_on <= session.local_date][-1]

        assert session.assignment.start_on <= session.local_date <= last
        assert not is_held(holds, session.local_date)
        assert session.version_id == in_force.pk


def test_most_sessions_fall_on_days_that_asked_for_one(sessions, calendars):
    extra = 0
    for session in sessions:
        items = [
            i for v, i in calendars[session.assignment_id][0] if v == session.version
        ]
        extra += not is_session_day(items[0], session.local_date)

    assert 0 < extra < 0.05 * len(sessions)


def test_a_fifth_to_two_fifths_of_the_days_stay_empty(sessions, calendars):
    logged = {(s.assignment_id, s.local_date) for s in sessions}
    steady = Assignment.objects.filter(
        patient__full_name__in=names_of(Story.USUAL)
    ).select_related("patient__clinic")
    due = done = 0
    for assignment in steady:
        versions, holds = calendars[assignment.pk]
        on = assignment.start_on
        while on < assignment.patient.today(NOW):
            items = [i for v, i in versions if v.from_on <= on][-1]
            if is_session_day(items, on) and not is_held(holds, on):
                due += 1
                done += (assignment.pk, on) in logged
            on += timedelta(days=1)

    assert 0.2 <= 1 - done / due <= 0.4


def test_what_was_done_is_kept_apart_from_when_it_was_heard_of(sessions):
    modes = Counter()
    for session in sessions:
        modes[session.mode] += 1

        assert session.performed_at.astimezone(session.patient.zone).date() == (
            session.local_date
        )
        assert session.performed_at < session.received_at <= NOW
        assert session.before.local_date == session.check_made.local_date
        assert session.before.kind == RestingPain.Kind.BEFORE
    assert set(modes) == set(Session.Mode.values)
    assert modes["live"] > 0.8 * len(sessions)


def test_each_session_says_how_every_exercise_due_went(sessions, calendars):
    states = {}
    for item in SessionItem.objects.all():
        states.setdefault(item.session_id, {})[item.item_id] = item.state
    for session in sessions:
        (items,) = [
            i for v, i in calendars[session.assignment_id][0] if v == session.version
        ]
        said = states[session.pk]

        assert said.keys() == {i.pk for i in due_items(items, session.local_date)}
        assert (set(said.values()) == {"done"}) == session.as_planned


def test_one_session_a_day_stands_and_some_were_corrected(sessions):
    days = Counter((s.patient_id, s.local_date) for s in sessions)

    assert set(days.values()) == {1}
    assert Session.objects.filter(supersedes__isnull=False).exists()


def test_mornings_are_answered_after_a_session_day_only(demo):
    done = set(Session.objects.values_list("patient", "local_date"))
    mornings = RestingPain.objects.filter(kind=RestingPain.Kind.NEXT_MORNING)

    assert mornings.count() > 300
    for pain in mornings:
        assert (pain.patient_id, pain.local_date - timedelta(days=1)) in done
        assert pain.received_at <= NOW


def test_only_flagged_checks_have_no_session_behind_them(demo):
    lone = SafetyCheck.objects.filter(sessions__isnull=True)

    assert {check.flagged for check in lone} == {True}
    assert lone.count() == 4


# --- Messages and trail ------------------------------------------------------------


def test_nothing_waits_to_be_sent(demo):
    states = Counter(Message.objects.values_list("state", flat=True))

    assert set(states) == {"sent", "suppressed", "failed", "uncertain"}
    assert not Message.objects.filter(created_at__gt=NOW).exists()


def test_reminders_keep_their_distance_and_say_why_they_were_silent(demo):
    reminders = FollowUp.objects.filter(rule=FollowUp.Rule.MISSED_SESSIONS)
    by_patient = {}
    for followup in reminders.select_related("message").order_by("due_local_date"):
        by_patient.setdefault(followup.patient_id, []).append(followup.due_local_date)
    silent = Message.objects.filter(kind="missed_sessions", state="suppressed")

    for days in by_patient.values():
        assert all((b - a).days >= 7 for a, b in pairwise(days))
    assert "The patient has not agreed to e-mail." in {m.reason for m in silent}
    assert all(message.reason for message in silent)


def test_the_trail_tells_the_weeks_as_they_passed(demo):
    events = AuditEvent.objects.filter(action="diary.session_logged")
    corrected = Session.objects.filter(supersedes__isnull=False)

    assert events.count() == Session.objects.count() - corrected.count()
    assert not AuditEvent.objects.filter(clinic_id__isnull=False, at__gt=NOW).exists()
    assert (NOW - events.order_by("at").first().at).days > 75


# --- Signing in --------------------------------------------------------------------


def test_the_sign_ins_are_for_the_owner_alone_and_work(demo):
    lines = demo.file.read_text().splitlines()
    people = [line.split() for line in lines if "@example.test" in line]

    assert stat.S_IMODE(demo.file.stat().st_mode) == 0o600
    assert {address for address, *_ in people} == set(
        Membership.objects.values_list("user__email", flat=True)
    )
    for address, password, *_ in people:
        with override_settings(PASSWORD_HASHERS=FAST):
            assert authenticate(None, email=address, password=password), address


def test_the_sign_ins_hold_a_patients_own_link_and_birth_year(demo):
    text = demo.file.read_text()
    (url,) = [line.strip() for line in text.splitlines() if "/i/" in line]
    token = tokens.parse(url.rstrip("/").rpartition("/")[2])
    link = Patient.objects.get(personal_links=token.id).personal_links.get()

    assert tokens.fits(token, link)
    assert f"born in {link.patient.birth_date.year}" in text
