"""Session days done of session days prescribed, as tables and as what always holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.diary.adherence import (
    EVERY_DAY,
    HoldSpan,
    VersionSpan,
    WhyNone,
    adherence,
    last_days,
    version_on,
    weekdays_of,
)

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
NEVER: frozenset[int] = frozenset()
MON_WED_FRI = frozenset({0, 2, 4})


def week(**changes):
    """Return the adherence of a week that ended on a Sunday, today being Monday."""
    given_facts = {
        "versions": [VersionSpan(MONDAY, EVERY_DAY)],
        "holds": [],
        "logged": [],
        "assigned_from": MONDAY,
        "assigned_to": None,
        "start": MONDAY,
        "end": MONDAY + 6 * DAY,
        "today": MONDAY + 7 * DAY,
    }
    return adherence(**{**given_facts, **changes})


def days(*places):
    return [MONDAY + place * DAY for place in places]


@pytest.mark.parametrize(
    ("what", "changes", "done", "due", "extra"),
    [
        ("every day prescribed and done", {"logged": days(*range(7))}, 7, 7, 0),
        ("nothing done", {}, 0, 7, 0),
        ("two sessions on a day are one day", {"logged": days(0, 0, 1)}, 2, 7, 0),
        (
            "three days a week",
            {"versions": [VersionSpan(MONDAY, MON_WED_FRI)], "logged": days(0, 2)},
            2,
            3,
            0,
        ),
        (
            "a session on another day is extra and fills no gap",
            {"versions": [VersionSpan(MONDAY, MON_WED_FRI)], "logged": days(1, 2, 3)},
            1,
            3,
            2,
        ),
        (
            "each day counts under its own version",
            {
                "versions": [
                    VersionSpan(MONDAY, EVERY_DAY, 1),
                    VersionSpan(MONDAY + 3 * DAY, MON_WED_FRI, 2),
                ],
                "logged": days(0, 1, 2, 4),
            },
            4,
            4,
            0,
        ),
        (
            "of two versions of one day the later number counts",
            {
                "versions": [
                    VersionSpan(MONDAY, NEVER, 3),
                    VersionSpan(MONDAY, MON_WED_FRI, 4),
                    VersionSpan(MONDAY, EVERY_DAY, 2),
                ]
            },
            0,
            3,
            0,
        ),
        (
            "a held day is not due, the days of opening and closing included",
            {"holds": [HoldSpan(MONDAY + DAY, MONDAY + 3 * DAY)], "logged": days(0)},
            1,
            4,
            0,
        ),
        (
            "a session on a held day is extra",
            {"holds": [HoldSpan(MONDAY + DAY, MONDAY + DAY)], "logged": days(0, 1)},
            1,
            6,
            1,
        ),
        (
            "an open hold holds to the end",
            {"holds": [HoldSpan(MONDAY + 2 * DAY)], "logged": days(0, 1)},
            2,
            2,
            0,
        ),
        (
            "two holds at once hold a day once",
            {
                "holds": [
                    HoldSpan(MONDAY, MONDAY + 2 * DAY),
                    HoldSpan(MONDAY + DAY, MONDAY + DAY),
                ]
            },
            0,
            4,
            0,
        ),
        ("days before the assignment", {"assigned_from": MONDAY + 5 * DAY}, 0, 2, 0),
        (
            "days after it ended, its last day included",
            {"assigned_to": MONDAY + DAY, "logged": days(0, 1, 4)},
            2,
            2,
            0,
        ),
        (
            "today does not count yet",
            {"today": MONDAY + 6 * DAY, "logged": days(0)},
            1,
            6,
            0,
        ),
        (
            "today counts once it is logged",
            {"today": MONDAY + 6 * DAY, "logged": days(0, 6)},
            2,
            7,
            0,
        ),
        (
            "a session dated after today counts for nothing",
            {"today": MONDAY + 2 * DAY, "logged": days(0, 5)},
            1,
            2,
            0,
        ),
        (
            "days to come do not count",
            {"today": MONDAY + 2 * DAY, "end": MONDAY + 20 * DAY, "logged": days(0)},
            1,
            2,
            0,
        ),
    ],
)
def test_days_done_of_days_prescribed(what, changes, done, due, extra):
    found = week(**changes)

    assert (found.done, found.due, found.extra) == (done, due, extra), what
    assert found.missed == due - done


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"versions": [VersionSpan(MONDAY, NEVER)]}, WhyNone.NOT_PRESCRIBED),
        ({"versions": []}, WhyNone.NOT_PRESCRIBED),
        (
            {"versions": [VersionSpan(MONDAY + 9 * DAY, EVERY_DAY)]},
            WhyNone.NOT_PRESCRIBED,
        ),
        ({"holds": [HoldSpan(MONDAY - DAY)]}, WhyNone.ON_HOLD),
        ({"assigned_from": MONDAY + 9 * DAY}, WhyNone.NO_DAYS),
        ({"today": MONDAY}, WhyNone.NO_DAYS),
    ],
)
def test_where_nothing_was_due_there_is_a_reason_and_no_percentage(changes, why):
    found = week(**changes)

    assert found.due == 0
    assert found.percent is None
    assert found.why_none is why


def test_a_session_of_an_unscheduled_programme_is_extra():
    found = week(versions=[VersionSpan(MONDAY, NEVER)], logged=days(3))

    assert (found.done, found.extra, found.percent) == (0, 1, None)


def test_a_percentage_is_rounded_down_so_that_100_means_every_day():
    almost = week(
        end=MONDAY + 299 * DAY,
        today=MONDAY + 300 * DAY,
        logged=days(*range(299)),
    )

    assert (almost.done, almost.due, almost.percent) == (299, 300, 99)
    assert week(logged=days(*range(7))).percent == 100


def test_held_session_days_are_counted_apart():
    assert week(holds=[HoldSpan(MONDAY, MONDAY + DAY)]).held == 2


def test_a_day_is_a_session_day_when_any_item_is_due():
    assert weekdays_of(["1010100", "0000001", "0000000"]) == {0, 2, 4, 6}
    assert weekdays_of([]) == NEVER


def test_the_window_ends_today_whatever_the_weekday():
    for place in range(7):
        today = date(2026, 3, 30) + place * DAY

        assert last_days(today, 7) == (today - 6 * DAY, today)


def test_no_version_is_in_force_before_the_first():
    assert version_on([VersionSpan(MONDAY, EVERY_DAY)], MONDAY - DAY) is None


places = st.integers(-10, 60).map(lambda place: MONDAY + place * DAY)
holds = st.lists(
    st.tuples(places, st.one_of(st.none(), st.integers(0, 20))).map(
        lambda h: HoldSpan(h[0], None if h[1] is None else h[0] + h[1] * DAY)
    ),
    max_size=3,
)
versions = st.lists(
    st.builds(
        VersionSpan,
        from_on=places,
        weekdays=st.frozensets(st.integers(0, 6)),
        number=st.integers(1, 9),
    ),
    max_size=4,
    unique_by=lambda version: (version.from_on, version.number),
)
facts = st.fixed_dictionaries(
    {
        "versions": versions,
        "holds": holds,
        "logged": st.lists(places, max_size=40),
        "assigned_from": places,
        "assigned_to": st.one_of(st.none(), places),
        "start": places,
        "end": places,
        "today": places,
    }
)


@given(facts)
def test_done_never_passes_due_and_the_share_never_passes_100(fact):
    found = adherence(**fact)

    assert 0 <= found.done <= found.due
    assert found.percent is None or 0 <= found.percent <= 100
    assert (found.percent is None) == (found.due == 0) == (found.why_none is not None)


@given(facts, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(fact, random):
    muddled = {**fact, "logged": fact["logged"] * 2}
    for name in ("versions", "holds", "logged"):
        muddled[name] = random.sample(muddled[name], len(muddled[name]))

    assert adherence(**muddled) == adherence(**fact)


@given(facts, places)
def test_a_held_day_never_counts(fact, held):
    span = {"start": held, "end": held, "holds": [*fact["holds"], HoldSpan(held, held)]}

    found = adherence(**{**fact, **span})

    assert (found.done, found.due) == (0, 0)


@given(facts)
def test_the_days_one_by_one_add_up_to_the_window(fact):
    whole = adherence(**fact)
    span = range((fact["end"] - fact["start"]).days + 1)
    single = [
        adherence(**{**fact, "start": on, "end": on})
        for on in (fact["start"] + place * DAY for place in span)
    ]

    assert sum(day.done for day in single) == whole.done
    assert sum(day.due for day in single) == whole.due
    assert sum(day.extra for day in single) == whole.extra
    assert sum(day.held for day in single) == whole.held
