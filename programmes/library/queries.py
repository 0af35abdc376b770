"""Which content is in use, who approved it, and its texts as plain values."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from patients.accounts.models import Clinic, Membership
from programmes.library.models import Activity, Approval, Exercise, LibraryVersion
from programmes.library.texts import Texts, read_texts


class LibraryIsEmpty(Exception):
    """No content has been loaded yet: `manage.py load_library` mends it."""


def current_version() -> LibraryVersion:
    """Return the newest loaded version, in one small query.

    The content is some 200 kB, and never changes once loaded, so that each process
    reads it once and then asks the database only which version is the newest.
    """
    newest = (
        LibraryVersion.objects.order_by("-loaded_at", "-number")
        .values_list("pk", flat=True)
        .first()
    )
    if newest is None:
        raise LibraryIsEmpty(
            "The library is empty. Run `manage.py load_library` first."
        )
    return _whole(newest)


def version_with(pk: UUID) -> LibraryVersion:
    """Return one loaded version by its id; no query once the process has read it."""
    return _whole(pk)


def approved(clinic: Clinic, version: LibraryVersion) -> Approval | None:
    """Return the clinic's approval of a version, or None while it has none."""
    return (
        Approval.objects.of_clinic(clinic)
        .filter(version=version)
        .select_related("approved_by__user")
        .first()
    )


def named_clinician(clinic: Clinic) -> Membership | None:
    """Return who approves content for the clinic, while they work there."""
    if clinic.named_clinician_id is None:
        return None
    return (
        Membership.objects.active()
        .clinicians()
        .select_related("user")
        .filter(clinic=clinic, pk=clinic.named_clinician_id)
        .first()
    )


def exercises(version: LibraryVersion) -> list[Exercise]:
    """Return the exercises of a version in the order they are done."""
    return list(version.exercises.order_by("order"))


def activities(version: LibraryVersion) -> list[Activity]:
    """Return the activities to leave out or limit, in the article's order."""
    return list(version.activities.order_by("order"))


@lru_cache(maxsize=4)
def parts(version_id: UUID) -> dict[UUID, Exercise | Activity]:
    """Return the exercises and activities of a version by id; read once a process.

    They never change once loaded. A plan that joined them would read their long texts
    anew with every page.
    """
    version = _whole(version_id)
    found: list[Exercise | Activity] = [*exercises(version), *activities(version)]
    return {part.pk: part for part in found}


@lru_cache(maxsize=4)
def texts(version: LibraryVersion) -> Texts:
    """Return the texts of a version: gates, causes, self-care, red flags, sources."""
    return read_texts(version.content)


@lru_cache(maxsize=4)
def _whole(pk: UUID) -> LibraryVersion:
    return LibraryVersion.objects.get(pk=pk)
