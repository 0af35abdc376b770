"""The supervisor, with real processes: nothing stays dead and nothing stays behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
ROLES = ["gentle", "gentle-helper", "stubborn", "stubborn-helper"]


class Family:
    """A supervisor with stand-in children, started for one test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.supervisor = self.start()

    def start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "tests.config.family", str(self.folder)],
            cwd=ROOT,
            text=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def living(self, role: str) -> list[int]:
        numbers = [
            int(path.stem.rpartition("-")[2])
            for path in self.folder.glob("*.pid")
            if path.stem.rpartition("-")[0] == role
        ]
        return [number for number in numbers if lives(number)]

    def everyone(self) -> list[int]:
        return [number for role in ROLES for number in self.living(role)]

    def is_complete(self) -> bool:
        return all(len(self.living(role)) == 1 for role in ROLES)


def lives(number: int) -> bool:
    status = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True
    ).stdout.strip()
    return bool(status) and not status.startswith("Z")


def wait_until(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    family = Family(tmp_path)
    assert wait_until(family.is_complete)
    yield family
    family.supervisor.kill()
    family.supervisor.communicate()
    for number in family.everyone():
        os.kill(number, signal.SIGKILL)


def test_a_killed_child_comes_back_and_its_helper_never_works_twice(family):
    (before,), (helper,) = family.living("gentle"), family.living("gentle-helper")

    os.kill(before, signal.SIGKILL)

    assert wait_until(lambda: family.living("gentle") not in ([], [before]))
    assert wait_until(family.is_complete)
    assert family.living("gentle-helper") != [helper]


def test_a_killed_leash_takes_its_command_along_and_comes_back(family):
    (before,) = family.living("stubborn")
    leash = int(
        subprocess.check_output(["ps", "-o", "ppid=", "-p", str(before)], text=True)
    )

    os.kill(leash, signal.SIGKILL)

    assert wait_until(lambda: not lives(before))
    assert wait_until(family.is_complete)


def test_a_killed_supervisor_leaves_no_orphan_and_no_lock(family):
    family.supervisor.kill()
    family.supervisor.communicate()

    assert wait_until(lambda: family.everyone() == [])

    family.supervisor = family.start()
    assert wait_until(family.is_complete)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_everyone_even_those_who_refuse(family, number):
    family.supervisor.send_signal(number)

    assert family.supervisor.wait(PATIENCE) == 0
    assert family.everyone() == []


def test_a_second_supervisor_on_the_same_folder_is_refused(family):
    second = family.start()

    _, words = second.communicate(timeout=PATIENCE)

    assert second.returncode == 1
    assert f"already runs on {family.folder} (process {family.supervisor.pid})" in words
    assert family.is_complete()
