"""`make run` refuses before it does anything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import bootstrap
from config.occupancy import hold_folder, listen

ROOT = Path(__file__).resolve().parents[2]


def make_run(port: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-I", "-c", RUN_WITHOUT_PACKAGES, str(ROOT)],
        env={**os.environ, "PORT": port, "KEYSTONE_VAR": str(folder)},
        capture_output=True,
        text=True,
        timeout=30,
    )


# -S would hide the virtual environment's Python modules too well: this is what a bare
# Python does, with nothing installed to import.
RUN_WITHOUT_PACKAGES = """
import sys
sys.path = [sys.argv[1]] + [path for path in sys.path if "site-packages" not in path]
from config.bootstrap import main
sys.exit(main(["run"]))
"""


def test_a_taken_port_is_a_clear_message_and_nothing_is_started(tmp_path):
    with listen("127.0.0.1", 0) as other:
        port = other.getsockname()[1]

        result = make_run(str(port), tmp_path / "var")

    assert result.returncode == 1
    assert result.stdout.startswith(f"Port {port} on 127.0.0.1 cannot be used")
    assert result.stdout.count("\n") == 1
    assert result.stderr == ""
    assert not (tmp_path / "var").exists()


def test_a_port_that_is_no_number_is_a_clear_message(tmp_path):
    result = make_run("eighty", tmp_path / "var")

    assert result.returncode == 1
    assert result.stdout == ("PORT is 'eighty': it must be a number from 1 to 65535.\n")


def test_a_second_keystone_on_the_same_folder_is_a_clear_message(tmp_path):
    with listen("127.0.0.1", 0) as free:
        port = str(free.getsockname()[1])
    with hold_folder(tmp_path):
        result = make_run(port, tmp_path)

    assert result.returncode == 1
    assert f"already runs on {tmp_path}" in result.stdout


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """Record what would be run, in a project of which only the locks exist."""
    ran: list[str] = []

    def call(words: list[object], **_: object) -> int:
        ran.append(" ".join(Path(str(word)).name for word in words))
        return 0

    (tmp_path / "requirements").mkdir()
    for name in ("base", "dev"):
        (tmp_path / f"requirements/{name}.txt").write_text(name)
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.touch()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", python)
    monkeypatch.setattr(bootstrap.subprocess, "call", call)
    return ran


def installs(commands: list[str]) -> list[str]:
    return [words.rpartition(" ")[2] for words in commands if "install" in words]


def test_packages_are_installed_once_and_again_when_the_lock_changed(
    commands, tmp_path
):
    bootstrap.install("base")
    bootstrap.install("base")
    (tmp_path / "requirements/base.txt").write_text("newer")
    bootstrap.install("base")

    assert installs(commands) == ["base.txt", "base.txt"]


def test_what_the_tests_need_includes_what_the_product_needs(commands):
    bootstrap.install("dev")
    bootstrap.install("base")

    assert installs(commands) == ["dev.txt"]


def test_a_python_that_cannot_make_environments_is_told_how_to(
    commands, monkeypatch, tmp_path
):
    (tmp_path / ".venv/bin/python").unlink()
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)

    with pytest.raises(bootstrap.UnableToStart, match="apt-get install python3"):
        bootstrap.install("base")
