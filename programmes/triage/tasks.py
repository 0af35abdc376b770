"""The tick that keeps standings true."""

from celery import shared_task
from django.utils import timezone

from patients.accounts.models import Clinic
from patients.audit.actor import Actor
from programmes.triage.actions import refresh_standings


@shared_task(name="triage.refresh", ignore_result=True)
def refresh_all_standings(**_: object) -> None:
    """Refresh each clinic's standings."""
    now = timezone.now()
    for clinic in Clinic.objects.all():
        refresh_standings(
            by=Actor.tick("triage", clinic_id=clinic.pk), clinic=clinic, now=now
        )
