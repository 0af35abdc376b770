"""A stand-in Keystone for the supervisor's tests: children with children of their own.

    python family.py STATE_FOLDER

Each stand-in writes its process numbers into the state folder, so that a test can see
who lives.
"""

import signal
import sys
from pathlib import Path

from config.occupancy import UnableToStart, hold_folder
from config.supervisor import Child, Supervisor

PARENT_AND_CHILD = """
import os, pathlib, signal, sys, time
folder, name, obeys = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "obeys"
if not obeys:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
helper = os.fork()
role = f"{name}-helper" if helper == 0 else name
if helper == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
draft = folder / f"{role}-{os.getpid()}.draft"
draft.touch()
draft.rename(folder / f"{role}-{os.getpid()}.pid")
time.sleep(120)
"""


def main(folder: Path) -> None:
    """Keep two stand-ins: one that obeys SIGTERM and one that does not."""
    command = [sys.executable, "-c", PARENT_AND_CHILD, str(folder)]
    children = [
        Child("gentle", [*command, "gentle", "obeys"]),
        Child("stubborn", [*command, "stubborn", "refuses"]),
    ]
    try:
        lock = hold_folder(folder)
    except UnableToStart as refusal:
        sys.exit(str(refusal))
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the tests may run under nohup
    with lock:
        Supervisor(children, say=print, grace=0.7).run()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
