"""By when an alert is due: at any hour, over weekends and over clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.accounts.hours import WEEKDAYS_8_TO_18
from programmes.alerts.due import Severity, due_at, more_urgent

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHUT = dict.fromkeys(DAYS)


def at(words, zone=LONDON):
    """Return a local wall time as an instant."""
    return datetime.fromisoformat(words).replace(tzinfo=zone)


# November 2026: the 23rd is a Monday. The clinic is open on weekdays, 8 to 18.
@pytest.mark.parametrize(
    ("severity", "raised", "due"),
    [
        ("emergency", "2026-11-23T09:00", "2026-11-23T09:30"),
        ("emergency", "2026-11-22T23:50", "2026-11-23T00:20"),  # at night, on a Sunday
        ("same_day", "2026-11-23T09:00", "2026-11-23T18:00"),
        ("same_day", "2026-11-23T06:00", "2026-11-23T18:00"),  # before it opens
        ("same_day", "2026-11-23T17:59", "2026-11-23T18:00"),
        ("same_day", "2026-11-23T18:00", "2026-11-24T18:00"),
        ("same_day", "2026-11-27T18:01", "2026-11-30T18:00"),  # Friday evening
        ("same_day", "2026-11-28T10:00", "2026-11-30T18:00"),  # Saturday
        ("this_week", "2026-11-23T09:00", "2026-11-30T18:00"),
        ("this_week", "2026-11-28T10:00", "2026-12-07T18:00"),
        ("info", "2026-11-23T09:00", "2026-11-30T18:00"),
    ],
)
def test_due_by_severity_and_hours(severity, raised, due):
    found = due_at(severity, now=at(raised), hours=WEEKDAYS_8_TO_18, zone=LONDON)

    assert found == at(due)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "raised", "hours_later"),
    [
        (LONDON, "2026-10-24T19:00", 47),  # clocks go back on Sunday the 25th
        (LONDON, "2026-03-28T19:00", 45),  # and forward on Sunday 29 March
        (NEW_YORK, "2026-10-31T19:00", 47),
        (LORD_HOWE, "2026-04-04T19:00", 46.5),  # half an hour back
    ],
)
def test_closing_time_is_wall_time_when_clocks_change(zone, raised, hours_later):
    start = at(raised, zone).astimezone(UTC)
    hours = {**SHUT, "mon": ["08:00", "17:00"]}

    found = due_at("same_day", now=start, hours=hours, zone=zone)

    assert found.astimezone(zone).time() == time(17)
    assert found - start == timedelta(hours=hours_later)


def test_half_an_hour_is_half_an_hour_when_clocks_change():
    last_summer_minute = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)

    found = due_at(
        "emergency", now=last_summer_minute, hours=WEEKDAYS_8_TO_18, zone=LONDON
    )

    assert found == datetime(2026, 10, 25, 1, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("severity", "hours_later"),
    [("emergency", 0.5), ("same_day", 24), ("this_week", 7 * 24), ("info", 7 * 24)],
)
def test_a_clinic_without_hours_still_owes_an_answer(severity, hours_later):
    now = at("2026-11-23T23:59")

    for hours in (SHUT, {}):
        found = due_at(severity, now=now, hours=hours, zone=LONDON)

        assert found - now == timedelta(hours=hours_later)


def test_the_clinics_own_zone_decides_not_the_servers():
    now = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # 17:30 in New York

    found = due_at("same_day", now=now, hours=WEEKDAYS_8_TO_18, zone=NEW_YORK)

    assert found == at("2026-11-23T18:00", NEW_YORK)


def test_an_instant_without_a_zone_is_refused():
    naive = datetime.combine(date(2026, 11, 23), time(9))

    with pytest.raises(ValueError, match="zone"):
        due_at("emergency", now=naive, hours=WEEKDAYS_8_TO_18, zone=LONDON)


def test_an_unknown_severity_is_refused():
    with pytest.raises(ValueError, match="soonish"):
        due_at("soonish", now=at("2026-11-23T09:00"), hours={}, zone=LONDON)


@pytest.mark.parametrize(("one", "other"), list(product(Severity, Severity)))
def test_the_more_urgent_of_two_does_not_depend_on_their_order(one, other):
    assert more_urgent(one, other) == more_urgent(other, one)
    assert more_urgent(one, "emergency") is Severity.EMERGENCY
    assert more_urgent("info", one) is one


@given(
    st.datetimes(
        datetime(2026, 1, 1),  # noqa: DTZ001
        datetime(2027, 1, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
    st.sampled_from([LONDON, NEW_YORK, LORD_HOWE]),
    st.fixed_dictionaries(
        dict.fromkeys(DAYS, st.sampled_from([None, ["08:00", "18:00"]]))
    ),
)
def test_due_is_later_than_now_and_in_order_of_urgency(now, zone, hours):
    emergency, same_day, this_week = (
        due_at(severity, now=now, hours=hours, zone=zone)
        for severity in ("emergency", "same_day", "this_week")
    )

    assert now < emergency <= now + timedelta(minutes=30)
    assert now < same_day < this_week
