"""When a plan rested, and why."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import Clinic, Membership
from programmes.prescribing.models.assignments import Assignment


class HoldQuerySet(models.QuerySet["Hold"]):
    """Reads of holds."""

    def open(self) -> "HoldQuerySet":
        """Keep holds that nobody has closed."""
        return self.filter(closed_at__isnull=True)


class Hold(models.Model):
    """A pause of one assignment, with its cause. Closing one never lifts another."""

    class Cause(models.TextChoices):
        """Why the programme rests."""

        RED_FLAG = "red_flag", _("A warning sign was reported")
        SCREENING = "screening", _("A screening answer changed")
        CLINICIAN = "clinician", _("Paused by the clinician")
        PATIENT = "patient", _("Paused at the patient's wish")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="holds"
    )
    cause = models.CharField(max_length=12, choices=Cause.choices)
    note = models.CharField(max_length=400, blank=True)
    opened_on = models.DateField()
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by_kind = models.CharField(max_length=10)
    opened_by_id = models.UUIDField(null=True)
    opened_by_name = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=400, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    closed_at__isnull=True,
                    closed_on__isnull=True,
                    closed_by__isnull=True,
                )
                | (
                    Q(
                        closed_at__isnull=False,
                        closed_on__isnull=False,
                        closed_by__isnull=False,
                    )
                    & ~Q(outcome="")
                ),
                name="%(app_label)s_%(class)s_closed_when_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="%(app_label)s_%(class)s_closed_after_it_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"hold: {self.cause}"

    @property
    def patient_id(self) -> object:
        """The patient, under the name that the audit trail files by."""
        return self.assignment.patient_id
