"""A clinic of any size, the same at every run, made with a few large inserts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from patients.accounts.models import Clinic, Membership, User
from patients.audit.actor import Actor
from patients.outbox.models import Message
from patients.records.models import Patient
from programmes.alerts.models import Alert
from programmes.library.queries import activities, current_version, exercises
from programmes.prescribing.models import (
    Assignment,
    Hold,
    PlanActivity,
    PlanItem,
    PlanVersion,
)
from programmes.screening.models import Answer
from programmes.screening.questionnaire import questionnaire
from programmes.triage.actions import refresh_standings
from tests.bench.diary import add_diary, at, save

DAY = timedelta(days=1)
WEEKS = 12
CLINICIANS = 5
# Something is due every day, so that Today has exercises whenever this is run.
MASKS = ["1111111", "1111111", "1010100", "0101010"]
ZONE = "Europe/London"


@dataclass(frozen=True)
class Filled:
    """The clinic, a clinician who may do everything there, and its patients."""

    clinic: Clinic
    clinician: Membership
    patients: list[Patient]


def fill(*, patients: int, sessions: int, now: datetime, seed: int = 12) -> Filled:
    """Make a clinic whose patients each logged so many sessions in twelve weeks.

    Two thirds of the plans were changed half way, every eighth rested for a week,
    every twentieth rests now, every tenth patient has an open alert. Nobody has
    answered anything today.
    """
    return _Maker(Random(seed), now).fill(patients, sessions)  # noqa: S311


class _Maker:
    def __init__(self, dice: Random, now: datetime) -> None:
        self.dice = dice
        self.now = now
        self.today = now.astimezone(UTC).date()
        self.start = self.today - (7 * WEEKS - 1) * DAY
        self.began = at(self.start)
        self.library = current_version()
        self.exercises = exercises(self.library)
        self.activities = activities(self.library)

    def fill(self, count: int, sessions: int) -> Filled:
        clinic = Clinic.objects.create(
            name="Measured Lane Clinic", neutral_name="Measured Lane", is_demo=True
        )
        staff = self.staff(clinic)
        people = [self.patient(clinic, staff, n) for n in range(count)]
        save(people)
        plans = [self.assignment(patient) for patient in people]
        save(plans)
        versions = [v for n, plan in enumerate(plans) for v in self.versions(plan, n)]
        save(versions)
        items = [item for version in versions for item in self.items(version)]
        save(items)
        save(a for version in versions for a in self.cautions(version))
        save(h for n, plan in enumerate(plans) for h in self.holds(plan, n))
        save(answer for patient in people for answer in self.answers(patient))
        save(self.alert(patient) for patient in people[::10])
        save(m for patient in people for m in self.messages(patient))
        add_diary(self.dice, plans, versions, items, sessions)
        refresh_standings(
            by=Actor.tick("bench", clinic_id=clinic.pk), clinic=clinic, now=self.now
        )
        return Filled(clinic, staff[0], people)

    def id(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    def staff(self, clinic: Clinic) -> list[Membership]:
        users = [
            User(id=self.id(), email=f"measured{n}@example.test", full_name=f"Dr {n}")
            for n in range(CLINICIANS)
        ]
        save(users)
        roles = {"is_clinician": True, "is_reception": True, "is_admin": True}
        staff = [
            Membership(id=self.id(), user=user, clinic=clinic, **roles)
            for user in users
        ]
        save(staff)
        return staff

    def patient(self, clinic: Clinic, staff: list[Membership], n: int) -> Patient:
        return Patient(
            id=self.id(),
            clinic=clinic,
            number=f"ML-{n:05}",
            full_name=f"Testa Invented {self.dice.randrange(10_000):04}",
            birth_date=date(1940 + n % 60, 1 + n % 12, 1 + n % 28),
            email=f"patient{n}@example.test",
            email_consent=True,
            time_zone=ZONE,
            cause=self.dice.choice(Patient.Cause.values),
            clinician=staff[n % CLINICIANS],
            created_at=self.began - DAY,
            changed_at=self.began - DAY,
        )

    def assignment(self, patient: Patient) -> Assignment:
        return Assignment(
            id=self.id(),
            clinic=patient.clinic,
            patient=patient,
            state=Assignment.State.ACTIVE,
            start_on=self.start,
            weeks=WEEKS + 4,
            clearance_kind=Assignment.Clearance.CLINICIAN,
            clearance_name="Dr 0",
            clearance_on=self.start,
            assigned_by=patient.clinician,
            created_at=self.began,
            activated_at=self.began,
        )

    def versions(self, plan: Assignment, n: int) -> Iterator[PlanVersion]:
        for number in (1, 2) if n % 3 else (1,):
            from_on = self.start + (number - 1) * WEEKS // 2 * 7 * DAY
            yield PlanVersion(
                id=self.id(),
                assignment=plan,
                clinic=plan.clinic,
                number=number,
                library=self.library,
                from_on=from_on,
                summary="A measured plan",
                created_at=at(from_on),
                created_by=plan.assigned_by,
            )

    def items(self, version: PlanVersion) -> Iterator[PlanItem]:
        for exercise, mask in zip(self.exercises, MASKS, strict=True):
            yield PlanItem(
                id=self.id(),
                version=version,
                exercise=exercise,
                order=exercise.order,
                sets=1 + version.number,
                reps=5,
                hold_s=5,
                rest_s=30,
                weekdays=mask,
                level=PlanItem.Level.OK,
            )

    def cautions(self, version: PlanVersion) -> Iterator[PlanActivity]:
        for activity in self.activities:
            yield PlanActivity(
                id=self.id(),
                version=version,
                activity=activity,
                stance=PlanActivity.Stance.AVOID,
                level="caution",
            )

    def holds(self, plan: Assignment, n: int) -> Iterator[Hold]:
        common = {
            "clinic": plan.clinic,
            "assignment": plan,
            "cause": Hold.Cause.CLINICIAN,
            "opened_by_kind": "staff",
            "opened_by_id": plan.assigned_by_id,
        }
        opened = self.start + 30 * DAY
        if n % 8 == 0:
            yield Hold(
                id=self.id(),
                opened_on=opened,
                opened_at=at(opened),
                closed_on=opened + 7 * DAY,
                closed_at=at(opened + 7 * DAY),
                closed_by=plan.assigned_by,
                outcome="went on",
                **common,
            )
        if n % 20 == 19:
            opened = self.today - 2 * DAY
            yield Hold(id=self.id(), opened_on=opened, opened_at=at(opened), **common)

    def answers(self, patient: Patient) -> Iterator[Answer]:
        for question in questionnaire().questions:
            yield Answer(
                id=self.id(),
                clinic=patient.clinic,
                patient=patient,
                question=question.slug,
                value=Answer.Value.NO,
                answered_at=self.began,
                answered_on=self.start,
                answered_by_kind=Answer.By.STAFF,
                answered_by_id=patient.clinician_id,
            )

    def alert(self, patient: Patient) -> Alert:
        return Alert(
            id=self.id(),
            clinic=patient.clinic,
            patient=patient,
            rule="measured",
            reason="Said yes to a measured question.",
            severity=Alert.Severity.SAME_DAY,
            owner=patient.clinician,
            raised_at=at(self.today, 6),
            due_at=at(self.today, 18),
        )

    def messages(self, patient: Patient) -> Iterator[Message]:
        for n in range(4):
            sent_at = at(self.start + 14 * n * DAY)
            yield Message(
                id=self.id(),
                clinic=patient.clinic,
                patient=patient,
                kind="missed_sessions" if n else "welcome",
                dedupe_key=f"measured:{patient.number}:{n}",
                to_address=patient.email,
                state=Message.State.SENT,
                sent_at=sent_at,
                created_at=sent_at,
            )
