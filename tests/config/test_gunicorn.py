"""What the web server writes about a request."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from config import gunicorn


def line_for(path: str, **environ: str) -> str:
    logger = gunicorn.DiscreetLogger(Config())
    response = SimpleNamespace(status="200 OK", sent=7, headers=[])
    request = SimpleNamespace(headers=[])
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": path,
        "PATH_INFO": path,
        "SERVER_PROTOCOL": "HTTP/1.1",
        **environ,
    }
    atoms = logger.atoms(response, request, environ, timedelta(milliseconds=3))
    return gunicorn.access_log_format % atoms


@pytest.mark.parametrize("door", ["/i/", "/join/", "/account/password/reset/key/"])
def test_a_secret_in_a_path_never_reaches_the_access_log(door):
    line = line_for(f"{door}s3cr3t-t0k3n/")

    assert "s3cr3t" not in line
    assert f"GET {door}… 200" in line


def test_a_secret_in_a_path_never_reaches_the_error_log(caplog):
    logger = gunicorn.DiscreetLogger(Config())
    logger.error_log.addHandler(caplog.handler)

    logger.error("Error handling request %s", "/i/s3cr3t-t0k3n/")

    assert caplog.messages == ["Error handling request /i/…"]


def test_neither_search_words_nor_referrers_reach_the_access_log():
    line = line_for("/patients/", QUERY_STRING="q=Smith", HTTP_REFERER="/i/s3cr3t/")

    assert "Smith" not in line
    assert "s3cr3t" not in line


def test_the_server_listens_on_this_machine_alone_unless_told_otherwise():
    assert gunicorn.bind.startswith("127.0.0.1:")
