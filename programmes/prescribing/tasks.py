"""The tick that lets a plan rest when a newer answer forbids it."""

from celery import shared_task
from django.utils import timezone

from patients.accounts.models import Clinic
from patients.audit.actor import Actor
from programmes.prescribing.actions import hold_what_screening_forbids


@shared_task(name="prescribing.rescreen", ignore_result=True)
def rescreen_plans(**_: object) -> None:
    """Look at each clinic's plans whose patients answered something new."""
    now = timezone.now()
    for clinic in Clinic.objects.all():
        hold_what_screening_forbids(
            by=Actor.tick("prescribing", clinic_id=clinic.pk), clinic=clinic, at=now
        )
