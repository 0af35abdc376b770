"""Keep a handful of child processes running, and leave nothing behind.

Each child runs on a leash (see leash.py) in a process group of its own. A child that
ends is started again, at first at once and then ever more slowly; whatever is left of
its group is killed before, so that a worker's orphaned helper can never work beside
the new one. Standard library alone.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

LEASH = Path(__file__).with_name("leash.py")

# Our defaults. A child killed once is back within the second; one that cannot start
# is tried twice a minute, so that it mends itself without filling the terminal.
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_AFTER = 30.0
LOOK_EVERY = 0.1


@dataclass
class Child:
    """A process to keep running, and how it has fared so far."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[int] = ()
    delay: float = 0.0
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    pause: float = FIRST_PAUSE

    def start(self, alive: int, now: float) -> None:
        """Start the process in a group of its own, tied to the pipe `alive`."""
        self.started_at = now
        # -I -S: the leash needs neither the project nor the installed packages.
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(LEASH), str(alive), *self.command],
            env={**os.environ, **self.environment},
            pass_fds=[alive, *self.files],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def exit_code(self) -> int | None:
        """The code the process ended with; None while it runs or is not started."""
        return self.process.poll() if self.process else None

    @property
    def is_running(self) -> bool:
        """Whether the process was started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Send the polite signal, which the leash passes on."""
        if self.process and self.is_running:
            self.process.terminate()

    def kill_group(self) -> None:
        """Kill whatever lives in the child's process group."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def plan_restart(self, now: float) -> float:
        """Set when to start again, later after each quick end; return the pause."""
        if now - self.started_at >= STEADY_AFTER:
            self.pause = FIRST_PAUSE
        pause, self.pause = self.pause, min(self.pause * 2, LONGEST_PAUSE)
        self.process, self.start_at = None, now + pause
        return pause


class Supervisor:
    """Start the children, restart those that end, stop all when asked."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        say: Callable[[str], None],
        wanted: Callable[[], bool] = lambda: True,
        grace: float = 10.0,
    ) -> None:
        """Prepare to keep `children` until a signal, or until we are not `wanted`.

        Each child is given `grace` seconds to stop politely.
        """
        self.children = children
        self.say = say
        self.wanted = wanted
        self.grace = grace
        # Only we hold the writing end: when we go, every leash sees the pipe close.
        self.alive, self._held = os.pipe()
        # Plain flags: a lock taken in a signal handler can stop us for ever.
        self._stopping = False
        self._hurry = False

    def run(self) -> None:
        """Watch over the children until it is time, then stop them all."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as under nohup
            signal.signal(signal.SIGHUP, self._on_signal)
        for child in self.children:
            child.start_at = time.monotonic() + child.delay
        try:
            while self.wanted() and not self._stopping:
                self.look_after(time.monotonic())
                time.sleep(LOOK_EVERY)
        finally:
            self.stop()

    def look_after(self, now: float) -> None:
        """Start what is due, and plan the return of what has ended."""
        for child in self.children:
            code = child.exit_code
            if code is not None:
                child.kill_group()
                pause = child.plan_restart(now)
                self.say(
                    f"{child.name} ended with {code}; it starts again in {pause:g} s."
                )
            if child.process is None and now >= child.start_at:
                child.start(self.alive, now)

    def stop(self) -> None:
        """Ask every child to stop, and kill every group when the grace is over."""
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + self.grace
        while (
            any(child.is_running for child in self.children)
            and time.monotonic() < deadline
            and not self._hurry
        ):
            time.sleep(LOOK_EVERY)
        for child in self.children:
            child.kill_group()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        # A second Ctrl-C means: now.
        self._hurry = self._stopping
        self._stopping = True
