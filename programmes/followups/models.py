"""Which messages a patient's situation implied, and what became of each."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import Clinic, Membership
from patients.outbox.models import Message
from patients.records.models import Patient


class FollowUp(models.Model):
    """One message that was due for one local date. Its message says what became of it:
    sent, or silent with a reason. Unique for its rule, person and date, so that two
    clocks cannot double it.
    """

    class Rule(models.TextChoices):
        """Why a message is due."""

        MISSED_SESSIONS = "missed_sessions", _("Reminder after missed sessions")
        DAILY_DIGEST = "daily_digest", _("Daily digest to the clinician")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(
        Patient, null=True, on_delete=models.PROTECT, related_name="followups"
    )
    member = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="followups"
    )
    rule = models.CharField(max_length=20, choices=Rule.choices)
    due_local_date = models.DateField()
    time_zone = models.CharField(max_length=60)
    message = models.OneToOneField(
        Message, on_delete=models.PROTECT, related_name="followup"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("follow-up")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "patient", "due_local_date"],
                condition=Q(patient__isnull=False),
                name="%(app_label)s_%(class)s_once_per_patient_and_day",
            ),
            models.UniqueConstraint(
                fields=["rule", "member", "due_local_date"],
                condition=Q(member__isnull=False),
                name="%(app_label)s_%(class)s_once_per_member_and_day",
            ),
            models.CheckConstraint(
                condition=Q(patient__isnull=False, member__isnull=True)
                | Q(patient__isnull=True, member__isnull=False),
                name="%(app_label)s_%(class)s_for_one_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_local_date}"
