"""The documents point at things that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)\)")
FILE = re.compile(
    r"`((?:config|docs|patients|programmes|requirements|static|templates|tests)"
    r"/[\w./-]+\.\w+)(?:::\w+)?`"
)


def name_of(document):
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", PAGES, ids=name_of)
def test_every_link_leads_somewhere(document):
    targets = [link for link in LINK.findall(document.read_text()) if "://" not in link]

    gone = [target for target in targets if not (document.parent / target).exists()]

    assert gone == []


@pytest.mark.parametrize("document", PAGES, ids=name_of)
def test_every_file_named_is_there(document):
    gone = [
        path
        for path in FILE.findall(document.read_text())
        if not (ROOT / path).exists()
    ]

    assert gone == []


def test_the_operators_page_explains_every_variable_and_no_other():
    table = (ROOT / "docs" / "operations.md").read_text().split("## Environment")[1]
    rows = [line for line in table.split("\n## ")[0].splitlines() if line[:3] == "| `"]
    example = (ROOT / ".env.example").read_text()

    explained = {
        name for row in rows for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])
    }

    assert explained == set(re.findall(r"^# ([A-Z_]+)=", example, re.M))


def test_every_decision_is_listed_once_under_its_number():
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(
        r"^\| \[(\d{4})\]\((\S+)\)", (folder / "README.md").read_text(), re.M
    )

    assert [name for _, name in listed] == sorted(
        path.name for path in folder.glob("0*.md")
    )
    assert all(name.startswith(f"{number}-") for number, name in listed)
