"""The web server: gunicorn -c python:config.gunicorn config.wsgi."""

import gc
import os
from datetime import timedelta
from typing import Any

from django.urls import get_resolver
from gunicorn.glogging import Logger

from patients.audit.logs import HideTokens, hide_tokens


class DiscreetLogger(Logger):
    """Log requests without the secrets some paths carry."""

    def setup(self, cfg: Any) -> None:
        """Set the logs up; what goes wrong names the path of its request too."""
        super().setup(cfg)
        self.error_log.addFilter(HideTokens())

    def atoms(
        self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta
    ) -> dict[str, Any]:
        """Return the parts of a log line, every secret path cut short."""
        atoms = super().atoms(resp, req, environ, request_time)
        return {
            key: hide_tokens(value) if isinstance(value, str) else value
            for key, value in atoms.items()
        }


def when_ready(server: Any) -> None:
    """Import every view once, before the web processes part from their parent."""
    get_resolver().url_patterns  # noqa: B018


def post_worker_init(worker: Any) -> None:
    """Take what is loaded at the start out of the garbage collector's rounds.

    It lives as long as the worker; looking through it again costs a request
    several milliseconds.
    """
    gc.collect()
    gc.freeze()


bind = os.environ.get("KEYSTONE_BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True
control_socket_disable = True
graceful_timeout = 5
timeout = 60
proc_name = "keystone-web"

# No query string (people search by name) and no referrer (it may be a personal link).
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
logger_class = DiscreetLogger
loglevel = "warning"
