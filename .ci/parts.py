"""One part of the whole check: commands, their log, and what they found."""

import os
import signal
import subprocess
import threading
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "var" / "checks"
LIMIT = 1200  # seconds for one command; a part that hangs has failed
TAIL = 250  # lines of a failed command's log to show

printing = threading.Lock()
running: set[int] = set()


@dataclass
class Count:
    """How many checks or tests passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: "Count") -> None:
        """Add another part's numbers."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self) -> str:
        """Say the numbers as pytest does."""
        words = f"{self.passed} passed, {self.failed} failed"
        return f"{words}, {self.skipped} skipped" if self.skipped else words


@dataclass
class Command:
    """A command of a part; with `report`, pytest's own count is read from there."""

    name: str
    words: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path = ROOT
    report: Path | None = None

    @property
    def log(self) -> Path:
        """Where what it writes is kept."""
        return LOGS / f"{self.name.replace(' ', '-')}.log"

    def run(self) -> Count:
        """Run it, keep its log, and show the log when something failed."""
        started = time.monotonic()
        with self.log.open("w") as output:
            code = self.call(output.fileno())
        count = self.count(code)
        with printing:
            mark = "FAILED" if count.failed else "ok"
            numbers = f": {count}" if self.report else ""
            took = time.monotonic() - started
            say(f"{mark:6} {self.name}{numbers} ({took:.0f} s)")
            if count.failed:
                lines = self.log.read_text(errors="replace").splitlines()
                say("\n".join(f"    {line}" for line in lines[-TAIL:]))
        return count

    def call(self, output: int) -> int:
        """Return the exit code; a command that takes too long is ended."""
        process = subprocess.Popen(
            self.words,
            cwd=self.folder,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        running.add(process.pid)
        try:
            return process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            os.write(output, f"\nEnded after {LIMIT} s.\n".encode())
            end(process.pid)
            return process.wait()
        finally:
            running.discard(process.pid)

    def count(self, code: int) -> Count:
        """Return what was found, never nothing when the exit code says failure."""
        found = Count() if self.report else Count(passed=int(code == 0))
        if self.report and self.report.exists():
            for suite in ElementTree.parse(self.report).getroot():  # noqa: S314
                failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
                skipped = int(suite.get("skipped", 0))
                passed = int(suite.get("tests", 0)) - failed - skipped
                found.add(Count(passed, failed, skipped))
        if code and not found.failed:
            found.failed = 1
        return found


def say(line: str) -> None:
    """Write one line, at once."""
    print(line, flush=True)  # noqa: T201


def end(group: int) -> None:
    """Kill a command with everything it started."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def end_all() -> None:
    """Kill every command that still runs."""
    for group in list(running):
        end(group)
