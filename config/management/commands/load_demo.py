"""Fill an empty database with two invented clinics."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo.loading import LoadedBefore, RealClinic, load
from programmes.library.queries import LibraryIsEmpty


class Command(BaseCommand):
    """Load the demo once."""

    help = "Invent two clinics with sixty people and twelve weeks of history, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether a demo that is there is made anew."""
        parser.add_argument(
            "--force",
            action="store_true",
            help="delete the demo that is there, with all that was entered, and "
            "make it anew; refused where a clinic is not a demo",
        )

    def handle(self, *args: Any, force: bool, **options: Any) -> None:
        """Load, or say in one line why not."""
        try:
            loaded = load(now=timezone.now(), anew=force)
        except LoadedBefore:
            self.stdout.write(
                "The demo clinics are there already; nothing was changed."
            )
        except RealClinic as error:
            raise CommandError(
                "This database holds a clinic that is not a demo, so nothing invented "
                "was put into it. Give the demo a database of its own (DATABASE_URL)."
            ) from error
        except LibraryIsEmpty as error:
            raise CommandError(str(error)) from error
        else:
            self.stdout.write(
                f"Two demo clinics with {loaded.patients} invented patients. "
                f"The sign-ins are in {loaded.file}."
            )
