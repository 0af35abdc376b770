"""What Keystone consists of while it runs: web, worker and clock."""

import sys
from pathlib import Path

from config.supervisor import Child

CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "config.celery"]


def services(*, listener: int, log_level: str) -> list[Child]:
    """Return the children of one Keystone, the web server on the open socket."""
    root = str(Path(__file__).resolve().parent.parent)
    level = f"--loglevel={log_level}"
    return [
        Child(
            "web",
            [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn"]
            + ["--chdir", root, "config.wsgi"],
            environment={"KEYSTONE_BIND": f"fd://{listener}"},
            files=[listener],
        ),
        # prefork, because only its processes can be held to a time limit
        Child(
            "worker",
            [*CELERY, "--workdir", root, "worker", "--pool=prefork", "-c", "2", level]
            + ["--without-gossip", "--without-mingle", "--without-heartbeat"],
        ),
        # never the worker's -B: that clock outlives its worker
        Child("clock", [*CELERY, "--workdir", root, "beat", "--pidfile=", level]),
    ]
