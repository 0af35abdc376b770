"""What this machine has of the two parts pip cannot bring: Chromium and PostgreSQL."""

import os
import shutil
import subprocess
from pathlib import Path

CHROMIUM_NAMES = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
]
SERVERS = Path("/usr/lib/postgresql")


def chromium() -> str | None:
    """Return the path of a Chromium, if there is one."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def postgresql() -> str | None:
    """Return the newest PostgreSQL version that can be started for a test, if any."""
    if not shutil.which("pg_virtualenv"):
        return None
    versions = [path.parent.parent.name for path in SERVERS.glob("*/bin/postgres")]
    return max(versions, key=float, default=None)


def install_missing() -> None:
    """Install what is missing, where we may: on Debian, as root."""
    wanted = []
    if chromium() is None:
        wanted += ["chromium", "fonts-dejavu-core"]
    if postgresql() is None:
        wanted += ["postgresql"]
    may = os.geteuid() == 0 and Path("/etc/debian_version").exists()
    if not wanted or not may or not shutil.which("apt-get"):
        return
    print(f"Installing {' and '.join(wanted)} …", flush=True)  # noqa: T201
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    for command in (
        [*apt, "update"],
        [*apt, "install", "--yes", "--no-install-recommends", *wanted],
    ):
        # A failure shows itself: the part that needs it is then reported unchecked.
        subprocess.call(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
