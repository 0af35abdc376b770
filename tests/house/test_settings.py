"""Production settings are safe, and say so when they are not."""

import os
import stat
import subprocess
import sys

PRODUCTION = {
    "SECRET_KEY": "an-invented-key-for-this-test-only-7w2k9q4z8m1x5c3v6b0n",
    "BASE_URL": "https://clinic.example",
    "ALLOWED_HOSTS": "clinic.example",
    "DEBUG": "false",
}


def manage(*arguments, tmp_path, **environment):
    keep = {"PATH": os.environ["PATH"], "KEYSTONE_VAR": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env={**keep, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_pass_the_deployment_check(tmp_path):
    run = manage(
        "check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path, **PRODUCTION
    )

    assert run.returncode == 0, run.stderr


def test_over_https_every_cookie_belongs_to_this_very_host(tmp_path):
    names = "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE"
    said = manage(
        "shell", "-c",
        f"from django.conf import settings as s; print([getattr(s, n) for n in {names}])",
        tmp_path=tmp_path, **PRODUCTION,
    )  # fmt: skip

    assert "['__Host-sessionid', '__Host-csrftoken', True]" in said.stdout


def test_what_lies_on_the_disk_is_for_its_owner_alone(tmp_path):
    folder = tmp_path / "var"

    manage("check", tmp_path=folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret-key"]


def test_a_public_address_without_a_secret_key_explains_itself(tmp_path):
    run = manage("check", tmp_path=tmp_path, **{**PRODUCTION, "SECRET_KEY": ""})

    assert run.returncode != 0
    assert "SECRET_KEY is not set" in run.stderr


def test_debug_is_off_unless_asked_for(tmp_path):
    run = manage(
        "shell", "-c", "from django.conf import settings; print(settings.DEBUG)",
        tmp_path=tmp_path,
    )  # fmt: skip

    assert run.stdout.strip().splitlines()[-1] == "False"
