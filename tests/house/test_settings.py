"""Production settings are safe, and say so when they are not."""

import os
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
