"""Only one Keystone holds a port and a state folder."""

import pytest

from config.occupancy import UnableToStart, hold_folder, listen, parse_port


def test_a_taken_port_is_refused_with_a_way_out():
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]

        with pytest.raises(UnableToStart) as refusal:
            listen("127.0.0.1", port)

    assert f"Port {port}" in str(refusal.value)
    assert f"make run PORT={port + 1}" in str(refusal.value)


@pytest.mark.parametrize("text", ["", "0", "65536", "eight", "-1", "80.5", "٨٠"])
def test_a_port_that_is_no_port_is_refused(text):
    with pytest.raises(UnableToStart, match="must be a number from 1 to 65535"):
        parse_port(text)


def test_a_folder_is_free_again_once_its_holder_lets_go(tmp_path):
    first = hold_folder(tmp_path)
    with pytest.raises(UnableToStart, match="already runs"):
        hold_folder(tmp_path)
    first.close()

    second = hold_folder(tmp_path)

    assert not second.closed
    second.close()
