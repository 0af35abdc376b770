"""The words say the same as the picture, to a patient and to the clinic."""

import re
from datetime import date, timedelta

import pytest
from django.utils import translation

from programmes.diary.adherence import HoldSpan
from programmes.outcomes import described, words
from programmes.outcomes.marks import Marks, VersionMark
from programmes.outcomes.trends import Label, Pain, trend
from programmes.outcomes.words import Reader

DAY = timedelta(days=1)
START = date(2026, 8, 31)


def days_of(*scores, start=START):
    end = start + (len(scores) - 1) * DAY
    resting = [
        Pain(place, start + place * DAY, score)
        for place, score in enumerate(scores)
        if score is not None
    ]
    return trend(resting=resting, worst=[], start=start, end=end, today=end)


@pytest.mark.parametrize(
    ("score", "written"),
    [(0, "0"), (10, "10"), (4.0, "4"), (4.5, "4.5"), (3.75, "3.75")],
)
def test_a_score_is_written_short(score, written):
    assert words.score_in_words(score) == written


def test_a_score_has_the_readers_decimal_sign():
    with translation.override("es"):
        assert words.score_in_words(4.5) == "4,5"


def test_a_date_is_written_out():
    on = date(2026, 11, 23)

    assert words.day_in_words(on) == "Mon 23 Nov"
    assert words.day_in_words(on, weekday=False, year=True) == "23 Nov 2026"


@pytest.mark.parametrize(
    ("scores", "clinic", "patient"),
    [
        (
            [6] * 7 + [4] * 7,
            (
                "Resting pain fell from 6 in the first week (7 of 7 days answered) to 4 in "
                "the last 7 days (7 of 7). 14 of 14 days have an answer."
            ),
            (
                "Your pain at rest was about 6 in your first week. In the last 7 days it was "
                "about 4. You answered on 14 of 14 days."
            ),
        ),
        (
            [2] * 7 + [None, 5, 5, None, 5, 5, 5],
            (
                "Resting pain rose from 2 in the first week (7 of 7 days answered) to 5 in "
                "the last 7 days (5 of 7). 12 of 14 days have an answer."
            ),
            (
                "Your pain at rest was about 2 in your first week. In the last 7 days it was "
                "about 5. You answered on 12 of 14 days."
            ),
        ),
        (
            [0] * 14,
            (
                "Resting pain is 0 in the last 7 days (7 of 7 days answered), as in the "
                "first week (7 of 7). 14 of 14 days have an answer."
            ),
            (
                "Your pain at rest was about 0 in your first week. In the last 7 days it was "
                "about 0. You answered on 14 of 14 days."
            ),
        ),
        (
            [7] * 7 + [5] * 7,
            (
                "Resting pain fell from 7 in the first week (7 of 7 days answered) to 5 in "
                "the last 7 days (7 of 7). 14 of 14 days have an answer."
            ),
            (
                "Your pain at rest was about 7 in your first week. In the last 7 days it was "
                "about 5. You answered on 14 of 14 days."
            ),
        ),
        (
            [6] * 7 + [None] * 5 + [4, 4],
            (
                "Resting pain: first week 6; last 7 days too few answers (2 of 3). 9 of 14 "
                "days have an answer."
            ),
            (
                "Your pain at rest: in your first week, 6. In the last 7 days, too few "
                "answers (2 of 3). You answered on 9 of 14 days."
            ),
        ),
        (
            [6] * 10,
            (
                "Resting pain is 6 in the last 7 days (7 of 7 days answered). It can be "
                "compared with the first week from Sun 13 Sep. 10 of 10 days have an answer."
            ),
            (
                "Your pain at rest was about 6 in the last 7 days. From Sun 13 Sep we can "
                "compare it with your first week. You answered on 10 of 10 days."
            ),
        ),
        (
            [None] * 3,
            "There are no answers about pain at rest yet.",
            "You have not told us about your pain at rest yet.",
        ),
    ],
)
def test_the_sentence_says_first_week_now_and_how_many(scores, clinic, patient):
    seen = days_of(*scores)

    assert words.sentence(seen) == clinic
    assert words.sentence(seen, Reader.PATIENT) == patient


