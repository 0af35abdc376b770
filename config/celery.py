"""The Celery application: its worker, and the clock that rings the doorbells.

Only the clock publishes. A request writes rows; the tick of a room finds them.
"""

import os
import warnings
from typing import IO, Any

from celery import Celery
from celery.signals import beat_init
from django.conf import settings

from config import broker
from config.occupancy import UnableToStart, hold

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# It warns root of pickled messages; ours are JSON, and a container has no one else.
warnings.filterwarnings("ignore", "You're running the worker with superuser")
broker.register()

app = Celery("keystone")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
if settings.CELERY_BROKER_URL.startswith(f"{broker.ALIAS}:"):
    app.conf.broker_transport_options = broker.options(settings.VAR_DIR / "broker")

# Task name -> seconds between two ticks. A tick is idempotent and cheap, does what the
# rows ask for, and may be missed: the next one finds the same rows. Order is free.
TICKS = {
    "outbox.drain": 15,
    "prescribing.rescreen": 60,
    "followups.plan": 60,
    "triage.refresh": 120,
}

app.conf.beat_schedule = {
    name: {
        "task": name,
        "schedule": float(seconds),
        # A worker that was away must not work through a pile of old ticks.
        "options": {"expires": seconds},
    }
    for name, seconds in TICKS.items()
}

_clock_lock: IO[str] | None = None


@beat_init.connect
def refuse_a_second_clock(**kwargs: Any) -> None:
    """End this clock when another one keeps time for the same state folder."""
    global _clock_lock
    try:
        _clock_lock = hold(
            settings.VAR_DIR / "beat.lock",
            refusal="Another clock runs already (process {holder}).",
        )
    except UnableToStart as error:
        raise SystemExit(str(error)) from error
