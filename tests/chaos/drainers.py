"""Processes that drain the outbox, to be killed without warning."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from types import TracebackType


class Drainers:
    """Some `send_outbox --loop` processes in one process group."""

    def __init__(self, environment: Mapping[str, str], *, count: int) -> None:
        self.environment = {**os.environ, **environment}
        self.count = count
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start them, each in its own group."""
        self.running = [
            subprocess.Popen(
                [
                    sys.executable,
                    "manage.py",
                    "send_outbox",
                    "--loop",
                    "--every",
                    "0.2",
                ],
                env=self.environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            for _ in range(self.count)
        ]

    def kill(self) -> None:
        """kill -9 the whole group of each, and reap them."""
        for process in self.running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.running = []

    def __enter__(self) -> "Drainers":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()


def wait_until(true: Callable[[], bool], *, seconds: float) -> bool:
    """Poll; return whether it came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return true()
