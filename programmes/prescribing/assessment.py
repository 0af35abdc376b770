"""A patient, the content in use and the verdicts, read together before a plan is."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from patients.accounts.models import Clinic
from patients.records.models import Patient
from programmes.library import queries as library
from programmes.library.models import Activity, Exercise, LibraryVersion
from programmes.prescribing.guards import Allowed, Standing
from programmes.prescribing.models import PlanVersion
from programmes.screening.queries import Screened, screen_patient
from programmes.screening.verdicts import Programme, Verdict


@dataclass(frozen=True)
class Assessment:
    """Everything a plan is judged by, as it stands now."""

    patient: Patient
    library: LibraryVersion
    approved: bool
    screened: Screened
    exercises: dict[str, Exercise]
    activities: dict[str, Activity]

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """The verdict of each item, by its slug."""
        return dict(self.screened.items)

    @cached_property
    def allowed(self) -> dict[str, Allowed]:
        """What each exercise's dose may be."""
        return {
            slug: Allowed.of(exercise.dose_limits, exercise.default_dose)
            for slug, exercise in self.exercises.items()
        }

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each item, by its slug."""
        items: list[Exercise | Activity] = [
            *self.exercises.values(),
            *self.activities.values(),
        ]
        return {item.slug: item.name for item in items}

    def standing(self, *, cleared: bool, red_flags: int) -> Standing:
        """Return what the guards ask about."""
        return Standing(
            verdicts=self.verdicts,
            programme=self.screened.programme,
            unanswered=len(self.screened.unanswered),
            held_by=tuple(
                condition.label
                for condition in self.screened.active
                if condition.programme == Programme.HOLD
            ),
            cleared=cleared,
            approved=self.approved,
            archived=self.patient.archived_at is not None,
            red_flags=red_flags,
        )


def assess(patient: Patient, *, on: date, of: PlanVersion | None = None) -> Assessment:
    """Read the content in use and screen the patient for a date, in four queries.

    Clearance is the plan's own gate, asked for by name: here it counts as given, so
    that the verdicts say what lies behind it. A change of a running plan (`of`) keeps
    to the content it was started with until the clinic has approved a newer one.
    """
    version = library.current_version()
    approved = may_use(patient.clinic, version)
    if of is not None and not approved:
        version = library.version_with(of.library_id)
        approved = may_use(patient.clinic, version)
    return Assessment(
        patient=patient,
        library=version,
        approved=approved,
        screened=screen_patient(patient, on, version, clearance_recorded=True),
        exercises={each.slug: each for each in library.exercises(version)},
        activities={each.slug: each for each in library.activities(version)},
    )


def may_use(clinic: Clinic, version: LibraryVersion) -> bool:
    """Tell whether a clinic may start plans with this content; a demo always may."""
    return clinic.is_demo or library.approved(clinic, version) is not None
