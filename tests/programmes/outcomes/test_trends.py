"""The numbers of a trend: tables a clinician can review, and what must always hold."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from programmes.outcomes.trends import (
    Gap,
    Label,
    Pain,
    TooFew,
    by_day,
    compare,
    responder,
    resting_values,
    rolling_median,
    trend,
    week_to,
)

DAY = timedelta(days=1)
START = date(2026, 2, 20)
VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text())


def answers(*scores, start=START):
    """Return one answer a day; None is a day without one."""
    return [
        Pain(f"row-{place}", start + place * DAY, score)
        for place, score in enumerate(scores)
        if score is not None
    ]


def shown(*scores, worst=(), start=START):
    """Return the trend of one answer a day, seen on the last of these days."""
    end = start + (len(scores) - 1) * DAY
    return trend(
        resting=answers(*scores, start=start),
        worst=worst,
        start=start,
        end=end,
        today=end,
    )


# Labels


@pytest.mark.parametrize("case", VECTORS["responder"]["cases"], ids=str)
def test_a_label_is_the_published_one(case):
    label = responder(case["baseline"], case["current"])

    assert label == case["expect"]["label"]


@pytest.mark.parametrize(
    ("baseline", "current", "label"),
    [
        (7.5, 5.25, "improved"),  # exactly 30 %, more than 2 points
        (7.5, 5.5, "possible_improvement"),  # 2 points, 26.7 %
        (5, 3.5, "possible_improvement"),  # exactly 30 %, 1.5 points
        (5, 3.75, "unchanged"),
        (6.5, 4.5, "improved"),
        (7, 4.75, "improved"),
        (2, 0, "improved"),
        (0, 0, "unchanged"),
        (0.5, 0, "possible_improvement"),
        (0, 1.75, "unchanged"),
        (4.25, 6.25, "worse"),
        (4.25, 6, "unchanged"),
    ],
)
def test_a_label_is_exact_at_halves_and_quarters(baseline, current, label):
    assert responder(baseline, current) == label


def test_a_label_refuses_what_is_no_median_of_scores():
    with pytest.raises(ValueError, match="quarter"):
        responder(6.1, 4)


# Days


def test_a_day_has_the_median_of_its_answers():
    resting = [Pain("before", START, 3), Pain("next morning", START, 4)]

    assert resting_values(resting) == {START: 3.5}


def test_two_equal_answers_of_one_day_are_two_answers():
    resting = [Pain("a", START, 3), Pain("b", START, 3), Pain("c", START, 6)]

    assert resting_values(resting) == {START: 3}


def test_a_day_without_an_answer_is_missing_and_has_no_value():
    day = shown(4, None, 4).days[1]

    assert day.missing
    assert day.resting is None
    assert day.median is None


def test_a_zero_is_an_answer():
    day = shown(4, 0, 4).days[1]

    assert day.resting == 0
    assert not day.missing


def test_today_is_not_missing_before_it_is_over():
    seen = shown(4, 4, None)

    assert not seen.days[-1].missing
    assert (seen.answered, seen.counted) == (2, 2)


def test_days_to_come_are_not_shown():
    seen = trend(
        resting=answers(4, 4), worst=[], start=START, end=START + 9 * DAY, today=START
    )

    assert seen.end == START
    assert len(seen.days) == 1


def test_worst_pain_is_a_series_of_its_own():
    worst = [Pain("w1", START, 9), Pain("w2", START, 10)]

    seen = shown(2, 2, 2, worst=worst)

    assert [day.worst for day in seen.days] == [10, None, None]
    assert [day.resting for day in seen.days] == [2, 2, 2]
    assert seen.days[-1].median == 2


@pytest.mark.parametrize("score", [-1, 11, True])
def test_a_score_that_is_none_is_refused(score):
    with pytest.raises(ValueError, match="0 to 10"):
        by_day([Pain("a", START, score)])


# The line


@pytest.mark.parametrize("case", VECTORS["rolling_median"])
def test_the_rolling_median_is_the_reference_one(case):
    found = rolling_median(resting_values(answers(*case["y"])))

    assert list(found.values()) == case["expect"]


def test_the_rolling_median_looks_back_seven_calendar_days_not_seven_answers():
    scores = [9, 9, 9, *[None] * 5, 1, 1, 1]

    found = rolling_median(resting_values(answers(*scores)))

    assert found[START + 8 * DAY] is None  # one 9 and one 1 are inside its seven days
    assert found[START + 10 * DAY] == 1


def test_the_line_crosses_two_empty_days_and_breaks_at_three():
    two = shown(4, 4, 4, None, None, 4, 4)
    three = shown(4, 4, 4, None, None, None, 4, 4, 4)

    assert len(two.lines) == 1
    assert [len(piece) for piece in three.lines] == [1, 3]


def test_the_line_never_passes_through_a_day_without_an_answer():
    seen = shown(4, 4, 4, None, 4)

    assert all(day.resting is not None for piece in seen.lines for day in piece)


def test_gaps_are_runs_of_missing_days():
    seen = shown(4, None, None, 4, None, 4)

    assert seen.gaps == (
        Gap(START + DAY, START + 2 * DAY),
        Gap(START + 4 * DAY, START + 4 * DAY),
    )
    assert seen.gaps[0].days == 2


# First week against now


def test_the_first_week_begins_with_the_first_answer():
    found = compare(resting_values(answers(*[None] * 5, 6, 6, 6)), end=START + 30 * DAY)

    assert found.baseline
    assert found.baseline.from_on == START + 5 * DAY
    assert found.baseline.median == 6


def test_the_first_week_is_the_programmes_not_the_windows():
    resting = answers(*[8] * 7, *[4] * 21)
    end = START + 27 * DAY

    seen = trend(resting=resting, worst=[], start=START + 14 * DAY, end=end, today=end)

    assert seen.comparison.baseline
    assert seen.comparison.baseline.median == 8
    assert seen.comparison.label is Label.IMPROVED
    assert seen.comparison.change == -4


@pytest.mark.parametrize(
    ("scores", "why"),
    [
        ([None] * 20, TooFew.NO_ANSWERS),
        ([6, 6, *[None] * 12, 4, 4, 4], TooFew.FIRST_WEEK),
        ([6, 6, 6, *[None] * 12, 4, 4], TooFew.LAST_WEEK),
        ([6, 6, 6, *[None] * 9, 4], TooFew.LAST_WEEK),
        ([6] * 13, TooFew.TOO_EARLY),
    ],
)
def test_too_few_answers_have_no_label_but_a_reason(scores, why):
    found = shown(*scores).comparison

    assert found.label is Label.TOO_FEW
    assert found.too_few is why


def test_the_fourteenth_day_is_the_first_that_can_be_compared():
    assert shown(*[6] * 14).comparison.label is Label.UNCHANGED


def test_two_answers_on_one_day_are_one_day_answered():
    resting = [
        Pain("a", START, 4),
        Pain("b", START, 4),
        Pain("c", START + DAY, 4),
    ]

    week = week_to(resting_values(resting), START + 6 * DAY)

    assert week.days_answered == 2
    assert week.median is None


@pytest.mark.parametrize("weekday", range(7))
def test_the_last_seven_days_do_not_depend_on_the_weekday(weekday):
    end = date(2026, 3, 30) + weekday * DAY  # across a month's end
    values = {end - 6 * DAY: 2.0, end - 3 * DAY: 2.0, end: 2.0, end - 7 * DAY: 9.0}

    week = week_to(values, end)

    assert (week.from_on, week.days_answered, week.median) == (end - 6 * DAY, 3, 2)


def test_a_programme_of_more_than_a_month_keeps_every_day():
    seen = shown(*[5] * 66)

    assert [day.on for day in seen.days] == [START + n * DAY for n in range(66)]
    assert seen.answered == 66
