"""`manage.py prepare` does what is still to be done, and only that."""

import io

import pytest
from django.core.management import CommandError, call_command

from config.management.commands import prepare
from config.occupancy import hold_folder, listen
from tests.factories import ClinicFactory


@pytest.fixture
def called(monkeypatch, settings, tmp_path):
    """Record the commands instead of running them."""
    names: list[str] = []
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    monkeypatch.setattr(prepare, "call_command", lambda name, **_: names.append(name))
    return names


def run(**options: object) -> None:
    call_command("prepare", stdout=io.StringIO(), **options)


@pytest.mark.django_db
def test_a_new_database_is_filled_with_the_demo_when_asked(called):
    run(demo=True)

    assert called == [
        "migrate",
        "createcachetable",
        "load_library",
        "load_demo",
        "collectstatic",
    ]


@pytest.mark.django_db
def test_a_database_with_a_clinic_never_gets_the_demo(called):
    ClinicFactory()

    run(demo=True)

    assert "load_demo" not in called


@pytest.mark.django_db
def test_nobody_gets_the_demo_without_asking(called):
    run()

    assert "load_demo" not in called


@pytest.mark.django_db
def test_static_files_are_collected_again_only_when_one_changed(
    called, settings, tmp_path
):
    source = tmp_path / "source"
    source.mkdir()
    (source / "site.css").write_text("a {}")
    settings.STATICFILES_DIRS = [source]

    run()
    run()
    (source / "site.css").write_text("b { color: red }")
    run()

    assert called.count("collectstatic") == 2


def test_serving_is_refused_while_another_serves_from_the_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path

    with hold_folder(tmp_path), pytest.raises(CommandError, match="already runs"):
        call_command("serve", port="8000")


def test_serving_is_refused_on_a_taken_port(settings, tmp_path):
    settings.VAR_DIR = tmp_path

    with listen("127.0.0.1", 0) as other:
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} on 127"):
            call_command("serve", port=str(port))
