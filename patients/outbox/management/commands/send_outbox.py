"""Drain the outbox without a broker."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from patients.outbox.delivery import drain


class Command(BaseCommand):
    """Let due messages leave, once or for ever."""

    help = "Let due messages leave; with --loop, every few seconds until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --loop and --every."""
        parser.add_argument("--loop", action="store_true")
        parser.add_argument("--every", type=float, default=5.0, help="seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        """Drain."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while True:
            close_old_connections()
            ended = drain()
            if any(ended.values()):
                self.stdout.write(
                    ", ".join(f"{state} {count}" for state, count in ended.items())
                )
            if not options["loop"] or stop.wait(options["every"]):
                return
