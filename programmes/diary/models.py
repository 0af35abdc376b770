"""What the patient reported: safety answers, pain at rest, sessions."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import Clinic
from patients.records.models import Patient
from programmes.prescribing.models import Assignment, PlanItem, PlanVersion


class Source(models.TextChoices):
    """Where an entry came from."""

    PHONE = "phone", _("phone")
    OFFLINE = "offline", _("phone, sent later")
    DESK = "desk", _("clinic")
    PAPER = "paper", _("paper")


class EntryQuerySet(models.QuerySet):
    """Reads of entries that are corrected by superseding."""

    def current(self) -> Self:
        """Keep entries that stand: not superseded, not removed.

        Asked with EXISTS: of an outer join that must find nothing, PostgreSQL expects
        a single row, and then chooses plans that take seconds for a whole clinic.
        """
        later = self.model._base_manager.filter(
            # Said twice, so that the few corrections are looked up, not every entry.
            supersedes=OuterRef("pk"),
            supersedes__isnull=False,
        )
        return self.filter(~Exists(later), removed=False)

    def between(self, start: date, end: date) -> Self:
        """Keep local dates from start to end, both included."""
        return self.filter(local_date__gte=start, local_date__lte=end)


class SafetyCheck(models.Model):
    """One answer to the safety list, or to the full questions. Never edited."""

    class Kind(models.TextChoices):
        """How much was asked."""

        DAILY = "daily", _("Daily list")
        FULL = "full", _("Full questions")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, related_name="safety_checks"
    )
    kind = models.CharField(max_length=6, choices=Kind.choices)
    local_date = models.DateField()
    flagged = models.BooleanField()
    # Question slug -> "no", "yes" or "not_sure"; "unspecified" when nothing was ticked.
    answers = models.JSONField(default=dict)
    action = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=8, choices=Source.choices)
    by_kind = models.CharField(max_length=10)
    by_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("safety check")
        indexes = [
            models.Index(fields=["patient", "-local_date"], name="diary_checks"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(flagged=False, action="") | Q(flagged=True) & ~Q(action=""),
                name="%(app_label)s_%(class)s_a_flag_has_its_action",
            ),
        ]

    def __str__(self) -> str:
        return f"check {self.local_date}"


class RestingPain(models.Model):
    """Pain at rest on one local date: before a session, or next morning. 0 to 10.

    Never edited, only superseded. Missing is no row, never 0.
    """

    class Kind(models.TextChoices):
        """When it was felt."""

        BEFORE = "before", _("before a session")
        NEXT_MORNING = "next_morning", _("next morning")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, related_name="resting_pains"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    local_date = models.DateField()
    pain = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10)])
    recorded_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=8, choices=Source.choices)
    client_uuid = models.UUIDField(null=True)
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    removed = models.BooleanField(default=False)
    by_kind = models.CharField(max_length=10)
    by_id = models.UUIDField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("pain at rest")
        indexes = [
            models.Index(
                fields=["patient", "local_date"],
                include=["pain", "kind"],
                name="diary_resting_trend",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(pain__gte=0, pain__lte=10),
                name="%(app_label)s_%(class)s_pain_0_to_10",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["before", "next_morning"]),
                name="%(app_label)s_%(class)s_kind_is_known",
            ),
            models.UniqueConstraint(
                fields=["patient", "client_uuid"],
                condition=Q(client_uuid__isnull=False),
                name="%(app_label)s_%(class)s_sent_twice_stored_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.local_date}: {self.pain}"


class Session(models.Model):
    """One session of the programme, as the patient reported it.

    Never edited, only superseded. `local_date` is the patient's own date and is what
    adherence and trends use; `performed_at` is kept apart from `received_at`.
    """

    class Mode(models.TextChoices):
        """How late it came."""

        LIVE = "live", _("on the day")
        LATE = "late", _("sent later")
        BACKFILLED = "backfilled", _("added for an earlier day")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, related_name="sessions"
    )
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="sessions"
    )
    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, related_name="sessions"
    )
    client_uuid = models.UUIDField()
    payload_hash = models.CharField(max_length=64)
    local_date = models.DateField()
    performed_at = models.DateTimeField()
    time_zone = models.CharField(max_length=60)
    received_at = models.DateTimeField(default=timezone.now)
    mode = models.CharField(max_length=10, choices=Mode.choices)
    source = models.CharField(max_length=8, choices=Source.choices)
    as_planned = models.BooleanField()
    worst_pain = models.PositiveSmallIntegerField(
        null=True, validators=[MaxValueValidator(10)]
    )
    before = models.ForeignKey(
        RestingPain, null=True, on_delete=models.PROTECT, related_name="sessions"
    )
    check_made = models.ForeignKey(
        SafetyCheck, null=True, on_delete=models.PROTECT, related_name="sessions"
    )
    note = models.CharField(max_length=2000, blank=True)
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    removed = models.BooleanField(default=False)
    by_kind = models.CharField(max_length=10)
    by_id = models.UUIDField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        indexes = [
            models.Index(
                fields=["patient", "local_date"],
                include=["worst_pain"],
                name="diary_session_trend",
            ),
            models.Index(fields=["clinic", "local_date"], name="diary_by_clinic"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "client_uuid"],
                name="%(app_label)s_%(class)s_sent_twice_stored_once",
            ),
            models.CheckConstraint(
                condition=Q(worst_pain__isnull=True)
                | Q(worst_pain__gte=0, worst_pain__lte=10),
                name="%(app_label)s_%(class)s_worst_pain_0_to_10",
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.local_date}"


class SessionItem(models.Model):
    """How one exercise of a session went."""

    class State(models.TextChoices):
        """How much of it was done."""

        DONE = "done", _("Done")
        PARTLY = "partly", _("Some of it")
        SKIPPED = "skipped", _("Left out")
        STOPPED = "stopped", _("Stopped because of pain")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices)

    class Meta:
        verbose_name = _("exercise of a session")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "item"],
                name="%(app_label)s_%(class)s_once_per_session",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "partly", "skipped", "stopped"]),
                name="%(app_label)s_%(class)s_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}"


class RefusedEntry(models.Model):
    """What was sent and could not be stored, kept so that nothing typed is lost."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, related_name="refused_entries"
    )
    client_uuid = models.UUIDField(null=True)
    payload = models.JSONField(default=dict)
    reason = models.CharField(max_length=200)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("refused entry")

    def __str__(self) -> str:
        return f"refused: {self.reason}"
