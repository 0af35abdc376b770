"""Clinics, people, and what a person is at a clinic."""

from datetime import date, datetime
from functools import cached_property
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.accounts import hours
from patients.accounts.permissions import ADMIN, CLINICIAN, RECEPTION, Permission, Role
from patients.audit.actor import Actor


class UserManager(BaseUserManager["User"]):
    """Make people who sign in with their e-mail address."""

    def create_user(
        self, email: str, password: str | None = None, **fields: object
    ) -> "User":
        """Create a person; without a password nobody can sign in as them."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: object
    ) -> "User":
        """Create an operator of the site, who belongs to no clinic."""
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **fields
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What they may do depends on the clinic they chose."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(_("operates the site"), default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")),
                name="%(app_label)s_%(class)s_email_is_lower_case",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email


class Clinic(models.Model):
    """A clinic: its names, its hours, its numbers."""

    class Country(models.TextChoices):
        """Whose emergency numbers and wording the patients are shown."""

        UK = "uk", _("United Kingdom (999, 111, A&E)")
        US = "us", _("United States (911, emergency department)")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    neutral_name = models.CharField(
        _("neutral name"),
        max_length=60,
        help_text=_(
            "Stands in e-mails and on patient pages. Name no body part or illness."
        ),
    )
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/London")
    country = models.CharField(
        _("country"), max_length=2, choices=Country.choices, default=Country.UK
    )
    phone = models.CharField(_("telephone"), max_length=30)
    urgent_phone = models.CharField(_("urgent telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail for urgent alerts"), blank=True)
    opening_hours = models.JSONField(default=dict)
    named_clinician = models.ForeignKey(
        "accounts.Membership",
        verbose_name=_("named clinician"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Approves the clinical content that this clinic uses."),
    )
    idle_minutes = models.PositiveSmallIntegerField(
        _("minutes until idle sign-out"), default=15
    )
    is_demo = models.BooleanField(_("demo"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("clinic")
        constraints = [
            models.CheckConstraint(
                condition=Q(idle_minutes__gte=5) & Q(idle_minutes__lte=120),
                name="%(app_label)s_%(class)s_idle_minutes_in_range",
            ),
            models.CheckConstraint(
                condition=Q(country__in=["uk", "us"]),
                name="%(app_label)s_%(class)s_country_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone."""
        return ZoneInfo(self.time_zone)

    def today(self, now: datetime) -> date:
        """Return the clinic's local date at an instant."""
        return now.astimezone(self.zone).date()

    def is_open(self, now: datetime) -> bool:
        """Tell whether the clinic is open at an instant."""
        return hours.is_open(self.opening_hours, self.zone, now)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads of who works where."""

    def active(self) -> "MembershipQuerySet":
        """Keep people who still work at the clinic."""
        return self.filter(is_active=True, user__is_active=True)

    def clinicians(self) -> "MembershipQuerySet":
        """Keep clinicians."""
        return self.filter(is_clinician=True)


class Membership(models.Model):
    """A person at a clinic, with one role or more."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="memberships"
    )
    is_clinician = models.BooleanField(_("clinician"), default=False)
    is_reception = models.BooleanField(_("staff"), default=False)
    is_admin = models.BooleanField(_("clinic admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "clinic"],
                name="%(app_label)s_%(class)s_once_per_clinic",
            ),
            models.CheckConstraint(
                condition=Q(is_clinician=True)
                | Q(is_reception=True)
                | Q(is_admin=True),
                name="%(app_label)s_%(class)s_has_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.clinic})"

    @property
    def name(self) -> str:
        """The person's name."""
        return self.user.full_name

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles this person has at this clinic."""
        held = (
            (self.is_clinician, CLINICIAN),
            (self.is_reception, RECEPTION),
            (self.is_admin, ADMIN),
        )
        return tuple(role for has, role in held if has)

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """Everything the roles allow together."""
        return frozenset().union(*(role.permissions for role in self.roles))

    def can(self, permission: Permission | str) -> bool:
        """Tell whether this person may do a thing here."""
        return Permission(permission) in self.permissions

    @property
    def actor(self) -> Actor:
        """This person as the one who acts."""
        return Actor(kind="staff", id=self.pk, clinic_id=self.clinic_id, name=self.name)
