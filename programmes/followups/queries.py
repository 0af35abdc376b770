"""Who a message is about."""

from django.db.models import QuerySet

from patients.accounts.models import Membership
from programmes.triage.models import Standing


def needing(member: Membership) -> QuerySet[Standing]:
    """Return the standings of this clinician's patients who need somebody today."""
    return Standing.objects.filter(
        clinic=member.clinic_id,
        patient__archived_at__isnull=True,
        patient__clinician=member,
        severity__in=[Standing.Severity.NOW, Standing.Severity.TODAY],
    )
