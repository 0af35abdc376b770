"""`.env.example` names every variable the product reads."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READS = re.compile(r"""(?:\benv(?:\.\w+)?\(|environ\.get\(|environ\[)["']([A-Z_]+)""")
NOT_FOR_PEOPLE = {
    "DJANGO_SETTINGS_MODULE",
    "KEYSTONE_BIND",  # how the supervisor hands the open socket to the web server
}


def test_every_variable_is_explained():
    code = "\n".join(
        path.read_text()
        for wing in ("config", "patients", "programmes")
        for path in (ROOT / wing).rglob("*.py")
    )
    example = (ROOT / ".env.example").read_text()

    read = set(READS.findall(code)) - NOT_FOR_PEOPLE
    explained = set(re.findall(r"^# ([A-Z_]+)=", example, re.MULTILINE))

    assert read == explained
