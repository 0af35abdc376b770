"""The picture shows what the trend holds, no more and no less."""

import itertools
import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.diary.adherence import HoldSpan
from programmes.outcomes import described, figure
from programmes.outcomes.hatching import hatch
from programmes.outcomes.marks import Marks, VersionMark
from programmes.outcomes.picture import draw, hold_edges
from programmes.outcomes.scales import NARROW, WIDE, Calendar, width_of
from programmes.outcomes.sparkline import sparkline
from programmes.outcomes.trends import Pain, trend

DAY = timedelta(days=1)
START = date(2026, 8, 31)
LAYOUTS = pytest.mark.parametrize("layout", [WIDE, NARROW], ids=["wide", "narrow"])


def parsed(written):
    """Return our own picture as a tree of elements."""
    return ET.fromstring(written)  # noqa: S314


def drawn(seen, marks=None, layout=WIDE):
    """Return the picture as a tree of elements."""
    marks = marks or Marks()
    captions = described.captions(seen, marks, narrow=layout is NARROW)
    return parsed(draw(seen, marks, captions, layout=layout, uid="t"))


def of(picture, css):
    return [e for e in picture.iter() if css in e.get("class", "").split()]


def top_of(path):
    """Return the height at which a path begins."""
    return float(path.get("d").split()[1].partition("v")[0].partition("l")[0])


def days_of(*scores, worst=()):
    end = START + (len(scores) - 1) * DAY
    resting = [
        Pain(place, START + place * DAY, score)
        for place, score in enumerate(scores)
        if score is not None
    ]
    return trend(resting=resting, worst=worst, start=START, end=end, today=end)


@LAYOUTS
def test_each_answered_day_is_a_dot_at_its_score(twelve_weeks, marks, layout):
    dots = of(drawn(twelve_weeks, marks, layout), "dot")
    answered = [day for day in twelve_weeks.days if day.resting is not None]
    calendar = Calendar(layout, twelve_weeks.start, twelve_weeks.end)

    assert len(dots) == len(answered) == twelve_weeks.answered
    for dot, day in zip(dots, answered, strict=True):
        assert float(dot.get("cx")) == pytest.approx(calendar.x(day.on), abs=0.06)
        assert float(dot.get("cy")) == pytest.approx(
            layout.resting.y(day.resting), abs=0.06
        )


@LAYOUTS
def test_a_day_without_an_answer_is_a_mark_under_the_axis_and_never_a_point(
    twelve_weeks, marks, layout
):
    picture = drawn(twelve_weeks, marks, layout)
    gaps = of(picture, "gap")
    starts = [top_of(gap) for gap in gaps]

    assert len(gaps) == sum(day.missing for day in twelve_weeks.days)
    assert min(starts) > layout.resting.bottom


def test_a_zero_is_drawn_on_the_floor():
    (dot,) = [
        dot
        for dot in of(drawn(days_of(5, 0, 5)), "dot")
        if float(dot.get("cy")) == WIDE.resting.y(0)
    ]

    assert float(dot.get("cy")) == WIDE.resting.bottom


def test_the_line_breaks_at_a_gap(twelve_weeks):
    assert len(of(drawn(twelve_weeks), "med")) == len(twelve_weeks.lines) > 1


def test_a_line_of_one_day_is_still_seen():
    picture = drawn(days_of(4, 4, 4, None))

    assert [line.get("d")[-4:] for line in of(picture, "med")] == ["h.01"]


def test_worst_pain_is_in_its_own_panel(twelve_weeks):
    diamonds = of(drawn(twelve_weeks), "dur")
    tops = [top_of(diamond) for diamond in diamonds]

    assert len(diamonds) == sum(day.worst is not None for day in twelve_weeks.days)
    assert min(tops) > WIDE.resting.bottom + 20
    assert WIDE.worst.top > WIDE.resting.bottom


def test_a_worst_pain_of_zero_is_drawn_on_the_floor():
    picture = drawn(days_of(1, worst=[Pain("w", START, 0)]))

    (diamond,) = of(picture, "dur")
    radius = Calendar(WIDE, START, START).dot * 1.25
    assert top_of(diamond) + radius == pytest.approx(WIDE.worst.bottom, abs=0.06)


@LAYOUTS
def test_time_is_calendar_time(layout):
    calendar = Calendar(layout, START, START + 84 * DAY)

    steps = {
        round(calendar.x(START + (n + 1) * DAY) - calendar.x(START + n * DAY), 6)
        for n in range(84)
    }

    assert len(steps) == 1


def test_versions_holds_and_first_week_are_drawn(twelve_weeks, marks):
    picture = drawn(twelve_weeks, marks)
    words = [text.text for text in picture.iter("text")]

    assert len(of(picture, "vline")) == 3
    assert len(of(picture, "hold")) == len(of(picture, "hl")) == 2  # both panels
    assert len(of(picture, "base")) == 1
    assert {"v1", "v2", "v3", "hold", "Worst during exercise"} <= set(words)


def test_what_lies_outside_the_days_shown_is_not_drawn(twelve_weeks):
    far = Marks(
        [VersionMark(START - DAY, 1), VersionMark(START + 99 * DAY, 2)],
        [HoldSpan(START - 9 * DAY, START - DAY), HoldSpan(START + 90 * DAY)],
    )
    picture = drawn(twelve_weeks, far)

    assert of(picture, "vline") == of(picture, "hold") == []


