"""A web server as in production, and a visitor who asks it one thing at a time."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.pages import Page

WEB = "-m gunicorn -c python:config.gunicorn tests.bench.floor:application"
FORM = "application/x-www-form-urlencoded"
CSRF = "k" * 32  # cookie and field only have to agree
PATIENCE = 30


@contextmanager
def serving(log: Path, **environment: str) -> Iterator[int]:
    """Run gunicorn on a free port of this machine; yield the port once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with log.open("w") as lines:
        server = subprocess.Popen(
            [sys.executable, *WEB.split()],
            env={**os.environ, "PORT": str(port), "KEYSTONE_BIND": "", **environment},
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=lines,
        )
        try:
            _wait_for(port, server, log)
            yield port
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with Visitor(port) as visitor:
                visitor.ask("/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"The web server did not start:\n{log.read_text()[-2000:]}")


class Visitor:
    """One connection, kept open as a browser keeps it."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def ask(
        self,
        path: str,
        *,
        fields: dict[str, str] | None = None,
        cookies: dict[str, str] | None = None,
        status: int = 200,
    ) -> float:
        """Ask, read the whole answer, and return the milliseconds it took.

        An answer with another status ends the run: its time would mean nothing.
        """
        held = cookies or {}
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in held.items())}
        body = None
        if fields is not None:
            headers["Content-Type"] = FORM
            body = urlencode(fields)
        began = time.perf_counter()
        self.connection.request("GET" if body is None else "POST", path, body, headers)
        response = self.connection.getresponse()
        answer = response.read()
        taken = (time.perf_counter() - began) * 1000
        if response.status != status:
            words = answer[:500].decode(errors="replace")
            raise SystemExit(f"{path} answered {response.status}:\n{words}")
        return taken

    def visit(self, page: Page) -> float:
        """Ask for a page as its own visitor, with fresh fields."""
        cookies = {name: held.value for name, held in page.client.cookies.items()}
        fields = page.fields and page.fields() | {"csrfmiddlewaretoken": CSRF}
        return self.ask(
            page.path,
            fields=fields,
            cookies=cookies | {"csrftoken": CSRF},
            status=page.status,
        )
