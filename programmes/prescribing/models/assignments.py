"""The programme, given to a patient."""

from datetime import date, timedelta
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import Clinic, Membership
from patients.records.models import Patient


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Reads of assignments."""

    def active(self) -> "AssignmentQuerySet":
        """Keep activated assignments that have not been ended. A hold may be open."""
        return self.filter(state=Assignment.State.ACTIVE)

    def open(self) -> "AssignmentQuerySet":
        """Keep drafts and active assignments."""
        return self.exclude(state=Assignment.State.ENDED)


class Assignment(models.Model):
    """The SI programme, given to one patient for some weeks.

    A draft waits for what is missing (screening, clearance, approval). The patient
    does an active one while no hold is open.
    """

    class State(models.TextChoices):
        """Where the assignment stands."""

        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("Active")
        ENDED = "ended", _("Ended")

    class Clearance(models.TextChoices):
        """Who said that exercise is safe: the programme's first gate."""

        NONE = "", _("Not yet")
        DOCTOR = "doctor", _("A doctor")
        CLINICIAN = "clinician", _("The assessing clinician")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, related_name="assignments"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    start_on = models.DateField(_("start"))
    weeks = models.PositiveSmallIntegerField(
        _("weeks"), validators=[MinValueValidator(1), MaxValueValidator(26)]
    )
    clearance_kind = models.CharField(
        max_length=10, choices=Clearance.choices, blank=True
    )
    clearance_name = models.CharField(max_length=120, blank=True)
    clearance_on = models.DateField(null=True)
    assigned_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    activated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=200, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        constraints = [
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(state="active"),
                name="%(app_label)s_%(class)s_one_active_per_patient",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(state="draft"),
                name="%(app_label)s_%(class)s_one_draft_per_patient",
            ),
            models.CheckConstraint(
                condition=Q(weeks__gte=1) & Q(weeks__lte=26),
                name="%(app_label)s_%(class)s_weeks_in_range",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "active", "ended"]),
                name="%(app_label)s_%(class)s_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="active")
                | (
                    Q(activated_at__isnull=False, clearance_on__isnull=False)
                    & Q(clearance_kind__in=["doctor", "clinician"])
                    & ~Q(clearance_name="")
                ),
                name="%(app_label)s_%(class)s_active_needs_clearance",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="ended", ended_at__isnull=False, ended_on__isnull=False)
                    & ~Q(ended_reason="")
                )
                | (~Q(state="ended") & Q(ended_at__isnull=True, ended_on__isnull=True)),
                name="%(app_label)s_%(class)s_ended_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"

    @property
    def end_on(self) -> date:
        """The last planned day, inclusive."""
        return self.start_on + timedelta(days=7 * self.weeks - 1)

    @property
    def prescribed_until(self) -> date:
        """The last day on which anything was prescribed: planned, or ended earlier."""
        return min(self.ended_on or self.end_on, self.end_on)
