"""The embedded message broker: a folder, in which a message is whole or not there.

Kombu's own filesystem transport opens a file and then writes it, so that a consumer
can take a message half written, and one empty file ends the worker. This one writes
beside and renames, and moves what it cannot read to `quarantine/`.

A message is only a doorbell: the rows in the database say what is to be done, and a
lost message waits for the next tick. So a message is gone once it was taken.
"""

import contextlib
import logging
import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem, virtual
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)

ALIAS = "folder"
URL = f"{ALIAS}://localhost"

# Our defaults.
LONGEST_WAIT = 0.5
SWEEP_EVERY = 600.0
LEFT_OVER_AFTER = 3600.0
QUARANTINE_KEEPS = 200


def register() -> None:
    """Teach kombu the address `folder://localhost`."""
    TRANSPORT_ALIASES[ALIAS] = f"{__name__}:Transport"


def options(folder: Path) -> dict[str, Any]:
    """Return the transport options for a broker in `folder`, whose folders are made."""
    queue, taken = folder / "queue", folder / "processed"
    for path in (queue, taken, folder / "quarantine"):
        path.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "processed_folder": str(taken),
        "quarantine_folder": str(folder / "quarantine"),
        "polling_interval": 0.2,
    }


class Channel(filesystem.Channel):
    """Kombu's filesystem channel, made safe against crashes and bad files."""

    supports_fanout = False
    # Bindings stay in memory, as each process declares its own: the files kombu keeps
    # them in are written in place, and half of one would stop every later start.
    get_table = virtual.Channel.get_table  # type: ignore[assignment]
    _delete = virtual.Channel._delete

    _swept_at = float("-inf")

    def _put(  # type: ignore[override]
        self, queue: str, payload: Any, **kwargs: Any
    ) -> None:
        # Names sort by time, so that the oldest message is taken first.
        name = f"{time.time_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        target = Path(self.data_folder_out, name)
        draft = target.with_name(f"{name}.draft")
        try:
            with draft.open("wb") as file:
                file.write(dumps(payload).encode())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        except OSError as error:
            raise ChannelError(f"Cannot write the message {target}") from error

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        self._sweep()
        with os.scandir(self.data_folder_in) as entries:
            names = sorted(entry.name for entry in entries)
        for name in names:
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = Path(self.processed_folder, name)
            try:
                Path(self.data_folder_in, name).replace(taken)
            except OSError:  # another consumer was first
                continue
            payload = self._read(taken)
            if payload is not None:
                return payload
        raise Empty

    def _read(self, taken: Path) -> Any:
        """Return what the file holds, or None when it holds no message."""
        try:
            payload = loads(taken.read_bytes().decode())
            self.Message(payload, channel=self)
        # Whatever is wrong with a file, the worker must live on.
        except Exception:  # noqa: BLE001
            log.warning("Unreadable message moved to quarantine: %s", taken.name)
            with contextlib.suppress(OSError):
                taken.replace(Path(self._quarantine_folder, taken.name))
            return None
        taken.unlink(missing_ok=True)
        return payload

    @property
    def _quarantine_folder(self) -> str:
        return self.transport_options.get("quarantine_folder", self.processed_folder)

    def _sweep(self) -> None:
        """Now and then clear what crashes left behind, and cap the quarantine."""
        if time.monotonic() - self._swept_at < SWEEP_EVERY:
            return
        self._swept_at = time.monotonic()
        oldest = time.time() - LEFT_OVER_AFTER
        drafts = Path(self.data_folder_out).glob("*.draft")
        for path in (*drafts, *Path(self.processed_folder).glob("*.msg")):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
        kept = sorted(Path(self._quarantine_folder).glob("*.msg"))
        for path in kept[:-QUARANTINE_KEEPS]:
            path.unlink(missing_ok=True)


class Transport(filesystem.Transport):
    """The embedded broker's transport."""

    Channel = Channel
    global_state = virtual.BrokerState()
    implements = virtual.Transport.implements.extend(
        asynchronous=False, exchange_type=frozenset(["direct", "topic"])
    )
    driver_type = ALIAS
    driver_name = ALIAS

    def drain_events(  # type: ignore[override]
        self, connection: Any, timeout: float | None = None
    ) -> None:
        """Deliver a message, or give up soon: between two waits a worker may stop."""
        super().drain_events(connection, min(timeout or LONGEST_WAIT, LONGEST_WAIT))
