"""What a clinic is offered: one loaded version of the content, and who approved it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import Clinic, Membership


class LibraryVersion(models.Model):
    """The whole content of the programme as it was loaded once. Never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    # Of the content as canonical JSON: the same content is never loaded twice.
    digest = models.CharField(max_length=64, unique=True)
    loaded_at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        verbose_name = _("library version")
        verbose_name_plural = _("library versions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(number=""),
                name="%(app_label)s_%(class)s_has_number",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def language(self) -> str:
        return str(self.content["manifest"]["language"])

    @property
    def status(self) -> str:
        """What the content says of itself ("draft"); a clinic's approval is a row."""
        return str(self.content["manifest"]["status"])


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def of_clinic(self, clinic: Clinic) -> ApprovalQuerySet:
        return self.filter(clinic=clinic)


class Approval(models.Model):
    """A clinic's named clinician has read one version and lets the clinic use it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="library_approvals"
    )
    version = models.ForeignKey(
        LibraryVersion, on_delete=models.PROTECT, related_name="approvals"
    )
    approved_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="library_approvals"
    )
    at = models.DateTimeField()

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "clinic"],
                name="%(app_label)s_%(class)s_once_per_version_and_clinic",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} / {self.clinic_id}"


class Exercise(models.Model):
    """One exercise of one version. Doses are seconds, counts and days a week.

    `source_dose` is what the article says and nothing more; `default_dose` and
    `dose_limits` are our defaults. Where `per_side` is true, `reps` counts each side.
    """

    class Kind(models.TextChoices):
        STRETCH = "stretch", _("Stretch")
        MOBILITY = "mobility", _("Mobility")
        STRENGTH = "strength", _("Strength")
        STABILITY = "stability", _("Stability")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(
        LibraryVersion, on_delete=models.PROTECT, related_name="exercises"
    )
    slug = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    also_called = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    purpose = models.TextField()
    position = models.CharField(max_length=80)
    equipment = models.CharField(max_length=80, blank=True)
    steps = models.JSONField()
    watch_for = models.JSONField()
    stop_rules = models.JSONField()
    note = models.TextField(blank=True)
    clinician_note = models.TextField(blank=True)
    muscles = models.JSONField()
    # Easier and harder forms, easiest first; `base_level` names the one described.
    levels = models.JSONField()
    base_level = models.CharField(max_length=8)
    source_dose = models.JSONField()
    default_dose = models.JSONField()
    dose_limits = models.JSONField()
    dose_basis = models.TextField()
    per_side = models.BooleanField()
    figure = models.SlugField(max_length=40)
    alt_start = models.TextField()
    alt_end = models.TextField()
    source = models.TextField()

    class Meta:
        verbose_name = _("exercise")
        verbose_name_plural = _("exercises")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "slug"],
                name="%(app_label)s_%(class)s_slug_once_per_version",
            ),
            models.UniqueConstraint(
                fields=["version", "order"],
                name="%(app_label)s_%(class)s_order_once_per_version",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["stretch", "mobility", "strength", "stability"]),
                name="%(app_label)s_%(class)s_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def uses_band(self) -> bool:
        return "band_level" in self.default_dose

    def limits(self, what: str) -> tuple[int, int]:
        """Return the least and the most that may be prescribed of one part of a dose."""
        low, high = self.dose_limits[what]
        return int(low), int(high)


class Activity(models.Model):
    """One everyday activity that is left out or limited by default."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(
        LibraryVersion, on_delete=models.PROTECT, related_name="activities"
    )
    slug = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    why = models.TextField()
    safer = models.JSONField()
    # Slugs of exercises among the safer choices: shown only where ok for the patient.
    safer_exercises = models.JSONField()
    return_criterion = models.TextField()
    figure = models.SlugField(max_length=40)
    alt = models.TextField()
    source = models.TextField()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "slug"],
                name="%(app_label)s_%(class)s_slug_once_per_version",
            ),
            models.UniqueConstraint(
                fields=["version", "order"],
                name="%(app_label)s_%(class)s_order_once_per_version",
            ),
        ]

    def __str__(self) -> str:
        return self.name
