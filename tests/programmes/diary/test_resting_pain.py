"""Pain at rest: one answer a day and kind, corrected by a second one."""

from datetime import timedelta
from uuid import uuid4

import pytest

from programmes.diary import actions
from programmes.diary.actions import UnableToRecordPain
from programmes.diary.days import day_state
from programmes.diary.models import RestingPain
from tests.factories import NOW, TODAY

DAY = timedelta(days=1)


def record(patient, pain, *, kind="before", on=TODAY, **more):
    return actions.record_resting_pain(
        by=patient.actor,
        patient=patient,
        kind=kind,
        pain=pain,
        on=on,
        at=NOW,
        **more,
    )


def test_zero_is_an_answer(patient):
    record(patient, 0)

    assert day_state(patient, TODAY).before == 0


def test_a_second_tap_corrects_the_first(patient):
    first = record(patient, 7)

    second = record(patient, 2)

    assert second.supersedes == first
    assert [answer.pain for answer in RestingPain.objects.current()] == [2]
    first.refresh_from_db()
    assert first.pain == 7


def test_the_same_tap_twice_is_one_answer(patient):
    first = record(patient, 5)

    assert record(patient, 5) == first
    assert RestingPain.objects.count() == 1


def test_before_and_next_morning_are_kept_apart(patient):
    record(patient, 3)
    record(patient, 6, kind="next_morning")

    state = day_state(patient, TODAY)

    assert (state.before, state.morning) == (3, 6)


def test_the_same_uuid_is_stored_once(patient):
    key = uuid4()
    first = record(patient, 3, client_uuid=key)

    again = record(patient, 4, client_uuid=key)

    assert again == first
    assert RestingPain.objects.count() == 1


@pytest.mark.parametrize("pain", [-1, 11])
def test_a_pain_off_the_scale_is_refused(patient, pain):
    with pytest.raises(UnableToRecordPain, match="from 0 to 10"):
        record(patient, pain)


@pytest.mark.parametrize("on", [TODAY + DAY, TODAY - 31 * DAY])
def test_a_day_that_cannot_be_is_refused(patient, on):
    with pytest.raises(UnableToRecordPain):
        record(patient, 3, on=on)

    assert not RestingPain.objects.exists()
