"""The two clinics and the people who work there."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.demo.people import DOMAIN, Person
from config.demo.roster import HARBOR, MILLPOND
from config.demo.trail import Trail
from patients.accounts.actions import admit
from patients.accounts.models import Clinic, Membership, User
from patients.audit.actor import Actor

# No letters or figures that are read as others; 12 of 31 are about 59 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
OPENED_DAYS_AGO = 400


@dataclass(frozen=True)
class Member:
    """One invented member of staff; `works_at` is keys of clinics and roles there."""

    name: str
    works_at: dict[str, tuple[str, ...]]
    named: bool = False

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.name.split()[0].lower()}@{DOMAIN}"


@dataclass(frozen=True)
class Plan:
    """One clinic as it is to be made."""

    key: str
    numbered: str
    people: tuple[Person, ...]
    fields: dict[str, object]


@dataclass(frozen=True)
class SignIn:
    """What a visitor needs to come in as one member of staff."""

    member: Member
    password: str


@dataclass
class Opened:
    """A clinic that was made, and its members by what they do."""

    plan: Plan
    clinic: Clinic
    clinicians: Sequence[Membership] = ()
    reception: Sequence[Membership] = ()


def hours(
    weekday: tuple[str, str], saturday: tuple[str, str] | None
) -> dict[str, object]:
    """Return opening hours: the same from Monday to Friday, and Saturday's."""
    days: dict[str, object] = {
        day: list(weekday) for day in ("mon", "tue", "wed", "thu", "fri")
    }
    return {**days, "sat": list(saturday) if saturday else None, "sun": None}


# Telephone numbers from the ranges kept free for drama (Ofcom; NANP 555-01xx).
PLANS = (
    Plan(
        key="millpond",
        numbered="MP-03",
        people=MILLPOND,
        fields={
            "name": "Millpond Lane Physiotherapy",
            "neutral_name": "Millpond Lane",
            "time_zone": "Europe/London",
            "country": Clinic.Country.UK,
            "phone": "+44 20 7946 0123",
            "urgent_phone": "+44 20 7946 0911",
            "email": f"millpond@{DOMAIN}",
            "opening_hours": hours(("08:00", "18:00"), ("09:00", "12:00")),
        },
    ),
    Plan(
        key="harbor",
        numbered="HL-21",
        people=HARBOR,
        fields={
            "name": "Harbor Lantern Physical Therapy",
            "neutral_name": "Harbor Lantern",
            "time_zone": "America/Los_Angeles",
            "country": Clinic.Country.US,
            "phone": "+1 213-555-0142",
            "urgent_phone": "+1 213-555-0199",
            "email": f"harbor@{DOMAIN}",
            "opening_hours": hours(("07:00", "17:00"), None),
        },
    ),
)
STAFF = (
    Member("Imogen Farthingale", {"millpond": ("clinician",)}, named=True),
    Member("Tobias Wrenfield", {"millpond": ("clinician",)}),
    Member("Marigold Tapsley", {"millpond": ("reception",)}),
    Member("Cornelius Ledgerby", {"millpond": ("admin",)}),
    Member("Calliope Drummond", {"harbor": ("clinician",)}, named=True),
    Member("Phineas Oakhollow", {"harbor": ("clinician",)}),
    Member("Juniper Saltwell", {"harbor": ("reception",)}),
    Member("Dorothea Penhallow", {"harbor": ("admin",)}),
    Member("Florian Tidewell", {"millpond": ("clinician",), "harbor": ("clinician",)}),
)


def open_clinics(trail: Trail, *, now: datetime) -> tuple[list[Opened], list[SignIn]]:
    """Make both clinics and their staff; return them, and how to sign in."""
    at = now - timedelta(days=OPENED_DAYS_AGO)
    opened = {
        plan.key: Opened(
            plan,
            Clinic.objects.create(is_demo=True, created_at=at, **plan.fields),
        )
        for plan in PLANS
    }
    sign_ins = []
    for member in STAFF:
        password = new_password()
        sign_ins.append(SignIn(member, password))
        user = User.objects.create_user(
            member.email, password, full_name=member.name, date_joined=at
        )
        for key, roles in member.works_at.items():
            _employ(opened[key], member, user, roles, trail, at=at)
    # In the order of the list above: who stands first looks after most people.
    order = {member.email: place for place, member in enumerate(STAFF)}
    for each in opened.values():
        members = sorted(
            each.clinic.memberships.select_related("user"),
            key=lambda membership: order[membership.user.email],
        )
        each.reception = [each for each in members if each.is_reception]
        each.clinicians = [each for each in members if each.is_clinician]
    return list(opened.values()), sign_ins


def _employ(
    opened: Opened,
    member: Member,
    user: User,
    roles: tuple[str, ...],
    trail: Trail,
    *,
    at: datetime,
) -> None:
    clinic = opened.clinic
    membership = admit(clinic=clinic, user=user, roles=roles)
    if member.named:
        clinic.named_clinician = membership
        clinic.save(update_fields=["named_clinician"])
    trail.add(
        "accounts.member_admitted",
        at=at,
        by=Actor.tick("load_demo", clinic_id=clinic.pk),
        subject=membership,
        roles=sorted(roles),
    )


def new_password() -> str:
    """Return a password nobody has had before: "k7fm-w2qp-xh4t"."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)
