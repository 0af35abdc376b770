"""One person's chart while it is being written: who, where, since when."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from config.demo.clinics import Opened
from config.demo.people import Person, Story
from config.demo.trail import Trail
from config.demo.trajectories import simulate
from patients.accounts.hours import opening_on
from patients.accounts.models import Clinic, Membership
from patients.records.models import Patient
from programmes.prescribing.drafts import PlanDraft
from programmes.prescribing.models import Assignment, Hold, PlanItem, PlanVersion
from programmes.prescribing.schedule import is_session_day

SEED = "keystone demo 1"
DAY = timedelta(days=1)
REGISTERED_AGO = {Story.DRAFT: 3, Story.REGISTERED: 1}
NUMBER_STEP = 3  # numbers between belong to people who left long ago
VISIT_HOURS = (9, 15)


@dataclass
class Chart:
    """What is known of one person so far."""

    person: Person
    patient: Patient
    opened: Opened
    rng: Random
    trail: Trail
    now: datetime
    today: date
    visited_at: datetime
    levels: list[float]  # pain at rest on each day of the plan, told or not
    assignment: Assignment | None = None
    versions: list[tuple[PlanVersion, list[PlanItem]]] = field(default_factory=list)
    drafts: list[PlanDraft] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)

    @property
    def clinic(self) -> Clinic:
        """The clinic."""
        return self.opened.clinic

    @property
    def clinician(self) -> Membership:
        """The clinician who looks after this person."""
        clinician = self.patient.clinician
        assert clinician is not None  # noqa: S101 - for the type checker
        return clinician

    @property
    def programme(self) -> Assignment:
        """The assignment, of a person who has one."""
        assert self.assignment is not None  # noqa: S101 - for the type checker
        return self.assignment

    @property
    def zone(self) -> ZoneInfo:
        """The patient's time zone."""
        return self.patient.zone

    @property
    def start_on(self) -> date:
        """The first day of the plan."""
        return self.today - self.person.days_in * DAY

    def is_due(self, on: date) -> bool:
        """Tell whether the version in force asked for a session on a day."""
        items = [items for version, items in self.versions if version.from_on <= on]
        return bool(items) and is_session_day(items[-1], on)

    def is_held(self, on: date) -> bool:
        """Tell whether the plan was on hold for any part of a day."""
        return any(
            hold.opened_on <= on and (hold.closed_on is None or on <= hold.closed_on)
            for hold in self.holds
        )

    def version_on(self, on: date) -> tuple[PlanVersion, list[PlanItem]]:
        """Return the version in force on a day of the plan."""
        return [each for each in self.versions if each[0].from_on <= on][-1]

    def visit(self, on: date) -> datetime:
        """Return an hour at which the clinic saw this person on a day."""
        at = time(self.rng.randint(*VISIT_HOURS), self.rng.choice((0, 15, 30, 45)))
        return datetime.combine(on, at, tzinfo=self.clinic.zone)


def open_day(clinic: Clinic, on: date, step: int = 1) -> date:
    """Return the first weekday, from a day on or back, on which the clinic is open."""
    while on.weekday() > 4 or opening_on(clinic.opening_hours, on) is None:
        on += step * DAY
    return on


def register(opened: Opened, place: int, trail: Trail, *, now: datetime) -> Chart:
    """Write the record of one person, as of the day of the first visit."""
    person, clinic = opened.plan.people[place], opened.clinic
    rng = Random(f"{SEED}: {person.name}")  # noqa: S311 - a simulation, no secret
    today = clinic.today(now)
    birth = today - timedelta(days=round(365.25 * person.age) + rng.randint(1, 360))
    if person.has_plan:
        visited_on = open_day(clinic, today - person.days_in * DAY, -1)
    else:
        ago = REGISTERED_AGO[person.story]
        visited_on = open_day(clinic, today - ago * DAY, -1)
    clinicians = opened.clinicians
    clinician = clinicians[rng.choices((0, 1, 2), (50, 38, 12))[0]]
    patient = Patient(
        clinic=clinic,
        number=f"{opened.plan.numbered}{NUMBER_STEP * place + 10:02d}",
        full_name=person.name,
        birth_date=birth,
        email=person.email,
        phone=_phone(clinic, place),
        time_zone=clinic.time_zone,
        language="es" if person.spanish else "en",
        cause=person.cause,
        email_consent=person.consents and not person.on_paper,
        clinician=clinician,
    )
    if person.has_plan and person.story is not Story.DISCHARGED and rng.random() < 0.6:
        patient.next_visit = open_day(clinic, today + rng.randint(1, 20) * DAY)
    pain = Random(f"{SEED}: pain of {person.name}")  # noqa: S311 - no secret
    levels = simulate(pain, person.course, person.days_in + 1)
    chart = Chart(person, patient, opened, rng, trail, now, today, now, levels)
    chart.visited_at = patient.created_at = patient.changed_at = chart.visit(visited_on)
    patient.save(force_insert=True)
    by = opened.reception[0].actor
    trail.add(
        "records.patient_registered", at=patient.created_at, by=by, subject=patient
    )
    return chart


def _phone(clinic: Clinic, place: int) -> str:
    """Return a number from a range that is kept free for drama."""
    if clinic.country == Clinic.Country.UK:
        return f"+44 7700 900{100 + place}"
    return f"+1 213-555-01{50 + place}"
