"""Where a message leaves to: a folder of .eml files, or an SMTP relay.

Both speak in two steps, so that the outbox can commit its marker in between:
`prepare` asks whether the address is welcome (nothing has left yet), `send` lets go.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol

from django.conf import settings


class Refused(Exception):
    """The relay answered no. `code` is its SMTP answer; 5xx is for good."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(f"{code} {text}")
        self.code = code
        self.text = text

    @property
    def for_good(self) -> bool:
        """Whether another try would get the same answer."""
        return 500 <= self.code < 600


class Relay(Protocol):
    """What takes messages."""

    def prepare(self, to: str) -> None:
        """Ask whether this address is welcome. Raises Refused or OSError."""

    def drop(self) -> None:
        """Forget what was prepared."""

    def send(self, mail: EmailMessage) -> int:
        """Let the message go; return the answer's code. Raises Refused."""


class FolderRelay:
    """Write each message as a file: the default of an installation without mail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def prepare(self, to: str) -> None:
        """Welcome everybody."""

    def drop(self) -> None:
        """Nothing was prepared."""

    def send(self, mail: EmailMessage) -> int:
        """Write the file whole before it can be seen under its name."""
        name = str(mail["Message-ID"]).strip("<>").partition("@")[0]
        part = self.folder / f".{name}.part"
        part.write_bytes(mail.as_bytes(policy=SMTP))
        part.replace(self.folder / f"{name}.eml")
        return 250


class SmtpRelay:
    """One connection to an SMTP relay, used for a whole batch."""

    def __init__(self) -> None:
        options = {"timeout": settings.SMTP_TIMEOUT}
        address = (settings.SMTP_HOST, settings.SMTP_PORT)
        trust = ssl.create_default_context()
        if settings.SMTP_SECURITY == "tls":
            self.smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                *address, context=trust, **options
            )
        else:
            self.smtp = smtplib.SMTP(*address, **options)
        self.smtp.ehlo_or_helo_if_needed()
        if settings.SMTP_SECURITY == "starttls":
            self.smtp.starttls(context=trust)
            self.smtp.ehlo()
        if settings.SMTP_USER:
            self.smtp.login(settings.SMTP_USER, settings.SMTP_PASSWORD)

    def prepare(self, to: str) -> None:
        """Say MAIL FROM and RCPT TO, and read both answers."""
        for code, text in (
            self.smtp.mail(settings.MAIL_FROM_ADDRESS),
            self.smtp.rcpt(to),
        ):
            if not 200 <= code < 300:
                raise Refused(code, text.decode(errors="replace"))

    def drop(self) -> None:
        """Say RSET."""
        self.smtp.rset()

    def send(self, mail: EmailMessage) -> int:
        """Say DATA. Any other failure than an answer leaves the fate unknown."""
        try:
            code, text = self.smtp.data(mail.as_bytes(policy=SMTP))
        except smtplib.SMTPDataError as no:
            raise Refused(no.smtp_code, _text(no.smtp_error)) from no
        if not 200 <= code < 300:
            raise Refused(code, _text(text))
        return code


def _text(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer


@contextmanager
def open_relay() -> Iterator[Relay]:
    """Open the relay that the settings name. Raises OSError or SMTPException."""
    if settings.MAIL_DELIVERY == "folder":
        yield FolderRelay(settings.MAIL_FOLDER)
        return
    relay = SmtpRelay()
    try:
        yield relay
    finally:
        try:
            relay.smtp.quit()
        except (OSError, smtplib.SMTPException):
            relay.smtp.close()
