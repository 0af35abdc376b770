"""How each patient stands."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import Clinic
from patients.records.models import Patient


class StandingQuerySet(models.QuerySet["Standing"]):
    """Reads of the caseload."""

    def by_need(self) -> "StandingQuerySet":
        """Order by need: lowest rank first, then name."""
        return self.order_by("rank", "patient__full_name", "patient_id")


class Standing(models.Model):
    """What the clinic needs to know of one patient at a glance, worked out.

    A copy, never a source: it equals a fresh computation, and is refreshed when the
    patient's record has changed since, or the clinic's day has.
    """

    class Severity(models.TextChoices):
        """How soon somebody is needed."""

        NOW = "now", _("Now")
        TODAY = "today", _("Today")
        THIS_WEEK = "this_week", _("This week")
        GOOD = "good", _("Good news")
        AS_USUAL = "as_usual", _("As usual")
        WAITING = "waiting", _("No active plan")

    patient = models.OneToOneField(
        Patient, primary_key=True, on_delete=models.CASCADE, related_name="standing"
    )
    clinic = models.ForeignKey(
        Clinic, on_delete=models.CASCADE, related_name="standings"
    )
    computed_at = models.DateTimeField()
    # The patient's next midnight: adherence and silence then mean other days.
    valid_until = models.DateTimeField()
    rank = models.IntegerField()
    severity = models.CharField(max_length=10, choices=Severity.choices)
    # [{"rule": slug, "severity": …, "params": {…}}], most urgent first.
    reasons = models.JSONField(default=list)
    last_session_on = models.DateField(null=True)
    done_7 = models.PositiveSmallIntegerField(default=0)
    due_7 = models.PositiveSmallIntegerField(default=0)
    done_28 = models.PositiveSmallIntegerField(default=0)
    due_28 = models.PositiveSmallIntegerField(default=0)
    # Medians of daily medians lie on quarters: two decimal places are exact.
    baseline = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    week_median = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    week_answers = models.PositiveSmallIntegerField(default=0)
    plan_state = models.CharField(max_length=10, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        indexes = [
            models.Index(fields=["clinic", "rank"], name="triage_by_need"),
            models.Index(fields=["clinic", "valid_until"], name="triage_by_validity"),
        ]

    def __str__(self) -> str:
        return f"standing of {self.patient_id}: {self.severity}"

    def is_true(self, patient: Patient, now: datetime) -> bool:
        """Tell whether neither the record nor the day has changed since."""
        return self.computed_at >= patient.changed_at and self.valid_until > now
