"""A real browser before a real Keystone.

All journeys share one database and one running stack; each has a clinic of its own.
They run last, so nothing is emptied after them.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from patients.invitations import browser as cookies
from tests.bench.data import Filled, fill
from tests.browser.looking import Witness
from tests.browser.stack import running
from tests.browser.windows import DESK, PHONE, launch_options
from tests.chaos.address import database_url
from tests.chaos.sink import Sink
from tests.conftest import remembered_as, signed_in_as
from tests.factories import MembershipFactory

HERE = Path(__file__).parent
PASSWORD = "a-river-of-lanterns"
# Playwright's own event loop lives in this thread; ours is still one thread.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.browser)
    items[:] = [item for item in items if item not in ours] + ours


@dataclass(frozen=True)
class Keystone:
    """The running stack, and what it has mailed."""

    url: str
    sink: Sink
    log: Path


@pytest.fixture(scope="session")
def whole_database(django_db_setup, django_db_blocker):
    """Open the test database for the rest of the run; everything is committed."""
    # Without a `db` among its fixtures pytest-django would leave us the real one.
    assert "test" in Path(str(connection.settings_dict["NAME"])).name
    with django_db_blocker.unblock():
        call_command("load_library", verbosity=0)
        yield


@pytest.fixture(autouse=True)
def db(whole_database):
    """Stand in for pytest-django's: no transaction around a journey."""
    yield
    # While Playwright's loop runs Django takes a connection of its own for it; left
    # open, it would keep the test database from being dropped.
    connections.close_all()


@pytest.fixture(scope="session")
def keystone(whole_database, tmp_path_factory) -> Iterator[Keystone]:
    folder = tmp_path_factory.mktemp("keystone")
    (folder / "sink").mkdir()
    with Sink(folder / "sink") as sink:
        environment = {
            "DATABASE_URL": database_url(),
            "KEYSTONE_VAR": str(folder / "var"),
            "SECRET_KEY": django_settings.SECRET_KEY,
            "CELERY_BROKER_URL": "folder://localhost",
            "MAIL_DELIVERY": "smtp",
            "SMTP_PORT": str(sink.port),
            "DEBUG": "",
        }
        log = folder / "stack.log"
        with running(log, environment) as url:
            yield Keystone(url, sink, log)


@pytest.fixture(scope="session")
def base_url(keystone) -> str:
    """Let the browser open paths of the running stack."""
    return keystone.url


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return launch_options()


@pytest.fixture
def open_browser(new_context, keystone) -> Iterator[Callable[..., BrowserContext]]:
    """Open a browser window of its own, and see to it that nothing went wrong in it."""
    witnesses: list[Witness] = []

    def opened(**options) -> BrowserContext:
        window = new_context(locale="en-GB", **options)
        window.set_default_timeout(10_000)
        witnesses.append(Witness(window, keystone.url))
        return window

    yield opened
    complaints = [line for witness in witnesses for line in witness.complaints]
    if complaints:
        print(keystone.log.read_text()[-6000:])  # noqa: T201 - shown with the failure
    assert complaints == []


@pytest.fixture
def open_desk(open_browser, keystone) -> Callable[..., Page]:
    """Open the desk's browser, signed in as a member unless the door is meant."""

    def opened(member=None, **options) -> Page:
        window = open_browser(**DESK | options)
        if member is not None:
            cookie = signed_in_as(member).cookies["sessionid"]
            window.add_cookies(
                [{"name": "sessionid", "value": cookie.value, "url": keystone.url}]
            )
        return window.new_page()

    return opened


@pytest.fixture
def open_phone(open_browser, keystone) -> Callable[..., Page]:
    """Open a phone, remembered for a patient unless it is a new one."""

    def opened(patient=None, **options) -> Page:
        window = open_browser(**PHONE | options)
        if patient is not None:
            name = cookies.cookie_name("people")
            held = remembered_as(patient).cookies[name].value
            window.add_cookies([{"name": name, "value": held, "url": keystone.url}])
        return window.new_page()

    return opened


@pytest.fixture
def clinician(clinic):
    return member_of(clinic)


@pytest.fixture
def receptionist(clinic):
    return member_of(clinic, is_clinician=False, is_reception=True)


def member_of(clinic, **roles):
    """Return a member who can sign in through the form."""
    member = MembershipFactory(clinic=clinic, **roles)
    argon = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=argon):
        member.user.set_password(PASSWORD)
    member.user.save()
    return member


@pytest.fixture(scope="session")
def busy_clinic(whole_database) -> Filled:
    """A clinic with three months behind it."""
    return fill(patients=12, sessions=60, now=timezone.now())
