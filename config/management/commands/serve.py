"""Run the web server, the worker and the clock under one supervisor."""

import os
import re
import socket
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.occupancy import UnableToStart, hold_folder, listen, parse_port
from config.services import services
from config.supervisor import Supervisor


class Command(BaseCommand):
    """Serve until Ctrl-C."""

    help = "Run web, worker and clock; restart what ends; stop all with Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address to listen on."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))
        parser.add_argument(
            "--parent", type=int, help="stop when this parent process is gone"
        )

    def handle(
        self, *args: Any, host: str, port: str, parent: int | None, **options: Any
    ) -> None:
        """Claim the port and the folder, then watch over the children."""
        # A change of parent means that `make run` was killed: nobody wants us any more.
        try:
            with (
                hold_folder(settings.VAR_DIR),
                listen(host, parse_port(port)) as listener,
            ):
                self.serve(host, listener, lambda: parent in (None, os.getppid()))
        except UnableToStart as error:
            raise CommandError(str(error)) from error
        self.say("Everything has stopped.")

    def serve(
        self, host: str, listener: socket.socket, wanted: Callable[[], bool]
    ) -> None:
        """Watch over the children for as long as we are wanted."""
        # The worker writes links: its BASE_URL must name the port really used.
        os.environ["PORT"] = str(listener.getsockname()[1])
        self.greet(host)
        level = os.environ.get("WORKER_LOG_LEVEL", "WARNING")
        children = services(listener=listener.fileno(), log_level=level)
        Supervisor(children, say=self.say, wanted=wanted).run()

    def greet(self, host: str) -> None:
        """Say where Keystone is, and who may come in."""
        address = f"http://{host}:{os.environ['PORT']}"
        self.say(f"\nKeystone: {address}/   (Ctrl-C stops it)\n")
        sign_ins = settings.VAR_DIR / "demo-sign-ins.txt"
        if sign_ins.exists():
            # Written at the first run, perhaps on another port.
            self.say(re.sub(r"http://127\.0\.0\.1:\d+", address, sign_ins.read_text()))

    def say(self, line: str) -> None:
        """Write one line, at once."""
        self.stdout.write(line)
        self.stdout.flush()
