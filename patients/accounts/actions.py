"""Change a clinic and who works there."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from patients.accounts.models import Clinic, Membership, User
from patients.audit import actions as audit
from patients.audit.actor import Actor


class UnableToChange(Exception):
    """The clinic would be left without an admin, or the member is of elsewhere."""


def as_flags(roles: Collection[str]) -> dict[str, bool]:
    """Return role slugs as the fields of a membership or an invitation."""
    return {f"is_{slug}": slug in roles for slug in ("clinician", "reception", "admin")}


@transaction.atomic
def change_clinic(*, by: Actor, clinic: Clinic, **fields: Any) -> Clinic:
    """Change a clinic's names, hours and numbers."""
    changed = [name for name, value in fields.items() if getattr(clinic, name) != value]
    for name in changed:
        setattr(clinic, name, fields[name])
    if changed:
        clinic.save(update_fields=changed)
        audit.record("accounts.clinic_changed", by=by, subject=clinic, fields=changed)
    return clinic


@transaction.atomic
def admit(*, clinic: Clinic, user: User, roles: Collection[str]) -> Membership:
    """Make a person a member of a clinic; one who left comes back.

    Part of the caller's action, which says who did it and why. Roles that a present
    member holds already are kept.
    """
    membership = Membership.objects.filter(clinic=clinic, user=user).first()
    if membership is None:
        return Membership.objects.create(clinic=clinic, user=user, **as_flags(roles))
    flags = as_flags(roles)
    for name, on in flags.items():
        kept = membership.is_active and getattr(membership, name)
        setattr(membership, name, on or kept)
    membership.is_active = True
    membership.save(update_fields=["is_active", *flags])
    return membership


@transaction.atomic
def change_roles(
    *, by: Actor, membership: Membership, roles: Collection[str]
) -> Membership:
    """Give a member other roles. Raises UnableToChange for the last admin."""
    _keep_an_admin(membership=membership, stays="admin" in roles)
    flags = as_flags(roles)
    for name, on in flags.items():
        setattr(membership, name, on)
    membership.save(update_fields=list(flags))
    audit.record(
        "accounts.roles_changed", by=by, subject=membership, roles=sorted(roles)
    )
    return membership


@transaction.atomic
def end_access(*, by: Actor, membership: Membership) -> None:
    """End a member's access from the next request on.

    Raises UnableToChange for the last admin.
    """
    _keep_an_admin(membership=membership, stays=False)
    membership.is_active = False
    membership.save(update_fields=["is_active"])
    audit.record("accounts.access_ended", by=by, subject=membership)


def _keep_an_admin(*, membership: Membership, stays: bool) -> None:
    # Locks the clinic's row (SQLite locks everything): two admins who remove each
    # other at once would otherwise both succeed.
    Clinic.objects.select_for_update().get(pk=membership.clinic_id)
    membership.refresh_from_db(fields=["is_admin", "is_active"])
    others = (
        Membership.objects.active()
        .filter(clinic=membership.clinic_id, is_admin=True)
        .exclude(pk=membership.pk)
    )
    if membership.is_admin and not stays and not others.exists():
        raise UnableToChange
