"""Two questions a watchman asks: is the process up, and can it work?

The answers name checks and nothing else, for anybody may ask.
"""

from collections.abc import Callable

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from patients.accounts.gates import public
from programmes.library.models import LibraryVersion


@require_safe
@never_cache
@public("a watchman without an account asks whether the process lives")
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process is up; touch nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
@public("a watchman without an account asks whether requests can be served")
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when every check holds, else 503; say which."""
    checks: dict[str, bool] = {}
    for name, holds in CHECKS.items():
        try:
            checks[name] = holds()
        except DatabaseError:
            checks[name] = False
    ready = all(checks.values())
    return JsonResponse(
        {"ready": ready, "checks": checks}, status=200 if ready else 503
    )


def database_answers() -> bool:
    """Say whether the database answers a query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations_are_applied() -> bool:
    """Say whether the database has every migration this code knows."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def library_is_loaded() -> bool:
    """Say whether there is a programme to prescribe."""
    return LibraryVersion.objects.exists()


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "library": library_is_loaded,
}
