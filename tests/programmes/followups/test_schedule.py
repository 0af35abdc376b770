"""Which messages are due: tables and properties, no database."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.diary.adherence import EVERY_DAY, HoldSpan, VersionSpan
from programmes.followups import schedule
from programmes.followups.schedule import PlanDays, Silence

MONDAY = date(2026, 5, 4)
START = MONDAY - timedelta(days=21)


def ago(days):
    return MONDAY - timedelta(days=days)


def plan(*, logged=(), holds=(), weekdays=EVERY_DAY, weeks=8):
    return PlanDays(
        versions=[VersionSpan(START, frozenset(weekdays))],
        holds=list(holds),
        logged={ago(days) for days in logged},
        start_on=START,
        end_on=START + timedelta(days=7 * weeks - 1),
    )


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (plan(logged=[1]), False),
        (plan(logged=[3]), False),  # two days missed
        (plan(logged=[4]), True),  # three days missed
        (plan(logged=[4, 0]), False),  # logged today
        (plan(logged=[]), True),  # never
        (plan(logged=[4], holds=[HoldSpan(ago(2))]), False),  # on hold now
        (plan(logged=[4], holds=[HoldSpan(ago(3), ago(2))]), False),  # one day missed
        (plan(logged=[4], weekdays=[0]), False),  # only Mondays are due
        (plan(logged=[], weekdays=[0]), True),  # three Mondays went by
        (plan(logged=[4], weeks=2), False),  # the plan is over
    ],
)
def test_a_reminder_is_due_after_three_session_days_missed(days, due):
    assert schedule.reminder_is_due(days, today=MONDAY, reminded_on=None) is due


@pytest.mark.parametrize(("days_since", "due"), [(1, False), (6, False), (7, True)])
def test_at_most_one_reminder_in_seven_days(days_since, due):
    reminded_on = ago(days_since)

    assert (
        schedule.reminder_is_due(
            plan(logged=[15]), today=MONDAY, reminded_on=reminded_on
        )
        is due
    )


@pytest.mark.parametrize(
    ("given_", "why"),
    [
        ({"has_address": True, "has_consent": True, "ignored": 0}, None),
        ({"has_address": True, "has_consent": True, "ignored": 2}, None),
        ({"has_address": True, "has_consent": True, "ignored": 3}, Silence.IGNORED),
        (
            {"has_address": True, "has_consent": False, "ignored": 0},
            Silence.NO_CONSENT,
        ),
        (
            {"has_address": False, "has_consent": False, "ignored": 0},
            Silence.NO_ADDRESS,
        ),
    ],
)
def test_silence_has_a_reason(given_, why):
    assert schedule.silence_of_reminder(**given_) is why


ZONES = ["Europe/London", "America/Los_Angeles", "Australia/Lord_Howe",
         "America/Sao_Paulo", "Pacific/Apia", "Asia/Kolkata", "UTC"]  # fmt: skip


@given(day=st.dates(date(2026, 1, 1), date(2027, 12, 31)), zone=st.sampled_from(ZONES))
def test_a_window_opens_and_closes_by_the_wall_clock(day, zone):
    """Also on the days on which clocks change."""
    local = ZoneInfo(zone)

    found = schedule.window(day, schedule.REMIND_FROM, schedule.REMIND_UNTIL, local)

    opens = found.opens.astimezone(local)
    closes = found.closes.astimezone(local)
    assert (opens.date(), opens.time()) == (day, schedule.REMIND_FROM)
    assert (closes.date(), closes.time()) == (day, schedule.REMIND_UNTIL)


def test_a_window_holds_its_start_and_not_its_end():
    found = schedule.window(
        MONDAY, schedule.REMIND_FROM, schedule.REMIND_UNTIL, ZoneInfo("UTC")
    )

    assert found.holds(datetime(2026, 5, 4, 10, tzinfo=UTC))
    assert not found.holds(datetime(2026, 5, 4, 20, tzinfo=UTC))
    assert not found.holds(datetime(2026, 5, 4, 9, 59, tzinfo=UTC))
