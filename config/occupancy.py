"""What only one Keystone at a time may hold: a port, and a state folder.

Standard library alone: `make run` asks these questions before anything is installed.
"""

import fcntl
import os
import socket
from pathlib import Path
from typing import IO


class UnableToStart(Exception):
    """Say, in words for the person at the terminal, why nothing was started."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket listening on `host` and `port`.

    Raises UnableToStart when another program has the port. The supervisor keeps the
    socket for as long as it lives and lends it to the web server, so that visitors
    wait instead of being refused while a dead web server is replaced.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise UnableToStart(
            f"Port {port} on {host} cannot be used ({os.strerror(error.errno or 0)}). "
            f"Another program may have it, perhaps a Keystone that still runs. "
            f"Stop that program, or choose another port: make run PORT={port + 1}"
        ) from error


def parse_port(text: str) -> int:
    """Return the port number written in `text`."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise UnableToStart(f"PORT is {text!r}: it must be a number from 1 to 65535.")


def hold(path: Path, *, refusal: str) -> IO[str]:
    """Return the open lock file `path`, held until it is closed or we die.

    Raises UnableToStart with `refusal` when a living process holds it. The lock is
    the kernel's: a file left over by a crash holds nothing.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        lock.close()
        raise UnableToStart(refusal.format(holder=holder)) from error
    lock.seek(0)
    lock.truncate()
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def hold_folder(var: Path) -> IO[str]:
    """Return the lock that makes us the only supervisor on the state folder `var`."""
    return hold(
        var / "serve.lock",
        refusal=(
            f"Keystone already runs on {var} (process {{holder}}). Stop it first, or "
            "give this one another folder: make run KEYSTONE_VAR=/some/folder"
        ),
    )
