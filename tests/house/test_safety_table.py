"""The page on clinical safety names rules and tests that are there, and none in vain."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "clinical-safety.md").read_text()
NAMED = sorted(set(re.findall(r"`([\w./-]+\.(?:py|json|txt)(?:::\w+)?)`", PAGE)))
# No. | what | rule | source | proved by | hazard | approved by
ROWS = {
    cells[0]: cells
    for line in PAGE.splitlines()
    if re.match(r"\| B\d+ \|", line)
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}
HAZARDS = {
    found[0]: found[1]
    for found in re.findall(r"^### (H\d+) · .*\n((?:(?!^##).*\n?)+)", PAGE, re.M)
}
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
PURE = next(
    contract["source_modules"]
    for contract in CONTRACTS["contracts"]
    if contract["name"] == "Clinical rules are pure"
)


def paths_in(text):
    return re.findall(r"`([\w./-]+\.py)`", text)


@pytest.mark.parametrize("name", NAMED)
def test_every_file_and_test_named_is_there(name):
    path, _, function = name.partition("::")

    source = (ROOT / path).read_text()

    assert not function or f"def {function}(" in source


@pytest.mark.parametrize("number", ROWS)
def test_a_behaviour_has_rule_source_test_hazard_and_approver(number):
    _, what, rule, source, proof, hazards, approver = ROWS[number]

    assert paths_in(rule)
    assert paths_in(proof)
    assert all(path.startswith("tests/") for path in paths_in(proof))
    assert re.findall(r"H\d+", hazards)
    assert what
    assert source
    assert approver


@pytest.mark.parametrize("module", PURE)
def test_every_pure_rule_of_the_house_is_a_behaviour(module):
    rules = {path for cells in ROWS.values() for path in paths_in(cells[2])}

    assert f"{module.replace('.', '/')}.py" in rules


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_hazard_and_its_behaviours_name_each_other(hazard):
    said = re.search(r"^Behaviours: (.+)$", HAZARDS[hazard], re.M)
    assert said is not None

    named_here = set(re.findall(r"B\d+", said[1]))
    named_there = {
        number for number, cells in ROWS.items() if hazard in cells[5].split(", ")
    }

    assert named_here == named_there


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_hazard_has_a_test_and_says_what_is_missing(hazard):
    assert "`tests/" in HAZARDS[hazard]
    assert "**Missing" in HAZARDS[hazard]


def test_the_page_has_its_twelve_hazards_and_its_behaviours_in_order():
    assert list(HAZARDS) == [f"H{number}" for number in range(1, 13)]
    assert list(ROWS) == [f"B{number}" for number in range(1, len(ROWS) + 1)]
    assert len(ROWS) >= 15
