"""How people get in: personal links, devices, pairing codes, staff invitations."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import Clinic
from patients.accounts.permissions import ADMIN, CLINICIAN, RECEPTION, Role
from patients.records.models import Patient

IDLE_DAYS = 90  # our default: a device unused for longer must be let in again
MAX_WRONG_TRIES = 5  # our default: birth years guessed before a link locks
MAX_PAIRING_TRIES = 10  # our default: codes tried from one place in ten minutes


def new_nonce() -> str:
    """Return the random part of a link."""
    return uuid4().hex


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    """Reads of personal links."""

    def current(self) -> "PersonalLinkQuerySet":
        """Keep links not replaced. A locked link is current until it is replaced."""
        return self.filter(ended_at__isnull=True)

    def locked(self) -> "PersonalLinkQuerySet":
        """Keep current links that too many wrong birth years have closed."""
        return self.current().filter(locked_at__isnull=False)


class PersonalLink(models.Model):
    """The address by which one patient gets in. At most one is current.

    The secret is an HMAC over this row's id and nonce: it can be written out again
    and is stored nowhere. A new nonce is a new link, so replacing ends the old one.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, related_name="personal_links"
    )
    nonce = models.CharField(max_length=32, default=new_nonce)
    created_at = models.DateTimeField(default=timezone.now)
    created_by_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    locked_at = models.DateTimeField(null=True)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("personal link")
        constraints = [
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(ended_at__isnull=True),
                name="%(app_label)s_%(class)s_one_current",
            ),
            models.CheckConstraint(
                condition=Q(wrong_tries__lte=MAX_WRONG_TRIES),
                name="%(app_label)s_%(class)s_tries_end",
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"

    @property
    def is_locked(self) -> bool:
        """Whether too many wrong birth years were tried."""
        return self.locked_at is not None


class DeviceQuerySet(models.QuerySet["Device"]):
    """Reads of remembered devices."""

    def remembered(self, today: date) -> "DeviceQuerySet":
        """Keep devices not revoked and used within the idle days."""
        return self.filter(
            revoked_at__isnull=True,
            last_seen_on__gte=today - timedelta(days=IDLE_DAYS),
        )

    def latest_first(self) -> "DeviceQuerySet":
        """Order from the one used last."""
        return self.order_by("-last_seen_on", "-created_at")


class Device(models.Model):
    """A phone or browser that one patient let in."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, related_name="devices"
    )
    secret_hash = models.CharField(max_length=64)
    label = models.CharField(max_length=60)
    created_at = models.DateTimeField(default=timezone.now)
    last_seen_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")

    def __str__(self) -> str:
        return self.label


class PairingCode(models.Model):
    """Ten minutes in which a second device (an installed app) may join."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("pairing code")

    def __str__(self) -> str:
        return f"pairing code {self.pk}"


class PairingTries(models.Model):
    """How many codes one place has tried in one stretch of ten minutes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    origin_hash = models.CharField(max_length=64, unique=True)
    tries = models.PositiveSmallIntegerField(default=0)
    first_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("pairing tries")
        constraints = [
            models.CheckConstraint(
                condition=Q(tries__lte=MAX_PAIRING_TRIES),
                name="%(app_label)s_%(class)s_tries_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tries} tries"


class StaffInvitationQuerySet(models.QuerySet["StaffInvitation"]):
    """Reads of staff invitations."""

    def waiting(self) -> "StaffInvitationQuerySet":
        """Keep those neither accepted nor withdrawn, expired ones too."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class StaffInvitation(models.Model):
    """An invitation to work at a clinic, open until accepted, withdrawn or expired."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="staff_invitations"
    )
    email = models.EmailField()
    full_name = models.CharField(max_length=120)
    is_clinician = models.BooleanField(default=False)
    is_reception = models.BooleanField(default=False)
    is_admin = models.BooleanField(default=False)
    nonce = models.CharField(max_length=32, default=new_nonce)
    invited_by_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = StaffInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff invitation")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_clinician=True)
                | Q(is_reception=True)
                | Q(is_admin=True),
                name="%(app_label)s_%(class)s_has_a_role",
            ),
            models.UniqueConstraint(
                fields=["clinic", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="%(app_label)s_%(class)s_one_open_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def has_expired(self, now: datetime) -> bool:
        """Tell whether the days to accept are over."""
        return self.expires_at <= now

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that the person will have."""
        held = (
            (self.is_clinician, CLINICIAN),
            (self.is_reception, RECEPTION),
            (self.is_admin, ADMIN),
        )
        return tuple(role for has, role in held if has)
