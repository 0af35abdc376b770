"""Publish to, or consume from, the embedded broker in a process of one's own.

python -m tests.config.traffic publish FOLDER NAME COUNT
python -m tests.config.traffic consume FOLDER        (prints each body)
"""

import sys
from pathlib import Path
from queue import Empty

from kombu import Connection

from config import broker

ALL_SENT = "all-sent"


def connect(folder: Path) -> Connection:
    """Return a connection to the embedded broker in `folder`."""
    broker.register()
    return Connection(broker.URL, transport_options=broker.options(folder))


def publish(folder: Path, name: str, count: int) -> None:
    """Put `count` numbered messages into the queue."""
    with connect(folder) as connection, connection.SimpleQueue("ticks") as queue:
        for number in range(count):
            queue.put(f"{name}-{number}")


def consume(folder: Path) -> None:
    """Print every message until the queue is empty and all have been sent."""
    with connect(folder) as connection, connection.SimpleQueue("ticks") as queue:
        while True:
            last_round = (folder / ALL_SENT).exists()
            try:
                message = queue.get(timeout=0.5)
            except Empty:
                if last_round:
                    return
                continue
            message.ack()
            sys.stdout.write(f"{message.payload}\n")


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    if sys.argv[1] == "publish":
        publish(folder, sys.argv[3], int(sys.argv[4]))
    else:
        consume(folder)
