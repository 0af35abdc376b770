"""Take the README's pictures from the running product and its demo.

python -m tests.browser.shots [FOLDER]
"""

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.stack import ROOT, running
from tests.browser.windows import DESK, PHONE, launch_options

CLINICIAN = re.compile(r"^\s+(\S+@\S+)\s+(\S+)\s.*: Clinician at", re.MULTILINE)
PATIENT = re.compile(r"born in (\d{4}):\s+http://[^/]+(/i/\S+)")


def at_the_desk(browser: Browser, url: str, sign_ins: str, folder: Path) -> None:
    """Show the caseload, the patient who stands first on it, and the report."""
    email, password = CLINICIAN.findall(sign_ins)[0]
    page = browser.new_page(base_url=url, locale="en-GB", **DESK)
    page.goto("/sign-in/")
    page.get_by_label(re.compile("^E-?mail$")).fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/caseload/")
    take(page, folder / "caseload.png")
    page.get_by_role("table").get_by_role("rowheader").get_by_role("link").first.click()
    take(page, folder / "patient.png")
    page.goto("/reports/")
    take(page, folder / "report.png")


def on_the_phone(browser: Browser, url: str, sign_ins: str, folder: Path) -> None:
    """Show Today, with the exercises open when some are due."""
    ((year, link),) = PATIENT.findall(sign_ins)
    page = browser.new_page(base_url=url, locale="en-GB", **PHONE)
    page.goto(link)
    page.get_by_label("The year you were born").fill(year)
    page.get_by_role("button", name="Open my page").click()
    for question in [
        page.get_by_role("group", name="this morning").get_by_role("button", name="3"),
        page.get_by_role("button", name="None of these"),
        page.get_by_role("group", name="Pain now").get_by_role("button", name="3"),
    ]:
        if question.count():
            question.click()
            page.goto("/me/")
    take(page, folder / "today.png")


def take(page: Page, path: Path) -> None:
    """Take what stands in the window."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path, animations="disabled")
    print(path)  # noqa: T201 - this is a command


def main(folder: Path) -> None:
    """Start a Keystone with demo data of its own and photograph it."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="keystone-shots-") as scratch:
        environment = {
            "KEYSTONE_VAR": scratch,
            "DATABASE_URL": f"sqlite:///{scratch}/db.sqlite3",
            "MAIL_DELIVERY": "folder",
            "DEBUG": "",
        }
        log = Path(scratch, "stack.log")
        with (
            running(log, environment, demo=True) as url,
            sync_playwright() as playwright,
        ):
            sign_ins = Path(scratch, "demo-sign-ins.txt").read_text()
            browser = playwright.chromium.launch(**launch_options())
            at_the_desk(browser, url, sign_ins, folder)
            on_the_phone(browser, url, sign_ins, folder)
            browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "docs" / "pictures"))
