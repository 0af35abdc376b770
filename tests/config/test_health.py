"""The two watchman's questions."""

import pytest
from django.db import DatabaseError

from config import health


def test_healthz_answers_without_touching_the_database(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.content == b"ok\n"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_answers_ready_when_every_check_holds(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "checks": {"database": True, "migrations": True, "library": True},
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["database", "migrations", "library"])
def test_readyz_names_the_check_that_does_not_hold(client, monkeypatch, name):
    monkeypatch.setitem(health.CHECKS, name, lambda: False)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["ready"] is False
    assert [key for key, holds in response.json()["checks"].items() if not holds] == [
        name
    ]


@pytest.mark.django_db
def test_readyz_survives_a_database_that_is_gone(client, monkeypatch):
    def fail() -> bool:
        raise DatabaseError("server closed the connection to clinic_db")

    monkeypatch.setitem(health.CHECKS, "database", fail)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["database"] is False
    assert "clinic_db" not in response.content.decode()
