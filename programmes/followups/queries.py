"""Who a message is about."""

from django.db.models import Q, QuerySet

from patients.accounts.models import Membership
from programmes.triage.models import Standing


def needing(member: Membership) -> QuerySet[Standing]:
    """Return the standings of this clinician's patients who need somebody today.

    A patient without a clinician is everybody's, so that nobody falls between.
    """
    return Standing.objects.filter(
        Q(patient__clinician=member) | Q(patient__clinician__isnull=True),
        clinic=member.clinic_id,
        patient__archived_at__isnull=True,
        severity__in=[Standing.Severity.NOW, Standing.Severity.TODAY],
    )
