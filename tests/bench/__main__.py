"""Measure the pages that have a budget: python -m tests.bench.

Everything is thrown away afterwards: the PostgreSQL server, the database, the files.
"""

import os
import shutil
import subprocess
import sys
import tempfile

# With fsync a log that is acknowledged has reached the disk, as in production.
SERVER = ["pg_virtualenv", "-t", "-o", "fsync=on", "-o", "ssl=off"]
WITH_POSTGRESQL = (
    'DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE" '
    'exec "$@"'
)
MEASURE = "import django; django.setup(); from tests.bench import run; run.main()"


def main() -> int:
    """Run the measurement beside a throw-away database; return its exit code."""
    command = [sys.executable, "-c", MEASURE]
    with tempfile.TemporaryDirectory(prefix="keystone-bench-") as scratch:
        environment = {
            **os.environ,
            "KEYSTONE_VAR": scratch,
            "DATABASE_URL": f"sqlite:///{scratch}/bench.sqlite3",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": "only-for-the-measurement",
            "DEBUG": "",
            "BASE_URL": "http://127.0.0.1:8000",
            "BEHIND_PROXY": "",
            "CELERY_BROKER_URL": "folder://localhost",
            "MAIL_DELIVERY": "folder",
        }
        if shutil.which(SERVER[0]):
            command = [*SERVER, "sh", "-c", WITH_POSTGRESQL, "sh", *command]
        else:
            print("No PostgreSQL server here: these are figures for SQLite.")  # noqa: T201
        return subprocess.call(command, env=environment, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
