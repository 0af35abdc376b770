"""The audit trail."""

from uuid import UUID, uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Reads of the trail."""

    def about(self, patient_id: UUID) -> "AuditEventQuerySet":
        """Keep what was done to, or seen of, one patient."""
        return self.filter(patient_id=patient_id)

    def recent_first(self) -> "AuditEventQuerySet":
        """Order from the newest."""
        return self.order_by("-at", "-id")


class AuditEvent(models.Model):
    """One thing that somebody did or saw. Never changed, never deleted.

    The trail stands on the lowest floor, so it names people and rows by their ids
    and holds no foreign key. The database refuses updates and deletes.
    """

    class ActorKind(models.TextChoices):
        """Who can act."""

        STAFF = "staff", _("Staff")
        PATIENT = "patient", _("Patient")
        TICK = "tick", _("Clockwork")
        VISITOR = "visitor", _("Visitor")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10, choices=ActorKind.choices)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    clinic_id = models.UUIDField(null=True)
    patient_id = models.UUIDField(null=True)
    action = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    request_id = models.CharField(max_length=32, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        indexes = [
            # "Who looked at my record" and the clinic's trail.
            models.Index(fields=["patient_id", "-at"], name="audit_by_patient"),
            models.Index(fields=["clinic_id", "-at"], name="audit_by_clinic"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor_kind__in=["staff", "patient"])
                & models.Q(actor_id__isnull=False)
                | models.Q(actor_kind__in=["tick", "visitor"]),
                name="%(app_label)s_%(class)s_a_person_has_an_id",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.actor_kind}"
