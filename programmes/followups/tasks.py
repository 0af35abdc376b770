"""The tick that writes what is due."""

from celery import shared_task
from django.utils import timezone

from patients.accounts.models import Clinic
from patients.audit.actor import Actor
from programmes.followups.actions import plan_followups


@shared_task(name="followups.plan", ignore_result=True)
def plan_all_followups(**_: object) -> None:
    """Write each clinic's due messages."""
    now = timezone.now()
    for clinic in Clinic.objects.all():
        plan_followups(
            by=Actor.tick("followups", clinic_id=clinic.pk), clinic=clinic, now=now
        )
