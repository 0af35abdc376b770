"""Check everything: python .ci/everything.py [checks]

Two lanes run beside each other, because a machine has two cores: the suite on both
databases in one, the static checks and the browser in the other. The fault tests
follow alone, for they watch the clock.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import machine
from parts import LOGS, ROOT, Command, Count, end_all, say

BIN = Path(sys.executable).parent
APART = ["--ignore=tests/browser", "--ignore=tests/chaos"]
BOTH_CORES = ["-n", str(max(2, os.cpu_count() or 2))]
CI_TYPES = ["--config-file=", "--cache-dir=../.mypy_cache/ci", "--strict", "."]
WITH_POSTGRESQL = (
    'DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE" '
    'exec "$@"'
)


class Everything:
    """All parts, what they found, and what could not be checked."""

    def __init__(self, scratch: Path) -> None:
        """Prepare to work with throw-away state in `scratch`."""
        self.scratch = scratch
        self.total = Count()
        self.adding = threading.Lock()
        self.failures: list[str] = []
        self.unchecked: list[str] = []
        # Nothing of a person's own .env or database may reach the tests.
        self.sqlite = f"sqlite:///{scratch / 'db.sqlite3'}"
        self.given = os.environ.get("DATABASE_URL", "")
        os.environ |= {
            "KEYSTONE_VAR": str(scratch),
            "DATABASE_URL": self.sqlite,
            "SECRET_KEY": "only-for-the-tests",
            "DEBUG": "",
            "BASE_URL": "http://127.0.0.1:8000",
            "CELERY_BROKER_URL": "folder://localhost",
            "MAIL_DELIVERY": "folder",
        }

    def add(self, command: Command) -> None:
        """Run a command and add what it found."""
        found = command.run()
        with self.adding:
            self.total.add(found)
            if found.failed:
                self.failures.append(f"{command.name} ({command.log})")

    def checks(self) -> None:
        """Run the static checks."""
        manage = [str(BIN / "python"), "manage.py"]
        templates = [str(BIN / "djlint"), "templates", "--lint", "--quiet"]
        for name, words, folder in [
            ("format", [str(BIN / "ruff"), "format", "--check", "."], ROOT),
            ("lint", [str(BIN / "ruff"), "check", "."], ROOT),
            ("floors", [str(BIN / "lint-imports")], ROOT),
            ("templates", templates, ROOT),
            ("migrations", [*manage, "makemigrations", "--check", "--dry-run"], ROOT),
            ("system", [*manage, "check", "--fail-level", "WARNING"], ROOT),
            ("types", [str(BIN / "mypy"), *typed()], ROOT),
            ("types of the CI", [str(BIN / "mypy"), *CI_TYPES], ROOT / ".ci"),
        ]:
            self.add(Command(name, words, folder=folder))

    def pytest(
        self,
        name: str,
        *arguments: str,
        before: list[str] | None = None,
        **environment: str,
    ) -> None:
        """Run pytest on some tests, in an environment of their own."""
        report = self.scratch / f"{name.replace(' ', '-')}.xml"
        words = [*(before or []), str(BIN / "python"), "-m", "pytest", "-q"]
        words += [
            "--tb=short",
            "--show-capture=stdout",
            f"--junitxml={report}",
            *arguments,
        ]
        self.add(Command(name, words, environment, report=report))

    def suite_on_sqlite(self) -> None:
        """Run the suite on the default database."""
        self.pytest("suite on SQLite", "tests", *APART, *BOTH_CORES)

    def suite_on_postgresql(self) -> None:
        """Run the suite on PostgreSQL."""
        self.on_postgresql("suite on PostgreSQL", "tests", *APART, *BOTH_CORES)

    def on_postgresql(self, name: str, *arguments: str) -> None:
        """Run tests on a throw-away PostgreSQL, or on the one we were given."""
        version = machine.postgresql()
        if version:
            server = ["pg_virtualenv", "-t", "-v", version]
            before = [*server, "sh", "-c", WITH_POSTGRESQL, "sh"]
            self.pytest(name, *arguments, before=before)
        elif self.given.startswith("postgres"):
            self.pytest(name, *arguments, DATABASE_URL=self.given)
        else:
            self.unchecked.append(f"{name} (no PostgreSQL server, no DATABASE_URL)")

    def browser(self) -> None:
        """Run the journeys in a real browser, where there is one."""
        path = machine.chromium()
        if path:
            self.pytest("browser journeys", "tests/browser", CHROMIUM=path)
        else:
            self.unchecked.append("browser journeys (no Chromium)")

    def faults(self) -> None:
        """Run the small fault tests on both databases."""
        self.pytest("fault tests on SQLite", "tests/chaos")
        self.on_postgresql("fault tests on PostgreSQL", "tests/chaos")

    def run(self) -> None:
        """Run all parts, two at a time."""
        with ThreadPoolExecutor(3) as lanes:
            system = lanes.submit(machine.install_missing)
            try:
                first = lanes.submit(
                    in_turn, self.suite_on_sqlite, system, self.suite_on_postgresql
                )
                in_turn(self.checks, system, self.browser)
                first.result()
            except BaseException:
                end_all()
                raise
        self.faults()

    def report(self, seconds: float) -> int:
        """Say what was not checked and what was found; return the exit code."""
        for line in self.failures:
            say(f"FAILED: {line}")
        for line in self.unchecked:
            say(f"NOT CHECKED: {line}")
        if self.unchecked and os.environ.get("CI", "").lower() in ("1", "true"):
            self.total.failed += len(self.unchecked)
        say(f"{self.total} in {seconds:.0f} s")
        return int(self.total.failed > 0)


def in_turn(
    first: Callable[[], None], ready: Future[None], second: Callable[[], None]
) -> None:
    """Do one thing, wait for the system's parts, do the other."""
    first()
    ready.result()
    second()


def typed() -> list[str]:
    """Return the folders mypy reads."""
    return ["config", "patients", "programmes", "tests"]


def main(only_checks: bool) -> int:  # noqa: FBT001
    """Run what was asked for; return the exit code."""
    started = time.monotonic()
    LOGS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="keystone-") as scratch:
        everything = Everything(Path(scratch))
        try:
            everything.checks() if only_checks else everything.run()
        except KeyboardInterrupt:
            end_all()
            return 130
        return everything.report(time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main(only_checks=sys.argv[1:] == ["checks"]))
