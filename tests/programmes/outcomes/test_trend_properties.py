"""What must hold for every trend, whatever the answers."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from programmes.outcomes.trends import (
    Label,
    Pain,
    compare,
    responder,
    resting_values,
    rolling_median,
    trend,
    week_to,
)

DAY = timedelta(days=1)
START = date(2026, 2, 20)

pains = st.lists(
    st.builds(
        Pain,
        key=st.uuids(),
        on=st.integers(0, 60).map(lambda place: START + place * DAY),
        score=st.integers(0, 10),
    ),
    max_size=40,
)


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_fall_is_never_worse_and_a_rise_never_better(baseline, current):
    label = responder(baseline / 4, current / 4)

    if current >= baseline:
        assert label in {Label.UNCHANGED, Label.WORSE}
    else:
        assert label is not Label.WORSE


@given(pains, pains, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(resting, worst, random):
    end = START + 60 * DAY

    def seen(rest, during):
        return trend(resting=rest, worst=during, start=START, end=end, today=end)

    muddled = resting + random.choices(resting, k=5) if resting else []
    random.shuffle(muddled)

    assert seen(muddled, worst[::-1] + worst) == seen(resting, worst)


@given(pains)
def test_plain_rows_and_a_generator_do_as_well(resting):
    end = START + 60 * DAY
    rows = [tuple(pain) for pain in resting]

    from_rows = trend(
        resting=(row for row in rows), worst=[], start=START, end=end, today=end
    )

    assert from_rows == trend(
        resting=resting, worst=[], start=START, end=end, today=end
    )


@given(pains)
def test_a_missing_day_is_never_read_as_no_pain(resting):
    end = START + 61 * DAY
    above_zero = [pain for pain in resting if pain.score > 0]

    seen = trend(resting=above_zero, worst=[], start=START, end=end, today=end)

    assert all(day.resting != 0 and day.median != 0 for day in seen.days)
    assert seen.counted == seen.answered + sum(gap.days for gap in seen.gaps)


@given(pains, st.integers(0, 60))
def test_what_is_answered_later_does_not_change_an_earlier_comparison(resting, place):
    end = START + place * DAY
    by_then = [pain for pain in resting if pain.on <= end]

    assert compare(resting_values(resting), end=end) == compare(
        resting_values(by_then), end=end
    )


@given(pains)
def test_the_rolling_median_is_the_week_that_ends_on_each_day(resting):
    values = resting_values(resting)

    assert rolling_median(values) == {on: week_to(values, on).median for on in values}


@given(pains, st.integers(0, 60))
def test_the_line_does_not_depend_on_where_the_picture_begins(resting, place):
    end = START + 60 * DAY

    def line(start):
        seen = trend(resting=resting, worst=[], start=start, end=end, today=end)
        return {day.on: day.median for day in seen.days}

    whole = line(START)
    part = line(START + place * DAY)

    assert part == {on: whole[on] for on in part}
