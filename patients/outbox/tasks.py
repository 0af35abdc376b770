"""The outbox's tick."""

from celery import shared_task

from patients.outbox.delivery import drain


@shared_task(name="outbox.drain", ignore_result=True)
def drain_outbox(**_: object) -> None:
    """Let due messages leave."""
    drain(limit=200)
