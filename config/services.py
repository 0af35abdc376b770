"""What Keystone consists of while it runs: web, worker and clock."""

import sys
from pathlib import Path

from config.supervisor import Child

ROOT = str(Path(__file__).resolve().parent.parent)
WEB = "-m gunicorn -c python:config.gunicorn config.wsgi --chdir"
CELERY = "-m celery --quiet -A config.celery --workdir"
# prefork, because only its processes can be held to a time limit
WORKER = "worker --pool=prefork -c 2 --without-gossip --without-mingle"
# a process of its own: the worker's -B leaves a clock behind when its worker is killed
CLOCK = "beat --pidfile="


def services(*, listener: int, log_level: str) -> list[Child]:
    """Return the children of one Keystone, the web server on the open socket."""
    celery = [sys.executable, *CELERY.split(), ROOT]
    level = f"--loglevel={log_level}"
    return [
        Child(
            "web",
            [sys.executable, *WEB.split(), ROOT],
            environment={"KEYSTONE_BIND": f"fd://{listener}"},
            files=[listener],
        ),
        # Somebody waits for the first page; nobody waits for the first tick.
        Child("worker", [*celery, *WORKER.split(), level], delay=1.0),
        Child("clock", [*celery, *CLOCK.split(), level], delay=2.0),
    ]
