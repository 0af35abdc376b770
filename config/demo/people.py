"""The people the demo invents, in plain values: nobody here ever lived."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from unicodedata import normalize

from config.demo.trajectories import Course
from patients.records.models import Patient

Cause = Patient.Cause
DOMAIN = "example.test"  # never delivered anywhere: reserved by RFC 2606


class Story(StrEnum):
    """What has become of a person's programme."""

    USUAL = "usual"
    PAIN_UP = "pain_up"  # worse than in the first week, since a week
    SILENT = "silent"  # logged for weeks, then nothing
    NEVER_STARTED = "never_started"  # a plan, and no session at all
    EMERGENCY_TODAY = "emergency_today"  # just said yes to a warning sign
    WARNING_TODAY = "warning_today"  # said yes to a lesser one
    WARNING_PAST = "warning_past"  # said yes weeks ago, seen and cleared
    PAUSED = "paused"  # the clinician's pause is open
    PAUSE_ENDED = "pause_ended"  # the clinician's pause is over
    WEEK_28_SOON = "week_28_soon"  # 28 weeks pregnant in three days
    DISCHARGED = "discharged"
    DRAFT = "draft"  # the plan waits for an answer to the screening
    REGISTERED = "registered"  # and nothing more yet


class Pace(StrEnum):
    """On how many days a week the plan asks for a session."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"
    ALTERNATE = "alternate"


@dataclass(frozen=True)
class Person:
    """One invented patient; `days_in` is how long ago the plan began."""

    name: str
    age: int
    cause: Cause
    days_in: int = 0
    course: Course = Course.SLOW
    story: Story = Story.USUAL
    pace: Pace = Pace.DAILY
    quiet_for: int = 0
    spanish: bool = False
    on_paper: bool = False
    consents: bool = True
    # What else was answered with yes, beyond what the cause brings.
    says_yes: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def has_plan(self) -> bool:
        """Whether a plan was ever active."""
        return self.story not in (Story.DRAFT, Story.REGISTERED)

    @property
    def email(self) -> str:
        """The invented address; none for a person who writes on paper."""
        return "" if self.on_paper else address(self.name)

    def answers(self, today: date) -> dict[str, dict[str, Any]]:
        """Return the questions answered with yes, and what the yes was about."""
        found = dict(BY_CAUSE.get(self.cause, {}))
        if self.story is Story.WEEK_28_SOON:
            found["pregnant"] = {"due_date": iso(today, WEEK_28_IN - 28 * 7 + TERM)}
        found.update(self.says_yes)
        return {slug: dated(details, today) for slug, details in found.items()}


TERM = 280  # days; a due date stands at 40 weeks
WEEK_28_IN = 3
BY_CAUSE: dict[str, dict[str, dict[str, Any]]] = {
    Cause.GOUT: {"gout_or_hot_joint": {"which": "quiet"}},
    Cause.OBESITY: {"body_weight": {"height_cm": 168, "weight_kg": 97}},
    Cause.SEDENTARY: {"little_exercise": {}},
    Cause.OSTEOARTHRITIS: {"arthritis": {}},
    Cause.ANKYLOSING_SPONDYLITIS: {"axial_spa": {"which": "not_fused"}},
}
# Said of several people.
SORE_KNEES = {"sore_places": {"which": ["kneeling"]}}
SORE_WRISTS = {"sore_places": {"which": ["hands"]}}
THIN_BONES = {"bone_strength": {"which": ["thin_bones"]}}
PACEMAKER: dict[str, dict[str, Any]] = {"pacemaker": {"implant_date": -900}}
BENDY: dict[str, dict[str, Any]] = {"bendy_joints": {}}


def gave_birth(days_ago: int, how: str = "vaginal") -> dict[str, dict[str, Any]]:
    """Return the answer of someone who had a baby so many days ago."""
    return {"gave_birth": {"baby_birth_date": -days_ago, "birth_type": how}}


def pregnant(weeks: int) -> dict[str, dict[str, Any]]:
    """Return the answer of someone so many weeks pregnant today."""
    return {"pregnant": {"due_date": TERM - 7 * weeks}}


def dated(details: dict[str, Any], today: date) -> dict[str, Any]:
    """Return details in which days from today have become ISO dates."""
    return {
        name: iso(today, value)
        if name.endswith("_date") and isinstance(value, int)
        else value
        for name, value in details.items()
    }


def iso(today: date, days: int) -> str:
    """Return the date so many days from today as text."""
    return (today + timedelta(days=days)).isoformat()


def address(name: str) -> str:
    """Return an e-mail address made of a name."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return ".".join(plain.replace("-", "").split()) + f"@{DOMAIN}"
