"""From a fresh clone to a running Keystone, with nothing but Python.

    python -m config.bootstrap install dev    make .venv and install what it lacks
    python -m config.bootstrap run            the same with base, then prepare and serve

Standard library alone.
"""

import fcntl
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from config.occupancy import UnableToStart, hold_folder, listen, parse_port

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"base": ["base"], "dev": ["dev", "base"]}  # dev holds all of base


def say(line: str) -> None:
    """Write one line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def install(name: str) -> None:
    """Make the virtual environment, and install the lock `name` if it has changed."""
    VENV.mkdir(exist_ok=True)
    with (VENV / ".installing").open("w") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)  # `make run` beside `make test`
        make_venv()
        stamp = VENV / f".installed-{name}"
        if stamp.exists() and stamp.read_text() == digest(name):
            return
        say(f"Installing requirements/{name}.txt (once; about a minute) …")
        pip = "-m pip install -qq --no-input --disable-pip-version-check"
        lock = ROOT / f"requirements/{name}.txt"
        if subprocess.call([PYTHON, *pip.split(), "--require-hashes", "-r", lock]):
            raise UnableToStart("The packages could not be installed; pip says why.")
        for satisfied in LOCKS[name]:
            (VENV / f".installed-{satisfied}").write_text(digest(satisfied))


def make_venv() -> None:
    """Make .venv, or make it again when its Python has gone."""
    works = PYTHON.exists() and not subprocess.call(
        [PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL
    )
    if works:
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if not all(importlib.util.find_spec(part) for part in ("venv", "ensurepip")):
        raise UnableToStart(
            "This Python cannot make a virtual environment: its modules venv and "
            "ensurepip are missing. On Debian and Ubuntu: "
            f"apt-get install python{version}-venv"
        )
    say(f"Making .venv with Python {version} …")
    for stamp in VENV.glob(".installed-*"):
        stamp.unlink()
    if subprocess.call([sys.executable, "-m", "venv", "--clear", VENV]):
        raise UnableToStart("The virtual environment .venv could not be made.")


def digest(name: str) -> str:
    """Return the digest of a lock file, for this Python."""
    text = (ROOT / f"requirements/{name}.txt").read_bytes()
    return hashlib.sha256(sys.version.encode() + text).hexdigest()


def run(parent: int) -> None:
    """Check that we may start, install, prepare, and become the supervisor."""
    port = parse_port(os.environ.get("PORT") or "8000")
    var = Path(os.environ.get("KEYSTONE_VAR") or ROOT / "var")
    # Asked first, so that a refusal comes before anything is installed or migrated;
    # the supervisor asks again and then holds on.
    listen("127.0.0.1", port).close()
    hold_folder(var).close()
    install("base")
    manage = [str(PYTHON), str(ROOT / "manage.py")]
    if subprocess.call([*manage, "prepare", "--demo"]):
        raise UnableToStart("The database could not be prepared; see above.")
    serve = [*manage, "serve", "--port", str(port), "--parent", str(parent)]
    os.execv(serve[0], serve)


def main(arguments: list[str]) -> int:
    """Do what was asked; return the exit code."""
    parent = os.getppid()
    try:
        match arguments:
            case ["run"]:
                run(parent)
            case ["install", ("base" | "dev") as name]:
                install(name)
            case _:
                say((__doc__ or "").strip())
                return 2
    except UnableToStart as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
