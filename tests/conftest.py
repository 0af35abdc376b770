"""The people every test knows, and the library they use."""

from uuid import uuid4

import hypothesis
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from patients.invitations import browser
from tests.factories import (
    ClinicFactory,
    DeviceFactory,
    MembershipFactory,
    PatientFactory,
)

# A busy machine must not fail a property for being slow.
hypothesis.settings.register_profile("keystone", deadline=None)
hypothesis.settings.load_profile("keystone")


@pytest.fixture(autouse=True)
def fast_and_apart(settings, tmp_path):
    """Keep password hashing quick and files out of the project."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            # Its own place for each test: rate limits count in here.
            "LOCATION": str(tmp_path),
        }
    }


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request, tmp_path_factory, django_db_modify_db_settings
):
    """Give tests that start other processes a database those can open."""
    others = any(
        item.get_closest_marker("fault") or item.get_closest_marker("browser")
        for item in request.session.items
    )
    if others and connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(path)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load the library once; every test finds it."""
    with django_db_blocker.unblock():
        call_command("load_library", verbosity=0)


@pytest.fixture
def shared_database(transactional_db):
    """Commit for real, so that other processes see it; empty it all afterwards.

    Such tests run last. SQLite empties with DELETE, which the audit trail's triggers
    refuse, so there they go first.
    """
    call_command("load_library", verbosity=0)
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS audit_no_delete")


def signed_in_as(membership) -> Client:
    """Return a browser in which this member has signed in and chosen the clinic."""
    client = Client()
    client.force_login(membership.user)
    session = client.session
    session["clinic"] = str(membership.clinic_id)
    session.save()
    return client


def remembered_as(*patients, seen_on=None) -> Client:
    """Return a phone that remembers these patients, the first one being current."""
    keys = []
    for patient in patients:
        key = browser.new_key(uuid4())
        DeviceFactory(
            id=key.device_id,
            patient=patient,
            secret_hash=browser.hashed(key.secret),
            last_seen_on=seen_on or patient.today(timezone.now()),
        )
        keys.append(key)
    client = Client()
    client.cookies[browser.cookie_name("people")] = browser.pack(keys)
    return client


@pytest.fixture
def clinic(db):
    return ClinicFactory()


@pytest.fixture
def clinician(clinic):
    return MembershipFactory(clinic=clinic)


@pytest.fixture
def receptionist(clinic):
    return MembershipFactory(clinic=clinic, is_clinician=False, is_reception=True)


@pytest.fixture
def admin(clinic):
    return MembershipFactory(clinic=clinic, is_clinician=False, is_admin=True)


@pytest.fixture
def as_clinician(clinician):
    return signed_in_as(clinician)


@pytest.fixture
def as_receptionist(receptionist):
    return signed_in_as(receptionist)


@pytest.fixture
def as_admin(admin):
    return signed_in_as(admin)


@pytest.fixture
def patient(clinic):
    return PatientFactory(clinic=clinic)


@pytest.fixture
def as_patient(patient):
    """The patient's phone. With frozen time, call `remembered_as` inside it."""
    return remembered_as(patient)


@pytest.fixture
def strangers_patient(db):
    """A patient of another clinic."""
    return PatientFactory()


@pytest.fixture
def stranger(strangers_patient):
    """A clinician of that other clinic."""
    return MembershipFactory(clinic=strangers_patient.clinic)
