"""A whole Keystone beside the tests: web, worker and clock under the supervisor.

    python -m tests.browser.stack PORT

The children are those of `manage.py serve`; only the clock ticks more often.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from config.occupancy import listen
from config.services import services
from config.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
CLOCKS = {"config.celery": "tests.browser.quick_clock"}


@contextmanager
def running(
    log: Path, environment: dict[str, str], *, demo: bool = False
) -> Iterator[str]:
    """Run the stack; yield its address once it answers, and end all of it after."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    surroundings = {**os.environ, **environment, "BASE_URL": address}
    with log.open("w") as lines:
        subprocess.run(
            [sys.executable, "manage.py", "prepare", *(["--demo"] if demo else [])],
            cwd=ROOT,
            env=surroundings,
            stdout=lines,
            stderr=lines,
            check=True,
        )
        stack = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.stack", str(port)],
            cwd=ROOT,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=lines,
        )
        try:
            _wait_for(f"{address}/healthz", stack, log)
            yield address
        finally:
            stack.terminate()
            stack.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, stack: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and stack.poll() is None:
        try:
            with urlopen(url, timeout=5):  # noqa: S310 - our own address
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"Keystone did not start:\n{log.read_text()[-2000:]}")


def main(port: int) -> None:
    """Serve until told to stop."""
    with listen("127.0.0.1", port) as listener:
        children = services(listener=listener.fileno(), log_level="WARNING")
        for child in children:
            if child.name == "clock":
                child.command = [CLOCKS.get(word, word) for word in child.command]
        Supervisor(children, say=print).run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
