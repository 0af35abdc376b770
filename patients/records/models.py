"""The patient."""

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import Clinic, Membership
from patients.audit.actor import Actor


class PatientQuerySet(models.QuerySet["Patient"]):
    """Reads of a clinic's patients."""

    def current(self) -> "PatientQuerySet":
        """Keep those not archived."""
        return self.filter(archived_at__isnull=True)

    def archived(self) -> "PatientQuerySet":
        """Keep those archived."""
        return self.filter(archived_at__isnull=False)

    def matching(self, words: str) -> "PatientQuerySet":
        """Keep those whose name, number or e-mail holds every word."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(full_name__icontains=word)
                | Q(number__icontains=word)
                | Q(email__icontains=word)
            )
        return found

    def by_name(self) -> "PatientQuerySet":
        """Order by name."""
        return self.order_by("full_name", "id")


class Patient(models.Model):
    """One person at one clinic. The same person elsewhere is another record."""

    class Cause(models.TextChoices):
        """What the clinician thinks lies behind the pain: the article's seven."""

        GOUT = "gout", _("Gout")
        OBESITY = "obesity", _("Higher body weight")
        SEDENTARY = "sedentary", _("Mostly sitting")
        OSTEOARTHRITIS = "osteoarthritis", _("Osteoarthritis or wear")
        ANKYLOSING_SPONDYLITIS = (
            "ankylosing_spondylitis",
            _("Ankylosing spondylitis or similar"),
        )
        INJURY_TRAUMA = "injury_trauma", _("Injury or fall")
        PREGNANCY = "pregnancy", _("Pregnancy or birth")
        OTHER = "other", _("Something else, or not known")

    class Language(models.TextChoices):
        """The languages a patient may be written to in."""

        ENGLISH = "en", _("English")
        SPANISH = "es", _("Spanish")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="patients"
    )
    number = models.CharField(_("clinic's own number"), max_length=30)
    full_name = models.CharField(_("name"), max_length=120)
    birth_date = models.DateField(_("date of birth"))
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60)
    language = models.CharField(
        _("language"), max_length=5, choices=Language.choices, default="en"
    )
    cause = models.CharField(_("cause"), max_length=30, choices=Cause.choices)
    email_consent = models.BooleanField(_("agrees to e-mail"), default=False)
    clinician = models.ForeignKey(
        Membership,
        verbose_name=_("clinician"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="patients",
    )
    next_visit = models.DateField(_("next visit"), null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # When anything the clinic sees of this patient last changed: the rooms above
    # ask this one field whether what they worked out is still true.
    changed_at = models.DateTimeField(default=timezone.now)

    objects = PatientQuerySet.as_manager()

    class Meta:
        verbose_name = _("patient")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "number"],
                name="%(app_label)s_%(class)s_number_is_the_clinics_own",
            ),
            models.CheckConstraint(
                condition=Q(birth_date__gte=date(1900, 1, 1)),
                name="%(app_label)s_%(class)s_born_after_1900",
            ),
            models.CheckConstraint(
                condition=~Q(email="", email_consent=True),
                name="%(app_label)s_%(class)s_consent_needs_an_email",
            ),
        ]
        indexes = [
            models.Index(fields=["clinic", "full_name"], name="records_by_name"),
            models.Index(fields=["clinic", "changed_at"], name="records_by_change"),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.number})"

    @property
    def zone(self) -> ZoneInfo:
        """The patient's time zone."""
        return ZoneInfo(self.time_zone)

    def today(self, now: datetime) -> date:
        """Return the patient's local date at an instant."""
        return now.astimezone(self.zone).date()

    def age_on(self, day: date) -> int:
        """Return the age in completed years on a date."""
        had_birthday = (day.month, day.day) >= (
            self.birth_date.month,
            self.birth_date.day,
        )
        return day.year - self.birth_date.year - (not had_birthday)

    @property
    def patient_id(self) -> object:
        """This record's id, under the name that the audit trail files by."""
        return self.pk

    @property
    def can_be_mailed(self) -> bool:
        """Whether an e-mail may be sent to this patient."""
        return bool(self.email) and self.email_consent and self.archived_at is None

    @property
    def actor(self) -> Actor:
        """The patient as the one who acts."""
        return Actor(kind="patient", id=self.pk, clinic_id=self.clinic_id)
