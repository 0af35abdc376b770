"""A local SMTP server that counts what it accepts.

It writes its line before it answers, so that "accepted, but the answer was lost" can
be told from "never arrived".
"""

import socket
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from types import TracebackType

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class _Handler:
    def __init__(self, ledger: Path) -> None:
        self.ledger = ledger

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        data = content if isinstance(content, bytes) else (content or "").encode()
        mail = message_from_bytes(data)
        with self.ledger.open("a") as ledger:
            ledger.write(f"{mail['Message-ID']}\t{','.join(envelope.rcpt_tos)}\n")
        (self.ledger.parent / "mails").mkdir(exist_ok=True)
        name = str(mail["Message-ID"]).strip("<>").partition("@")[0]
        (self.ledger.parent / "mails" / f"{name}.eml").write_bytes(data)
        return "250 accepted"


class Sink:
    """Run the server in a thread; `with Sink(folder) as sink: sink.port`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = folder / "ledger"
        self.ledger.touch()
        self.port = _free_port()
        self._controller = Controller(
            _Handler(self.ledger), hostname="127.0.0.1", port=self.port
        )

    def __enter__(self) -> "Sink":
        self._controller.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._controller.stop()

    @property
    def accepted(self) -> Counter[str]:
        """How often each Message-ID was accepted."""
        lines = self.ledger.read_text().splitlines()
        return Counter(line.partition("\t")[0] for line in lines)

    @property
    def files(self) -> list[Path]:
        """The mails as they came, oldest first."""
        return sorted(self.folder.glob("mails/*.eml"), key=lambda p: p.stat().st_mtime)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
