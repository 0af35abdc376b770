"""The clock's schedule."""

import pytest

from config.celery import TICKS, app


def test_every_tick_expires_before_its_successor_has_run():
    schedule = app.conf.beat_schedule

    assert set(schedule) == set(TICKS)
    for entry in schedule.values():
        assert entry["options"]["expires"] == entry["schedule"]


@pytest.mark.parametrize("name", TICKS)
def test_every_tick_has_a_task_of_that_name(name):
    app.loader.import_default_modules()

    assert name in app.tasks


def test_a_task_may_not_run_for_ever_and_a_worker_takes_one_at_a_time():
    assert 0 < app.conf.task_soft_time_limit < app.conf.task_time_limit <= 60
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.task_acks_late is False
    assert app.conf.task_ignore_result is True
