"""Load content and approve it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from patients.accounts.models import Clinic
from patients.audit import actions as audit
from patients.audit.actor import Actor
from programmes.library import figures
from programmes.library.checks import problems
from programmes.library.models import Activity, Approval, Exercise, LibraryVersion
from programmes.library.queries import named_clinician
from programmes.library.reading import digest
from programmes.library.texts import cite

_EXERCISE_FIELDS = (
    "slug",
    "order",
    "name",
    "also_called",
    "kind",
    "purpose",
    "position",
    "equipment",
    "steps",
    "watch_for",
    "stop_rules",
    "note",
    "clinician_note",
    "muscles",
    "levels",
    "base_level",
    "source_dose",
    "default_dose",
    "dose_limits",
    "per_side",
    "figure",
    "alt_start",
    "alt_end",
)
_ACTIVITY_FIELDS = (
    "slug",
    "order",
    "name",
    "why",
    "safer",
    "safer_exercises",
    "return_criterion",
    "figure",
    "alt",
)


class UnableToLoad(Exception):
    """The content contradicts itself or has holes; `problems` names each place."""

    def __init__(self, found: list[str]) -> None:
        super().__init__("\n".join(found))
        self.problems = found


class UnableToApprove(Exception):
    """Only the clinic's named clinician may approve content for it."""


@dataclass(frozen=True)
class Loaded:
    version: LibraryVersion
    created: bool


@transaction.atomic
def load_content(*, by: Actor, content: dict[str, Any], at: datetime) -> Loaded:
    """Load the content as a new version, unless exactly this was loaded before.

    A loaded version is never changed: other content is another version, and where
    its number is taken it gets the next one ("2026.11.2"). Raises UnableToLoad.
    """
    found = problems(content, figures.known())
    if found:
        raise UnableToLoad(found)
    fingerprint = digest(content)
    earlier = LibraryVersion.objects.filter(digest=fingerprint).first()
    if earlier is not None:
        return Loaded(version=earlier, created=False)
    version = LibraryVersion.objects.create(
        number=_free_number(content["manifest"]["number"]),
        digest=fingerprint,
        loaded_at=at,
        content=content,
    )
    Exercise.objects.bulk_create(
        Exercise(
            version=version,
            source=cite(each["sources"], content),
            dose_basis=f"{each['dose_basis']} ({cite(each['dose_sources'], content)})",
            **{field: each[field] for field in _EXERCISE_FIELDS},
        )
        for each in content["exercises"]["exercises"]
    )
    Activity.objects.bulk_create(
        Activity(
            version=version,
            source=cite(each["sources"], content),
            **{field: each[field] for field in _ACTIVITY_FIELDS},
        )
        for each in content["activities"]["activities"]
    )
    audit.record(
        "library.version_loaded", by=by, subject=version, number=version.number
    )
    return Loaded(version=version, created=True)


@transaction.atomic
def approve_version(
    *, by: Actor, clinic: Clinic, version: LibraryVersion, at: datetime
) -> Approval:
    """Record that the clinic's named clinician lets it use this version.

    Approving again changes nothing. Raises UnableToApprove for anybody else.
    """
    named = named_clinician(clinic)
    if named is None or not by.is_staff or by.id != named.pk:
        raise UnableToApprove(f"{by.id} is not the named clinician of {clinic.pk}.")
    approval, created = Approval.objects.get_or_create(
        clinic=clinic,
        version=version,
        defaults={"approved_by": named, "at": at},
    )
    if created:
        audit.record(
            "library.version_approved", by=by, subject=approval, number=version.number
        )
    return approval


def _free_number(wanted: str) -> str:
    """Return the wanted number, or the next revision of it that is free."""
    taken = set(
        LibraryVersion.objects.filter(number__startswith=wanted).values_list(
            "number", flat=True
        )
    )
    number, revision = wanted, 1
    while number in taken:
        revision += 1
        number = f"{wanted}.{revision}"
    return number
