"""One factory per model, in floor order. Every person here is invented."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from patients.accounts.hours import WEEKDAYS_8_TO_18
from patients.accounts.models import Clinic, Membership, User
from patients.invitations.models import Device, PersonalLink, StaffInvitation
from patients.outbox.models import Message
from patients.records.models import Patient
from programmes.alerts.models import Alert
from programmes.diary.models import RestingPain, SafetyCheck, Session, Source
from programmes.library.queries import current_version
from programmes.prescribing.models import (
    Assignment,
    Hold,
    PlanActivity,
    PlanItem,
    PlanVersion,
)
from programmes.screening.models import Answer
from programmes.screening.questionnaire import questionnaire

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)  # a Monday
TODAY = date(2026, 5, 4)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.test")
    full_name = factory.Sequence(lambda n: f"Person Number {n}")


class ClinicFactory(DjangoModelFactory):
    class Meta:
        model = Clinic

    name = factory.Sequence(lambda n: f"Testing Lane Clinic {n}")
    neutral_name = factory.Sequence(lambda n: f"Testing Lane {n}")
    phone = "+44 20 7946 0000"
    urgent_phone = "+44 20 7946 0001"
    email = factory.Sequence(lambda n: f"desk{n}@example.test")
    opening_hours = factory.LazyFunction(lambda: dict(WEEKDAYS_8_TO_18))
    is_demo = True


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    clinic = factory.SubFactory(ClinicFactory)
    is_clinician = True


class PatientFactory(DjangoModelFactory):
    class Meta:
        model = Patient

    clinic = factory.SubFactory(ClinicFactory)
    number = factory.Sequence(lambda n: f"TL-{n:04}")
    full_name = factory.Sequence(lambda n: f"Testa Invented {n}")
    birth_date = date(1958, 3, 2)
    email = factory.Sequence(lambda n: f"testa{n}@example.test")
    email_consent = True
    time_zone = "Europe/London"
    cause = Patient.Cause.OSTEOARTHRITIS
    created_at = NOW - timedelta(days=60)
    changed_at = NOW - timedelta(days=60)


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    clinic = factory.SelfAttribute("patient.clinic")
    patient = factory.SubFactory(PatientFactory)
    kind = "welcome"
    dedupe_key = factory.Sequence(lambda n: f"test:{n}")
    to_address = factory.SelfAttribute("patient.email")


class PersonalLinkFactory(DjangoModelFactory):
    class Meta:
        model = PersonalLink

    clinic = factory.SelfAttribute("patient.clinic")
    patient = factory.SubFactory(PatientFactory)


class DeviceFactory(DjangoModelFactory):
    class Meta:
        model = Device

    clinic = factory.SelfAttribute("patient.clinic")
    patient = factory.SubFactory(PatientFactory)
    secret_hash = "0" * 64
    label = "Test phone"
    last_seen_on = TODAY


class StaffInvitationFactory(DjangoModelFactory):
    class Meta:
        model = StaffInvitation

    clinic = factory.SubFactory(ClinicFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.test")
    full_name = "Newly Invited"
    is_reception = True
    invited_by_id = factory.LazyFunction(uuid4)
    expires_at = NOW + timedelta(days=7)


class AlertFactory(DjangoModelFactory):
    class Meta:
        model = Alert

    clinic = factory.SelfAttribute("patient.clinic")
    patient = factory.SubFactory(PatientFactory)
    rule = factory.Sequence(lambda n: f"test_rule_{n}")
    reason = "Said yes to a test question."
    severity = Alert.Severity.SAME_DAY
    raised_at = NOW
    due_at = NOW + timedelta(hours=8)


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    clinic = factory.SelfAttribute("patient.clinic")
    patient = factory.SubFactory(PatientFactory)
    question = "pregnant"
    value = Answer.Value.NO
    answered_at = NOW
    answered_on = TODAY
    answered_by_kind = Answer.By.STAFF
    answered_by_id = factory.LazyFunction(uuid4)


class AssignmentFactory(DjangoModelFactory):
    """An active assignment since eight weeks; use `with_plan` for its items."""

    class Meta:
        model = Assignment
        skip_postgeneration_save = True

    clinic = factory.SelfAttribute("patient.clinic")
    patient = factory.SubFactory(PatientFactory)
    state = Assignment.State.ACTIVE
    start_on = TODAY - timedelta(days=28)
    weeks = 8
    clearance_kind = Assignment.Clearance.CLINICIAN
    clearance_name = "Testa Clinician"
    clearance_on = TODAY - timedelta(days=28)
    assigned_by = factory.LazyAttribute(
        lambda a: MembershipFactory(clinic=a.patient.clinic)
    )
    created_at = NOW - timedelta(days=28)
    activated_at = NOW - timedelta(days=28)


class PlanVersionFactory(DjangoModelFactory):
    class Meta:
        model = PlanVersion

    assignment = factory.SubFactory(AssignmentFactory)
    clinic = factory.SelfAttribute("assignment.clinic")
    number = 1
    library = factory.LazyFunction(current_version)
    from_on = factory.SelfAttribute("assignment.start_on")
    summary = "First plan"
    created_by = factory.SelfAttribute("assignment.assigned_by")


class PlanItemFactory(DjangoModelFactory):
    class Meta:
        model = PlanItem

    version = factory.SubFactory(PlanVersionFactory)
    exercise = factory.LazyAttribute(lambda i: i.version.library.exercises.first())
    order = factory.LazyAttribute(lambda i: i.exercise.order)
    sets = 1
    reps = 5
    hold_s = 5
    rest_s = 30
    weekdays = "1111111"
    level = PlanItem.Level.OK


class PlanActivityFactory(DjangoModelFactory):
    class Meta:
        model = PlanActivity

    version = factory.SubFactory(PlanVersionFactory)
    activity = factory.LazyAttribute(lambda i: i.version.library.activities.first())
    stance = PlanActivity.Stance.AVOID
    level = "caution"


class HoldFactory(DjangoModelFactory):
    class Meta:
        model = Hold

    assignment = factory.SubFactory(AssignmentFactory)
    clinic = factory.SelfAttribute("assignment.clinic")
    cause = Hold.Cause.CLINICIAN
    opened_on = TODAY
    opened_at = NOW
    opened_by_kind = "tick"


class SafetyCheckFactory(DjangoModelFactory):
    class Meta:
        model = SafetyCheck

    clinic = factory.SelfAttribute("patient.clinic")
    patient = factory.SubFactory(PatientFactory)
    kind = SafetyCheck.Kind.DAILY
    local_date = TODAY
    flagged = False
    source = Source.PHONE
    by_kind = "patient"


class RestingPainFactory(DjangoModelFactory):
    class Meta:
        model = RestingPain

    clinic = factory.SelfAttribute("patient.clinic")
    patient = factory.SubFactory(PatientFactory)
    kind = RestingPain.Kind.BEFORE
    local_date = TODAY
    pain = 4
    recorded_at = NOW
    source = Source.PHONE
    by_kind = "patient"


class SessionFactory(DjangoModelFactory):
    """A session done as planned; give it a version (its assignment follows)."""

    class Meta:
        model = Session

    version = factory.SubFactory(PlanVersionFactory)
    assignment = factory.SelfAttribute("version.assignment")
    patient = factory.SelfAttribute("version.assignment.patient")
    clinic = factory.SelfAttribute("version.assignment.patient.clinic")
    client_uuid = factory.LazyFunction(uuid4)
    payload_hash = "0" * 64
    local_date = TODAY
    performed_at = NOW
    time_zone = "Europe/London"
    mode = Session.Mode.LIVE
    source = Source.PHONE
    as_planned = True
    worst_pain = 4
    by_kind = "patient"


def with_plan(assignment: Assignment, **version_fields) -> PlanVersion:
    """Give an assignment a version with every exercise and activity of the library."""
    version = PlanVersionFactory(assignment=assignment, **version_fields)
    for exercise in version.library.exercises.order_by("order"):
        PlanItemFactory(version=version, exercise=exercise)
    for activity in version.library.activities.order_by("order"):
        PlanActivityFactory(version=version, activity=activity)
    return version


def answer_no_to_everything(patient: Patient, **fields) -> None:
    """Give a patient a no to every screening question: nothing conflicts."""
    for question in questionnaire().questions:
        AnswerFactory(patient=patient, question=question.slug, **fields)
