"""The locks hold what the .in files ask for, and name no host."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path(__file__).resolve().parents[2] / "requirements"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def asked_for(name: str) -> Iterator[Requirement]:
    for line in (FOLDER / f"{name}.in").read_text().splitlines():
        words = line.partition("#")[0].strip()
        if words.startswith("-r "):
            yield from asked_for(words.removeprefix("-r ").removesuffix(".in"))
        elif words:
            yield Requirement(words)


def pins(name: str) -> dict[str, str]:
    found = PIN.findall((FOLDER / f"{name}.txt").read_text())
    return {canonicalize_name(package): version for package, version in found}


@pytest.mark.parametrize("name", ["base", "dev", "prod"])
def test_every_requirement_is_locked_at_a_version_it_allows(name):
    locked = pins(name)

    stale = [
        str(requirement)
        for requirement in asked_for(name)
        if not requirement.specifier.contains(
            locked.get(canonicalize_name(requirement.name), "0"), prereleases=True
        )
        or canonicalize_name(requirement.name) not in locked
    ]

    assert stale == [], "run `make lock`"


@pytest.mark.parametrize("name", ["dev", "prod"])
def test_no_package_has_two_versions_in_two_locks(name):
    locked, base = pins(name), pins("base")

    assert {package: locked.get(package) for package in base} == base


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda p: p.name)
def test_a_lock_is_hashed_and_names_no_host(path):
    text = path.read_text()

    assert text.count("--hash=sha256:") >= len(pins(path.stem))
    assert "://" not in text
    assert "--index-url http" not in text
    assert "find-links" not in text
