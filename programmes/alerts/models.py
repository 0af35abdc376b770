"""What a person at the clinic must see."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import Clinic, Membership
from patients.records.models import Patient


class AlertQuerySet(models.QuerySet["Alert"]):
    """Reads of the alert queue."""

    def open(self) -> "AlertQuerySet":
        """Keep alerts that nobody has closed."""
        return self.filter(closed_at__isnull=True)

    def closed(self) -> "AlertQuerySet":
        """Keep alerts that were closed with an outcome."""
        return self.filter(closed_at__isnull=False)

    def most_urgent_first(self) -> "AlertQuerySet":
        """Order by when an answer is due."""
        return self.order_by("due_at", "raised_at", "id")


class Alert(models.Model):
    """One reason why somebody at the clinic must look at one patient.

    Nothing closes it silently: a member of the clinic does, with an outcome.
    """

    class Severity(models.TextChoices):
        """How soon somebody must look."""

        EMERGENCY = "emergency", _("Now")
        SAME_DAY = "same_day", _("Today")
        THIS_WEEK = "this_week", _("This week")
        INFO = "info", _("For information")

    class Outcome(models.TextChoices):
        """What came of it."""

        CALLED = "called", _("Called")
        CHANGED_DOSE = "changed_dose", _("Changed the plan")
        VISIT = "visit", _("Visit")
        NO_ACTION = "no_action", _("No action needed")
        FALSE_ALARM = "false_alarm", _("False alarm")

    # The rule of a reported warning sign: no programme starts while one is open.
    RED_FLAG = "red_flag"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="alerts")
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, related_name="alerts"
    )
    rule = models.CharField(max_length=40)
    reason = models.CharField(max_length=400)
    severity = models.CharField(max_length=12, choices=Severity.choices)
    owner = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="alerts"
    )
    raised_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        indexes = [
            models.Index(
                fields=["clinic", "due_at"],
                condition=Q(closed_at__isnull=True),
                name="alerts_open_by_clinic",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "rule"],
                condition=Q(closed_at__isnull=True),
                name="%(app_label)s_%(class)s_one_open_per_rule",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="%(app_label)s_%(class)s_acknowledged_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, outcome="")
                | (
                    Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")
                ),
                name="%(app_label)s_%(class)s_closed_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} ({self.severity})"
