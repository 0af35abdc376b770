"""Messages that must leave once."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import Clinic
from patients.records.models import Patient


class MessageQuerySet(models.QuerySet["Message"]):
    """Reads of the outbox."""

    def waiting(self) -> "MessageQuerySet":
        """Keep messages that are still to leave."""
        return self.filter(state=Message.State.QUEUED)

    def to_the_patient(self) -> "MessageQuerySet":
        """Leave out what the clinic was told about a patient."""
        return self.exclude(category=Message.Category.CLINICIAN_ALERT)

    def recent_first(self) -> "MessageQuerySet":
        """Order from the newest."""
        return self.order_by("-created_at", "-id")


class Message(models.Model):
    """One message to one person. Its row is the truth; the broker is a doorbell.

    It ends as sent (once), as failed, suppressed or expired (never, with a reason),
    or as uncertain (perhaps once: shown to staff). It never leaves twice.
    """

    class State(models.TextChoices):
        """Where the message is on its way."""

        QUEUED = "queued", _("Waiting")
        LEASED = "leased", _("Being prepared")
        HANDOFF = "handoff", _("Being handed over")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not delivered")
        SUPPRESSED = "suppressed", _("Not sent")
        EXPIRED = "expired", _("Too late to send")
        UNCERTAIN = "uncertain", _("Perhaps sent")

    class Category(models.TextChoices):
        """What kind of harm a loss or a double would do."""

        FOLLOWUP = "followup", _("Follow-up")
        SECURITY = "security", _("Sign-in")
        CLINICIAN_ALERT = "clinician_alert", _("Alert to the clinic")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # Empty for messages to an operator who belongs to no clinic.
    clinic = models.ForeignKey(
        Clinic, null=True, on_delete=models.PROTECT, related_name="messages"
    )
    patient = models.ForeignKey(
        Patient, null=True, on_delete=models.PROTECT, related_name="messages"
    )
    kind = models.CharField(max_length=40)
    category = models.CharField(
        max_length=20, choices=Category.choices, default=Category.FOLLOWUP
    )
    dedupe_key = models.CharField(max_length=200, unique=True)
    # Empty only where the reason for silence is that there is no address.
    to_address = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="en")
    context = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=200, blank=True)
    not_before = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempt_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    handoff_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # Kept the same at every attempt, so that a receiver may recognise a repeat.
    date_header = models.DateTimeField(default=timezone.now)
    smtp_code = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(state="queued"),
                name="outbox_to_claim",
            ),
            models.Index(fields=["attempt_token"], name="outbox_by_attempt"),
            models.Index(fields=["clinic", "-created_at"], name="outbox_by_clinic"),
            models.Index(fields=["patient", "-created_at"], name="outbox_by_patient"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "queued",
                        "leased",
                        "handoff",
                        "sent",
                        "failed",
                        "suppressed",
                        "expired",
                        "uncertain",
                    ]
                ),
                name="%(app_label)s_%(class)s_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["leased", "handoff"],
                    lease_until__isnull=False,
                    attempt_token__isnull=False,
                )
                | (~Q(state__in=["leased", "handoff"]) & Q(lease_until__isnull=True)),
                name="%(app_label)s_%(class)s_a_lease_while_under_way",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="%(app_label)s_%(class)s_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["suppressed", "failed", "expired"])
                | ~Q(reason=""),
                name="%(app_label)s_%(class)s_silence_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(attempts__lte=20),
                name="%(app_label)s_%(class)s_attempts_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"
