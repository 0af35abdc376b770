"""Run one command and die with whoever asked for it, taking every descendant along.

The supervisor starts each of its children through this file, in a process group of
its own:  supervisor -> leash -> command -> the command's own workers.

A parent that is killed with SIGKILL cannot clean up, and Linux's "tell me when my
parent dies" reaches the direct child only. So the leash holds the reading end of a
pipe whose only writing end is the supervisor's. When the supervisor goes, however it
goes, the pipe closes, and the leash kills the whole group. This works on every Unix.
On Linux the command is also told to die with its leash.

Standard library alone, and run as a file, so that it costs a few megabytes only.
"""

import contextlib
import os
import select
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """Ask Linux to kill this process when its parent dies; elsewhere do nothing."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)


def start(command: list[str]) -> int:
    """Return the process number of `command`, newly started."""
    leash = os.getpid()
    child = os.fork()
    if child:
        return child
    try:
        die_with_parent(leash)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        os.execvp(command[0], command)
    except OSError as error:
        os.write(2, f"{command[0]}: {error.strerror}\n".encode())
    os._exit(127)


def main(alive: int, command: list[str]) -> int:
    """Run `command` until it ends or the pipe `alive` closes; return its exit code."""
    bell, ring = os.pipe()
    os.set_blocking(ring, False)
    signal.set_wakeup_fd(ring, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    os.set_inheritable(alive, False)  # noqa: FBT003

    child = start(command)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: forward(child, received))
    while True:
        ready, _, _ = select.select([alive, bell], [], [])
        if alive in ready:
            os.killpg(0, signal.SIGKILL)
        os.read(bell, 64)
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code  # as a shell says "killed by 9"


def forward(child: int, number: int) -> None:
    """Pass a signal on to the command."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, number)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