def test_an_open_hold_reaches_to_the_last_day():
    calendar = Calendar(WIDE, START, START + 9 * DAY)

    ((_, right),) = hold_edges([HoldSpan(START + 4 * DAY)], calendar)

    assert right == pytest.approx(WIDE.right)


def test_holds_that_overlap_are_hatched_once():
    calendar = Calendar(WIDE, START, START + 9 * DAY)
    holds = [
        HoldSpan(START + 2 * DAY, START + 4 * DAY),
        HoldSpan(START + 3 * DAY, START + 3 * DAY),
        HoldSpan(START + 8 * DAY, START + 8 * DAY),
    ]

    assert len(hold_edges(holds, calendar)) == 2


def test_too_few_answers_draw_no_line_and_no_first_week():
    picture = drawn(days_of(4, None, 4))

    assert of(picture, "med") == of(picture, "base") == []


@LAYOUTS
def test_a_picture_without_answers_says_so(nothing_yet, layout):
    written = "".join(drawn(nothing_yet, layout=layout).itertext())

    assert "No answers about pain at rest yet" in written
    assert "No answers in these days" in written


@LAYOUTS
def test_the_picture_has_a_name_and_a_description(twelve_weeks, marks, layout):
    picture = drawn(twelve_weeks, marks, layout)

    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == picture.find("title").get("id")
    assert picture.get("aria-describedby") == picture.find("desc").get("id")
    assert picture.find("desc").text == described.description(twelve_weeks, marks)


@LAYOUTS
def test_the_picture_obeys_a_strict_content_policy(twelve_weeks, marks, layout):
    captions = described.captions(twelve_weeks, marks)
    written = draw(twelve_weeks, marks, captions, layout=layout)

    assert not re.search(r"style|url\(|<script|\son\w+=|fill=|stroke=", written)


def test_words_are_escaped(twelve_weeks, marks):
    captions = described.captions(twelve_weeks, marks)
    nasty = captions.__class__(**{**vars(captions), "worst": "<b>&", "title": '"<'})

    picture = parsed(draw(twelve_weeks, marks, nasty))

    assert "<b>&" in [text.text for text in picture.iter("text")]
    assert picture.find("title").text == '"<'


@LAYOUTS
@pytest.mark.parametrize("days", [1, 2, 7, 28, 85, 140, 401, 1200])
def test_dates_have_room_and_stay_inside(layout, days):
    end = START + (days - 1) * DAY
    seen = trend(resting=[], worst=[], start=START, end=end, today=end)
    texts = [
        text
        for text in drawn(seen, layout=layout).iter("text")
        if text.get("y") == f"{layout.dates_y:g}"
    ]
    spans = [
        (
            float(text.get("x")) - width_of(text.text) / 2,
            float(text.get("x")) + width_of(text.text) / 2,
        )
        for text in texts
    ]

    assert texts
    assert all(left >= -0.1 and right <= layout.width + 0.1 for left, right in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_dates_of_more_than_a_year_carry_the_year():
    end = START + 400 * DAY
    seen = trend(resting=[], worst=[], start=START, end=end, today=end)

    assert "31 Aug 2026" in [text.text for text in drawn(seen).iter("text")]


@pytest.mark.parametrize("layout", [NARROW])
def test_a_label_on_the_smallest_phone_is_at_least_13_px(layout):
    left_by_page_and_card = 320 - 42

    assert 14 * left_by_page_and_card / layout.width >= 13


def test_close_versions_share_a_label_and_keep_their_lines(twelve_weeks):
    close = Marks([VersionMark(START + n * DAY, n) for n in range(40, 46)])
    picture = drawn(twelve_weeks, close, NARROW)

    labels = [t.text for t in picture.iter("text") if (t.text or "").startswith("v")]
    assert labels == ["v40\N{EN DASH}45"]
    assert len(of(picture, "vline")) == 6


@given(st.floats(0, 300), st.floats(0, 300), st.floats(0.5, 300), st.floats(0.5, 300))
def test_hatching_stays_inside_its_rectangle(left, top, width, height):
    strokes = hatch(left, top, left + width, top + height)

    for pair in re.findall(r"([\d.e-]+) ([\d.e-]+)", strokes):
        x, y = map(float, pair)
        assert left - 0.06 <= x <= left + width + 0.06
        assert top - 0.06 <= y <= top + height + 0.06


def test_the_sparkline_has_the_same_answers_and_says_them(twelve_weeks):
    picture = parsed(sparkline(twelve_weeks, title="6 & falling"))

    assert len(of(picture, "dot")) == twelve_weeks.answered
    assert len(of(picture, "med")) == len(twelve_weeks.lines)
    assert picture.get("aria-label") == "6 & falling"


def test_the_sparkline_of_one_day_is_drawn():
    picture = parsed(sparkline(days_of(0), title="one"))

    assert len(of(picture, "dot")) == 1


def test_the_key_names_only_what_is_shown(twelve_weeks, marks, nothing_yet):
    full = [item.meaning for item in figure.key(twelve_weeks, marks)]
    bare = [item.meaning for item in figure.key(nothing_yet, Marks())]

    assert "on hold" in full
    assert "worst during exercise" in full
    assert bare == ["no answer that day"]


def test_two_figures_fit_on_one_page(twelve_weeks, marks):
    wide = figure.wide_figure(twelve_weeks, marks, uid="desk")
    narrow = figure.narrow_figure(twelve_weeks, marks, uid="phone")

    ids = re.findall(r'\bid="([^"]+)"', wide + narrow)
    assert len(ids) == len(set(ids)) == 4
    assert figure.small_figure(twelve_weeks).startswith('<svg class="spark"')
