"""The embedded broker loses nothing and survives whatever lies in its folder."""

import os
import subprocess
import sys
import time
from pathlib import Path
from queue import Empty

import pytest

from config import broker
from tests.config.traffic import ALL_SENT, connect

ROOT = Path(__file__).resolve().parents[2]

BAD_FILES = {
    "empty": b"",
    "cut short": b'{"body": "eyJ',
    "not text": b"\xff\xfe\x00",
    "no message": b"[]",
    "no delivery tag": b'{"body": "", "properties": {}}',
    "body that does not decode": (
        b'{"body": "a", "properties": {"delivery_tag": 1, "body_encoding": "base64"}}'
    ),
}


def process(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.config.traffic", *arguments],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
    )


def test_three_publishers_and_two_consumers_lose_and_double_nothing(tmp_path):
    folder = str(tmp_path)

    consumers = [process("consume", folder) for _ in range(2)]
    publishers = [process("publish", folder, name, "500") for name in "abc"]
    for each in publishers:
        each.communicate()
    (tmp_path / ALL_SENT).touch()
    received = [line for each in consumers for line in each.communicate()[0].split()]

    assert [each.returncode for each in publishers + consumers] == [0] * 5
    expected = [f"{name}-{number}" for name in "abc" for number in range(500)]
    assert sorted(received) == sorted(expected)
    assert list(tmp_path.rglob("*.msg")) == []


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_bad_file_is_set_aside_and_the_next_message_arrives(tmp_path, content):
    with connect(tmp_path) as connection, connection.SimpleQueue("ticks") as queue:
        bad = tmp_path / "queue" / "00_bad.ticks.msg"
        bad.write_bytes(content)
        queue.put("good")

        message = queue.get(timeout=5)
        message.ack()

    assert message.payload == "good"
    assert (tmp_path / "quarantine" / bad.name).read_bytes() == content


def test_a_message_is_invisible_until_it_is_whole(tmp_path):
    with connect(tmp_path) as connection, connection.SimpleQueue("ticks") as queue:
        queue.put("whole")
        (whole,) = (tmp_path / "queue").iterdir()
        whole.rename(whole.with_name(f"{whole.name}.draft"))

        with pytest.raises(Empty):
            queue.get(timeout=0.3)


def test_messages_arrive_in_the_order_they_were_sent(tmp_path):
    with connect(tmp_path) as connection, connection.SimpleQueue("ticks") as queue:
        for word in ["first", "second", "third"]:
            queue.put(word)

        received = [queue.get(timeout=5).payload for _ in range(3)]

    assert received == ["first", "second", "third"]


def test_leftovers_of_a_crash_are_swept_and_fresh_ones_kept(tmp_path):
    options = broker.options(tmp_path)
    old = Path(options["processed_folder"], "1_old.ticks.msg")
    draft = Path(options["data_folder_in"], "1_old.ticks.msg.draft")
    fresh = Path(options["processed_folder"], "2_fresh.ticks.msg")
    for path in (old, draft, fresh):
        path.touch()
    long_ago = time.time() - 2 * broker.LEFT_OVER_AFTER
    for path in (old, draft):
        os.utime(path, (long_ago, long_ago))

    with (
        connect(tmp_path) as connection,
        connection.SimpleQueue("ticks") as queue,
        pytest.raises(Empty),
    ):
        queue.get(timeout=0.3)

    assert not old.exists()
    assert not draft.exists()
    assert fresh.exists()


def test_the_quarantine_keeps_only_the_newest(tmp_path, monkeypatch):
    monkeypatch.setattr(broker, "QUARANTINE_KEEPS", 2)
    quarantine = Path(broker.options(tmp_path)["quarantine_folder"])
    for number in range(5):
        (quarantine / f"{number}_bad.ticks.msg").touch()

    with (
        connect(tmp_path) as connection,
        connection.SimpleQueue("ticks") as queue,
        pytest.raises(Empty),
    ):
        queue.get(timeout=0.3)

    assert sorted(path.name[0] for path in quarantine.iterdir()) == ["3", "4"]