def test_the_day_named_is_the_first_that_can_be_compared():
    first = date(2026, 9, 13)
    answered = (first - START).days + 1

    assert days_of(*[6] * (answered - 1)).comparison.label is Label.TOO_FEW
    assert days_of(*[6] * answered).comparison.label is Label.UNCHANGED


def test_a_trough_between_first_week_and_now_is_told():
    seen = days_of(*[6] * 7, *[2] * 14, *[6] * 7)

    assert "In between it was as low as 2, on " in words.sentence(seen)


def test_a_peak_between_first_week_and_now_is_told():
    seen = days_of(*[3] * 7, *[8] * 14, *[3] * 7)

    assert "In between it was as high as 8, on " in words.sentence(seen)


def test_every_number_of_the_sentence_is_a_number_of_the_picture(twelve_weeks, marks):
    written = described.description(twelve_weeks, marks)
    worst = [day.worst for day in twelve_weeks.days if day.worst is not None]
    longest = max(twelve_weeks.gaps, key=lambda gap: gap.days)
    comparison = twelve_weeks.comparison

    assert f"from {comparison.baseline.median:g} in the first week" in written
    assert f"to {comparison.current.median:g} in the last 7 days" in written
    assert (
        f"{twelve_weeks.answered} of {twelve_weeks.counted} days have an answer"
        in written
    )
    assert f"The longest gap is {longest.days} days" in written
    assert f"between {min(worst)} and {max(worst)}, on {len(worst)} days" in written
    assert written.count("of the plan began on") == 3
    assert "On hold from Wed 14 Oct to Tue 20 Oct." in written


@pytest.mark.parametrize(
    ("hold", "written"),
    [
        (HoldSpan(START), "On hold since Mon 31 Aug."),
        (HoldSpan(START, START), "On hold on Mon 31 Aug."),
        (HoldSpan(START, START + DAY), "On hold from Mon 31 Aug to Tue 1 Sep."),
    ],
)
def test_a_hold_is_told_with_its_days(hold, written):
    assert described.hold_in_words(hold) == written


def test_many_versions_are_counted(twelve_weeks):
    many = Marks([VersionMark(START + n * DAY, n) for n in range(5)])

    assert described.versions_in_words(twelve_weeks, many) == [
        "5 versions of the plan began in these days."
    ]


def test_worst_pain_is_told_apart(nothing_yet):
    one = trend(
        resting=[], worst=[Pain("w", START, 7)], start=START, end=START, today=START
    )

    assert described.worst_in_words(one) == (
        "Worst pain during exercise was 7, on 1 day."
    )
    assert "No worst pain" in described.worst_in_words(nothing_yet)


def test_the_table_has_every_day_newest_first(twelve_weeks, marks):
    table = described.rows(twelve_weeks, marks)

    assert [row.on for row in table] == [day.on for day in reversed(twelve_weeks.days)]
    assert [row.resting for row in table].count("no answer") == sum(
        day.missing for day in twelve_weeks.days
    )


def test_the_table_writes_a_zero_and_a_gap_differently():
    zero, gap = described.rows(days_of(0, None, 4))[:0:-1]

    assert zero.resting == "0"
    assert gap.resting == "no answer"
    assert gap.median == described.NOTHING


def test_today_without_an_answer_is_empty_in_the_table():
    newest = described.rows(days_of(4, None))[0]

    assert newest.resting == described.NOTHING


def test_the_table_notes_plan_and_hold(twelve_weeks, marks):
    notes = {row.on: row.note for row in described.rows(twelve_weeks, marks)}

    assert notes[START + 28 * DAY] == "plan version 2"
    assert notes[START + 45 * DAY] == "on hold"
    assert notes[START + 1 * DAY] == ""


@pytest.mark.parametrize("label", Label)
def test_each_label_has_a_name(label):
    assert re.fullmatch(r"[a-z ]+", words.label_in_words(label))
