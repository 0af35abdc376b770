"""What a plan asked for, version by version."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import Clinic, Membership
from programmes.library.models import Activity, Exercise, LibraryVersion
from programmes.prescribing.dosing import Dose
from programmes.prescribing.models.assignments import Assignment


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    """Reads of versions."""

    def newest_first(self) -> "PlanVersionQuerySet":
        """Order by the day they count from, the newest first."""
        return self.order_by("-from_on", "-number")


class PlanVersion(models.Model):
    """What an assignment asked for from one day on. Never edited: a change is a new
    version, and a session keeps the version it was done under."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="versions"
    )
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    library = models.ForeignKey(
        LibraryVersion, on_delete=models.PROTECT, related_name="+"
    )
    from_on = models.DateField()
    summary = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True)
    screened_stamp = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+"
    )

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a plan")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "number"],
                name="%(app_label)s_%(class)s_numbered_once",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="%(app_label)s_%(class)s_numbered_from_one",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class PlanItem(models.Model):
    """One exercise of a version: its dose and the weekdays on which it is due."""

    class Level(models.TextChoices):
        """The verdict under which it was prescribed; only a draft may be unchecked."""

        OK = "ok", _("OK")
        CAUTION = "caution", _("Caution")
        NOT_CHECKED = "not_checked", _("Not checked")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, related_name="items"
    )
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    sets = models.PositiveSmallIntegerField()
    reps = models.PositiveSmallIntegerField()
    hold_s = models.PositiveSmallIntegerField()
    rest_s = models.PositiveSmallIntegerField()
    band_level = models.PositiveSmallIntegerField(null=True)
    # Seven characters, Monday first: "1" due, "0" not.
    weekdays = models.CharField(max_length=7)
    level = models.CharField(max_length=16, choices=Level.choices)
    acknowledged = models.BooleanField(default=False)
    modification = models.CharField(max_length=1000, blank=True)
    # Prepared, not yet in force: written over until the plan starts.
    draft = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("exercise of a plan")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "exercise"],
                name="%(app_label)s_%(class)s_once_per_version",
            ),
            models.CheckConstraint(
                condition=Q(sets__gte=1, sets__lte=10)
                & Q(reps__gte=1, reps__lte=50)
                & Q(hold_s__gte=0, hold_s__lte=120)
                & Q(rest_s__gte=0, rest_s__lte=300),
                name="%(app_label)s_%(class)s_dose_in_range",
            ),
            models.CheckConstraint(
                condition=Q(weekdays__regex=r"^[01]{7}$") & Q(weekdays__contains="1"),
                name="%(app_label)s_%(class)s_due_on_some_weekday",
            ),
            models.CheckConstraint(
                condition=Q(level="ok")
                | Q(level="caution", acknowledged=True)
                | Q(level__in=["caution", "not_checked"], draft=True),
                name="%(app_label)s_%(class)s_caution_is_acknowledged",
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.order}"

    @property
    def dose(self) -> Dose:
        """The dose as the pure rules know it."""
        return Dose(self.sets, self.reps, self.hold_s, self.rest_s, self.band_level)


class PlanActivityQuerySet(models.QuerySet["PlanActivity"]):
    """Reads of activities."""

    def in_order(self) -> "PlanActivityQuerySet":
        """Order as the library does, the clinician's own last."""
        return self.select_related("activity").order_by(
            F("activity__order").asc(nulls_last=True), "own_name"
        )


class PlanActivity(models.Model):
    """What a version says about one activity: avoid it, limit it, or fine."""

    class Stance(models.TextChoices):
        """What the patient is told."""

        AVOID = "avoid", _("Leave out for now")
        LIMIT = "limit", _("Only a little")
        FINE = "fine", _("Fine for you")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, related_name="activities"
    )
    # Of the library, or the clinician's own words: one of the two.
    activity = models.ForeignKey(
        Activity, null=True, on_delete=models.PROTECT, related_name="+"
    )
    own_name = models.CharField(max_length=80, blank=True)
    stance = models.CharField(max_length=6, choices=Stance.choices)
    minutes = models.PositiveSmallIntegerField(null=True)
    level = models.CharField(max_length=16)
    reason = models.CharField(max_length=300, blank=True)

    objects = PlanActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity of a plan")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "activity"],
                name="%(app_label)s_%(class)s_once_per_version",
            ),
            models.UniqueConstraint(
                fields=["version", "own_name"],
                condition=~Q(own_name=""),
                name="%(app_label)s_%(class)s_own_once_per_version",
            ),
            models.CheckConstraint(
                condition=Q(activity__isnull=False, own_name="")
                | (Q(activity__isnull=True) & ~Q(own_name="") & ~Q(reason="")),
                name="%(app_label)s_%(class)s_of_the_library_or_own",
            ),
            models.CheckConstraint(
                condition=Q(stance="avoid") | ~Q(reason=""),
                name="%(app_label)s_%(class)s_relaxed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(level="contraindicated") | Q(stance="avoid"),
                name="%(app_label)s_%(class)s_contraindicated_is_avoided",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True)
                | (Q(stance="limit") & Q(minutes__gte=1, minutes__lte=600)),
                name="%(app_label)s_%(class)s_minutes_belong_to_a_limit",
            ),
        ]

    def __str__(self) -> str:
        return f"activity: {self.stance}"

    @property
    def name(self) -> str:
        """What it is called, from the library or in the clinician's own words."""
        return self.activity.name if self.activity else self.own_name

    @property
    def why(self) -> str:
        """Why the patient is told: the clinician's words before the library's."""
        return self.reason or (self.activity.why if self.activity else "")
