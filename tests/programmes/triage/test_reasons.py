"""Why a patient needs someone: a table of situations, their reasons and their words."""

from datetime import date

import pytest

from programmes.diary.adherence import Adherence, WhyNone
from programmes.outcomes.trends import compare
from programmes.triage.reasons import (
    Need,
    OpenAlert,
    PlanState,
    Rule,
    Thresholds,
    need_of,
    reasons,
)
from programmes.triage.words import in_words, need_in_words, sentence
from tests.programmes.triage.situations import (
    DAY,
    NO_PAIN,
    NOTHING_DUE,
    TODAY,
    pain,
    situation,
)


@pytest.mark.parametrize(
    ("what", "changes", "need", "words"),
    [
        ("as usual", {}, "as_usual", "No reason to act."),
        (
            "on the plan's last day",
            {"planned_until": TODAY},
            "as_usual",
            "No reason to act.",
        ),
        (
            "past the plan's last day: nothing expires silently",
            {"planned_until": TODAY - DAY, "week": Adherence(6, 6)},
            "this_week",
            "The plan ran out on Sun 22 Nov: review, go on or end it.",
        ),
        (
            "silent, and what that cost",
            {"last_session_on": TODAY - 9 * DAY, "week": Adherence(1, 4)},
            "this_week",
            "Silent for 9 days. Missed 3 of 4.",
        ),
        (
            "silent for exactly seven days",
            {"last_session_on": TODAY - 7 * DAY, "week": Adherence(0, 2)},
            "this_week",
            "Silent for 7 days. Missed 2 of 2.",
        ),
        (
            "six days are not silence",
            {"last_session_on": TODAY - 6 * DAY, "week": Adherence(1, 2)},
            "as_usual",
            "No reason to act.",
        ),
        (
            "no session since the plan began",
            {
                "last_session_on": None,
                "active_since": TODAY - 8 * DAY,
                "week": Adherence(0, 7),
                "pain": NO_PAIN,
            },
            "this_week",
            "No session yet, 8 days into the plan. Missed 7 of 7.",
        ),
        (
            "a new plan is not silent",
            {"last_session_on": None, "active_since": TODAY - 3 * DAY},
            "as_usual",
            "No reason to act.",
        ),
        (
            "silence begins again when a hold ends",
            {
                "last_session_on": TODAY - 20 * DAY,
                "active_since": TODAY - 2 * DAY,
                "week": Adherence(0, 1),
            },
            "as_usual",
            "No reason to act.",
        ),
        (
            "nobody is silent on hold",
            {
                "plan": PlanState.ON_HOLD,
                "last_session_on": TODAY - 20 * DAY,
                "week": Adherence(0, 0, why_none=WhyNone.ON_HOLD),
            },
            "as_usual",
            "The plan is on hold.",
        ),
        (
            "an unscheduled plan misses nothing",
            {"last_session_on": TODAY - 20 * DAY, "week": NOTHING_DUE},
            "as_usual",
            "No reason to act.",
        ),
        (
            "pain up by two",
            {"pain": pain(2, 4, days=4)},
            "today",
            "Resting pain is up 2 on the first week (2 → 4, 4 of 7 days answered).",
        ),
        (
            "pain up, and missed days beside it",
            {"pain": pain(3, 5.5), "week": Adherence(4, 6)},
            "today",
            (
                "Resting pain is up 2.5 on the first week (3 → 5.5, 7 of 7 days answered). "
                "Missed 2 of 6."
            ),
        ),
        (
            "pain up by less",
            {"pain": pain(2, 3.5)},
            "as_usual",
            "No reason to act.",
        ),
        (
            "high pain that has always been high",
            {"pain": pain(8, 8)},
            "as_usual",
            "No reason to act.",
        ),
        (
            "too few answers say nothing about pain",
            {"pain": pain(2, 9, days=2)},
            "as_usual",
            "No reason to act.",
        ),
        (
            "most sessions missed",
            {"week": Adherence(2, 6)},
            "this_week",
            "Missed 4 of 6.",
        ),
        ("two missed of seven", {"week": Adherence(5, 7)}, "as_usual", None),
        (
            "better",
            {"pain": pain(6, 2)},
            "good",
            "Better: resting pain 6 → 2 since the first week.",
        ),
        (
            "an open emergency leads",
            {
                "alerts": [
                    OpenAlert("same_day", "Pain in one calf"),
                    OpenAlert("emergency", "Answered yes to numbness."),
                ],
                "plan": PlanState.ON_HOLD,
            },
            "now",
            "Answered yes to numbness. 1 more open alert. The plan is on hold.",
        ),
        (
            "a same-day alert",
            {"alerts": [OpenAlert("same_day", "Fever")]},
            "today",
            "Fever.",
        ),
        (
            "a question of this week",
            {"alerts": [OpenAlert("this_week", "A question?", acknowledged=True)]},
            "this_week",
            "A question?",
        ),
        (
            "a draft",
            {"plan": PlanState.DRAFT, "week": NOTHING_DUE, "pain": NO_PAIN},
            "waiting",
            "The plan is a draft and has not started.",
        ),
        (
            "not screened",
            {
                "plan": PlanState.NONE,
                "screened": False,
                "week": NOTHING_DUE,
                "pain": NO_PAIN,
            },
            "waiting",
            "Screening has open questions, so no plan can start.",
        ),
        (
            "not screened, on a running plan",
            {"screened": False},
            "as_usual",
            "Screening has open questions.",
        ),
        (
            "ended: neither silent nor worse nor better",
            {
                "plan": PlanState.ENDED,
                "last_session_on": TODAY - 90 * DAY,
                "pain": pain(2, 7),
                "screened": False,
            },
            "waiting",
            "No reason to act.",
        ),
    ],
)
def test_need_and_words(what, changes, need, words):
    now = situation(**changes)

    found = reasons(now)

    assert need_of(now, found) == need, what
    assert in_words(found) == (words or "No reason to act.")


def test_a_rise_is_told_while_first_week_and_now_still_overlap():
    start = TODAY - 10 * DAY
    values = {start + place * DAY: 2.0 if place < 5 else 7.0 for place in range(11)}
    now = situation(pain=compare(values, end=TODAY))

    assert Rule.PAIN_UP in [reason.rule for reason in reasons(now)]


def test_pain_is_judged_against_the_patients_own_first_week():
    low_but_rising = reasons(situation(pain=pain(1, 3)))
    high_but_steady = reasons(situation(pain=pain(9, 9)))

    assert [reason.rule for reason in low_but_rising] == [Rule.PAIN_UP]
    assert high_but_steady == ()


def test_silence_counts_days_over_a_months_end():
    now = situation(
        today=date(2026, 3, 3),
        last_session_on=date(2026, 2, 1),
        active_since=date(2025, 12, 31),
    )

    assert now.silent_days == 30


def test_thresholds_can_be_changed():
    strict = Thresholds(silent_days=3, pain_rise=1, missed_days=1, missed_share=0)
    now = situation(
        last_session_on=TODAY - 3 * DAY, pain=pain(4, 5), week=Adherence(5, 6)
    )

    assert [reason.rule for reason in reasons(now, strict)] == [
        Rule.PAIN_UP,
        Rule.SILENT,
        Rule.MISSED,
    ]
    assert reasons(now) == ()


def test_a_rule_from_another_release_is_named():
    assert sentence("goal_reached", {}) == "Reason: goal_reached."


@pytest.mark.parametrize("need", Need)
def test_each_need_has_a_word(need):
    assert need_in_words(need)
