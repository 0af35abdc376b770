"""What the demo's simulation draws: published courses, and the same every time."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from statistics import mean, median
from zoneinfo import ZoneInfo

import pytest

from config.demo.calendar import Came, Frame, live_through, score
from config.demo.people import Cause, Person, Story, address
from config.demo.trajectories import ACUTE, PERSISTENT, Course, anchored, simulate

TODAY = date(2026, 5, 6)
PERSON = Person("Somebody Invented", 50, Cause.OTHER, 83)


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a simulation, no secret


def frame(**changes) -> Frame:
    return Frame(
        **{
            "first": TODAY - timedelta(days=83),
            "last": TODAY,
            "today": TODAY,
            "now": datetime(2026, 5, 6, 12, 0, tzinfo=UTC),
            "zone": ZoneInfo("Europe/London"),
            "is_due": lambda on: True,
            "is_held": lambda on: False,
            **changes,
        }
    )


def weeks(seed: int = 1, person: Person = PERSON, **changes):
    levels = simulate(seeded(seed), person.course, 84)
    return live_through(seeded(seed), person, frame(**changes), levels)


@pytest.mark.parametrize(
    ("anchors", "week", "expected"),
    [
        (ACUTE, 0, 5.2),
        (ACUTE, 3, 3.75),
        (ACUTE, 6, 2.3),
        (ACUTE, 16, 1.75),
        (ACUTE, 60, 0.6),
        (PERSISTENT, 0, 5.1),
        (PERSISTENT, 6, 3.3),
        (PERSISTENT, 39, 2.45),
    ],
)
def test_the_means_lie_on_the_published_anchors(anchors, week, expected):
    assert anchored(anchors, week) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("course", "first", "last"),
    [(Course.QUICK, 5.0, 2.0), (Course.SLOW, 5.0, 3.1)],
)
def test_many_people_together_follow_the_means(course, first, last):
    people = [simulate(seeded(seed), course, 84) for seed in range(400)]

    # Flares lie on top: about 3 points for 3.5 days in 38.
    assert mean(mean(days[:7]) for days in people) == pytest.approx(first, abs=0.5)
    assert mean(mean(days[-7:]) for days in people) == pytest.approx(last, abs=0.6)


@pytest.mark.parametrize("course", list(Course))
def test_pain_stays_between_0_and_10_and_repeats_with_its_seed(course):
    values = [simulate(seeded(seed), course, 84) for seed in range(50)]

    assert all(0 <= value <= 10 for days in values for value in days)
    assert simulate(seeded(7), course, 84) == values[7]
    assert values[7] != values[8]


def test_a_rising_course_ends_two_points_above_its_first_week():
    for seed in range(60):
        days = [score(value) for value in simulate(seeded(seed), Course.RISING_NOW, 60)]

        assert median(days[-7:]) - median(days[:7]) >= 2


def test_an_episode_is_followed_by_a_month_almost_without_pain():
    people = [simulate(seeded(seed), Course.EPISODIC, 84) for seed in range(200)]

    assert mean(mean(days[20:50]) for days in people) < 0.6
    assert mean(mean(days[52:56]) for days in people) > 2


def test_a_person_repeats_with_the_seed():
    assert weeks(seed=3) == weeks(seed=3)
    assert weeks(seed=3) != weeks(seed=4)


def test_nobody_exercises_on_a_held_day():
    held = {TODAY - timedelta(days=days) for days in range(10, 20)}

    found = weeks(is_held=lambda on: on in held)

    assert not held & {done.on for done in found.done}
    assert not held & {morning.on for morning in found.mornings}


def test_weekdays_off_are_kept_but_for_a_few_extra_days():
    found = weeks(is_due=lambda on: on.weekday() < 5)
    weekend = [done for done in found.done if done.on.weekday() > 4]

    assert len(weekend) <= 4


def test_nothing_is_heard_before_it_can_be():
    early = datetime(2026, 5, 6, 3, 0, tzinfo=UTC)

    found = weeks(now=early)

    assert max(done.on for done in found.done) < TODAY
    assert all(done.received_at <= early for done in found.done)


def test_a_silent_person_is_last_heard_of_on_the_day_the_silence_begins():
    silent = Person("S I", 50, Cause.OTHER, 83, story=Story.SILENT, quiet_for=9)

    for seed in range(10):
        found = weeks(seed, silent, last=TODAY - timedelta(days=9))

        assert found.done[-1].on == TODAY - timedelta(days=9)


def test_paper_comes_on_three_days_of_the_week():
    found = weeks(person=Person("P I", 80, Cause.OTHER, 83, on_paper=True))

    assert {done.came for done in found.done} == {Came.PAPER}
    assert {done.received_at.weekday() for done in found.done} == {0, 2, 4}
    assert found.mornings == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Inés Vallenoire", "ines.vallenoire@example.test"),
        ("Rufus Ambleside-Finch", "rufus.amblesidefinch@example.test"),
    ],
)
def test_addresses_are_plain_and_lead_nowhere(name, expected):
    assert address(name) == expected
