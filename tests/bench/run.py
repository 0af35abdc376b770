"""Fill a database, start the web server, ask for each page in turn, print a table."""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TypeVar

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from patients.accounts.models import Clinic
from patients.audit.actor import Actor
from programmes.triage.actions import refresh_standings
from programmes.triage.models import Standing
from tests.bench.data import fill
from tests.bench.pages import Page, pages
from tests.bench.server import Visitor, serving

PATIENTS, SESSIONS = 500, 60
SECONDS = 40  # of asking; a slow machine asks less often
ROUNDS = 80
WARM_UP = 5
NOWHERE = "redis://127.0.0.1:1/0"  # nothing listens there
FLOOR, AWAY = "floor view", "log a session, broker away"
AFTER = "caseload, just after a log"
ROW = "{:<28}{:>10}{:>8}{:>10}{:>9}   {}"
Made = TypeVar("Made")


def main() -> None:
    """Print the table. The figures never fail; a page that answers wrongly does."""
    call_command("prepare")
    filled, seconds = timed(
        lambda: fill(patients=PATIENTS, sessions=SESSIONS, now=timezone.now())
    )
    say(f"{connection.vendor}: {PATIENTS} patients, {SESSIONS} sessions each", seconds)
    _refreshed, seconds = timed(lambda: refresh_all(filled.clinic))
    say(f"standings of all {PATIENTS} worked out anew", seconds)
    asked = in_turn(pages(filled))
    statements = {page.name: statements_of(page) for page in asked}
    floor = f"/floor/{filled.patients[0].pk}/"
    logs = Path(os.environ["KEYSTONE_VAR"])
    with ExitStack() as stack:
        port = stack.enter_context(serving(logs / "web.log"))
        away = stack.enter_context(
            serving(logs / "away.log", CELERY_BROKER_URL=NOWHERE)
        )
        times = measure(port, away, floor, asked)
    for line in table(times, statements, asked):
        say(line)


def in_turn(found: Sequence[Page]) -> list[Page]:
    """Put the log first, and after it the caseload, which then has news to work out.

    The caseload that follows has its budget; nothing has changed since the one before.
    """
    log = next(page for page in found if page.fields is not None)
    caseload = next(page for page in found if page.name == "caseload")
    others = [page for page in found if page is not log]
    return [log, replace(caseload, name=AFTER, after=log), *others]


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    """Do something; return what came of it, and the seconds it took."""
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def refresh_all(clinic: Clinic) -> int:
    """Throw the clinic's standings away and work them out again."""
    Standing.objects.filter(clinic=clinic).delete()
    tick = Actor.tick("bench", clinic_id=clinic.pk)
    return refresh_standings(by=tick, clinic=clinic, now=timezone.now())


def statements_of(page: Page) -> int:
    """Count a page's statements; the first visit notes that the session is in use."""
    page.ask()
    if page.after:
        page.after.ask()
    with CaptureQueriesContext(connection) as queries:
        page.ask()
    return len(queries)


def measure(
    port: int, away: int, floor: str, asked: Sequence[Page]
) -> dict[str, list[float]]:
    """Ask for every page in turn, the floor before each; return the milliseconds."""
    log = asked[0]
    for place in (port, away):
        for _ in range(WARM_UP):
            one_round(place, floor, asked)
    times: defaultdict[str, list[float]] = defaultdict(list)
    until = time.monotonic() + SECONDS
    for _ in range(ROUNDS):
        with Visitor(away) as visitor:
            visitor.ask("/healthz")
            times[AWAY].append(visitor.visit(log))
        for name, taken in one_round(port, floor, asked):
            times[name].append(taken)
        if time.monotonic() > until:
            break
    return times


def one_round(port: int, floor: str, asked: Sequence[Page]) -> list[tuple[str, float]]:
    """Ask for every page once over one connection; which worker answers may change."""
    times = []
    with Visitor(port) as visitor:
        visitor.ask("/healthz")
        for page in asked:
            times.append((FLOOR, visitor.ask(floor)))
            times.append((page.name, visitor.visit(page)))
    return times


def table(
    times: Mapping[str, Sequence[float]],
    statements: Mapping[str, int],
    asked: Sequence[Page],
) -> list[str]:
    """Return the lines: statements and time of each page, beside their budgets."""
    floor = median(times[FLOOR])
    lines = [
        ROW.format("page", "SQL", "p50 ms", "× floor", "budget", ""),
        ROW.format(FLOOR, 1, f"{floor:.1f}", "1.0", "", ""),
    ]
    for page in asked:
        shown = {page.name: times[page.name]}
        if page.fields is not None:
            shown[AWAY] = times[AWAY]
        for name, taken in shown.items():
            middle, count = median(taken), statements[page.name]
            measured = (f"{middle:.1f}", f"{middle / floor:.1f}")
            if page.after:  # it has its budget where nothing has changed
                lines.append(ROW.format(name, count, *measured, "", ""))
                continue
            within = count <= page.statements and middle <= page.times * floor
            verdict = "ok" if within else "OVER"
            allowed = f"{count} of {page.statements}", f"{page.times}.0"
            lines.append(ROW.format(name, allowed[0], *measured, allowed[1], verdict))
    asked_for = len(times[AWAY])
    return [*lines, f"Medians of {asked_for} requests each, one visitor, in turn."]


def say(words: str, seconds: float | None = None) -> None:
    """Print a line at once, with the seconds it took."""
    took = "" if seconds is None else f": {seconds:.1f} s"
    print(f"{words}{took}", flush=True)  # noqa: T201
