"""Take the demo out again, so that it can be made anew."""

from django.apps import apps
from django.db import router
from django.db.models import Model

from patients.accounts.models import User

WINGS = ("patients.", "programmes.")
# The trail is never deleted, and the library is no part of the demo.
KEPT = ("audit", "library")
PEOPLE = "accounts.user"


def clear() -> None:
    """Delete every row of the rooms; the caller has seen that all clinics are demos.

    Part of the caller's transaction. Rows protect each other, and the database checks
    its foreign keys only at the end: so each table is emptied in one statement.
    Operators, who belong to no clinic, stay.
    """
    members = list(User.objects.filter(memberships__isnull=False).values_list("pk"))
    for model in _models():
        model._base_manager.all()._raw_delete(router.db_for_write(model))
    User.objects.filter(pk__in=[pk for (pk,) in members]).delete()


def _models() -> list[type[Model]]:
    return [
        model
        for room in apps.get_app_configs()
        if room.name.startswith(WINGS)
        for model in room.get_models()
        if model._meta.label_lower != PEOPLE
        and (room.label not in KEPT or model._meta.model_name == "approval")
    ]
