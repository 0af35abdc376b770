"""Bring a new or updated installation into the state in which it can serve."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from patients.accounts.models import Clinic


class Command(BaseCommand):
    """Migrate, load the library, collect static files; all of it repeatable."""

    help = "Migrate, load the library, collect static files, fill an empty demo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether an empty database gets the invented clinics."""
        parser.add_argument(
            "--demo",
            action="store_true",
            help="when the database has no clinic yet, load the demo clinics",
        )

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        """Do what is still to be done, in one process because starts cost time."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_library", verbosity=0)
        if demo and not Clinic.objects.exists():
            self.stdout.write("Inventing two demo clinics (about half a minute) …")
            self.stdout.flush()
            call_command("load_demo")
        self.collect_static()

    def collect_static(self) -> None:
        """Collect the static files when any of them changed since the last time."""
        stamp = Path(settings.STATIC_ROOT, ".collected")
        digest = digest_of_static_files()
        if not stamp.exists() or stamp.read_text() != digest:
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(digest)


def digest_of_static_files() -> str:
    """Return a digest of every static file's path, size and time."""
    digest = hashlib.sha256(django.__version__.encode())
    digest.update(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
