"""Load the programme's content from its files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from patients.audit.actor import Actor
from programmes.library.actions import UnableToLoad, load_content
from programmes.library.reading import CONTENT_FOLDER, UnreadableContent, read_content


class Command(BaseCommand):
    help = "Load the content files as a new version, unless they are loaded already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=CONTENT_FOLDER,
            help="where the content files are (default: those of this release)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_content(
                by=Actor.tick("load_library"),
                content=read_content(options["folder"]),
                at=timezone.now(),
            )
        except UnreadableContent as error:
            raise CommandError(str(error)) from error
        except UnableToLoad as error:
            raise CommandError(
                "The content was not loaded. Mend these places:\n"
                + "\n".join(f"  {each}" for each in error.problems)
            ) from error
        if options["verbosity"]:
            state = "loaded" if loaded.created else "was loaded before"
            self.stdout.write(f"Library {loaded.version.number} {state}.")
