"""Why a patient needs someone: a table of situations, their reasons and their words."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.diary.adherence import Adherence, WhyNone
from programmes.outcomes.trends import compare
from programmes.triage.reasons import (
    NEED_ORDER,
    Need,
    OpenAlert,
    PlanState,
    Rule,
    Situation,
    Thresholds,
    need_of,
    rank_of,
    reasons,
)
from programmes.triage.words import in_words, need_in_words, sentence

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
NOTHING_DUE = Adherence(0, 0, why_none=WhyNone.NOT_PRESCRIBED)


def pain(first, now, *, days=7, weeks_ago=8):
    """Return the comparison of a steady first week with so many days of this one."""
    start = TODAY - weeks_ago * 7 * DAY
    values = {start + place * DAY: float(first) for place in range(7)}
    values |= {TODAY - place * DAY: float(now) for place in range(days)}
    return compare(values, end=TODAY)


NO_PAIN = compare({}, end=TODAY)


def situation(**changes):
    """Return a patient for whom all goes as usual."""
    usual = {
        "today": TODAY,
        "plan": PlanState.ACTIVE,
        "week": Adherence(6, 6),
        "pain": pain(4, 4),
        "last_session_on": TODAY - DAY,
        "active_since": TODAY - 60 * DAY,
    }
    return Situation(**{**usual, **changes})


@pytest.mark.parametrize(
    ("what", "changes", "need", "words"),
    [
        ("as usual", {}, "as_usual", "No reason to act."),
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


def ranked(**changes):
    now = situation(**changes)
    found = reasons(now)
    return rank_of(need_of(now, found), found)


def test_those_who_need_someone_come_first():
    emergency = ranked(alerts=[OpenAlert("emergency", "x")], plan=PlanState.ON_HOLD)
    up_by_4 = ranked(pain=pain(2, 6))
    up_by_2 = ranked(pain=pain(2, 4))
    silent_20 = ranked(last_session_on=TODAY - 20 * DAY, week=Adherence(0, 6))
    silent_8 = ranked(last_session_on=TODAY - 8 * DAY, week=Adherence(0, 6))
    better = ranked(pain=pain(6, 2))
    usual = ranked()
    draft = ranked(plan=PlanState.DRAFT, week=NOTHING_DUE, pain=NO_PAIN)
    order = [emergency, up_by_4, up_by_2, silent_20, silent_8, better, usual, draft]

    assert order == sorted(order)
    assert len(set(order)) == len(order)


def test_an_alert_that_somebody_has_seen_waits_behind_one_nobody_has():
    waiting = ranked(alerts=[OpenAlert("same_day", "x")])
    seen = ranked(alerts=[OpenAlert("same_day", "x", acknowledged=True)])

    assert waiting < seen


alerts = st.lists(
    st.builds(
        OpenAlert,
        severity=st.sampled_from(["emergency", "same_day", "this_week", "info"]),
        reason=st.sampled_from(["Fever", "A fall.", "A question?"]),
        acknowledged=st.booleans(),
    ),
    max_size=4,
)
situations = st.builds(
    situation,
    plan=st.sampled_from(PlanState),
    week=st.tuples(st.integers(0, 7), st.integers(0, 7)).map(
        lambda pair: Adherence(min(pair), max(pair))
    ),
    pain=st.builds(
        pain, st.integers(0, 10), st.integers(0, 10), days=st.integers(0, 7)
    ),
    last_session_on=st.one_of(
        st.none(), st.integers(0, 400).map(lambda n: TODAY - n * DAY)
    ),
    alerts=alerts,
    screened=st.booleans(),
)


@given(situations)
def test_reasons_are_ordered_kept_and_read_again(now):
    found = reasons(now)
    kept = json.loads(json.dumps([{"rule": r.rule, "params": r.params} for r in found]))

    assert [NEED_ORDER[r.need] for r in found] == sorted(
        NEED_ORDER[r.need] for r in found
    )
    assert len({r.rule for r in found}) == len(found)
    assert in_words(found) == (
        " ".join(sentence(r["rule"], r["params"]) for r in kept) or "No reason to act."
    )


@given(situations, st.randoms(use_true_random=False))
def test_the_order_of_alerts_does_not_matter(now, random):
    shuffled = situation(
        **{**vars(now), "alerts": random.sample(now.alerts, len(now.alerts))}
    )

    assert reasons(shuffled) == reasons(now)


@given(situations, situations)
def test_a_sooner_need_always_ranks_first(one, other):
    need, rank = {}, {}
    for name, now in (("one", one), ("other", other)):
        found = reasons(now)
        need[name] = need_of(now, found)
        rank[name] = rank_of(need[name], found)

    if NEED_ORDER[need["one"]] < NEED_ORDER[need["other"]]:
        assert rank["one"] < rank["other"]


def test_a_rule_from_another_release_is_named():
    assert sentence("goal_reached", {}) == "Reason: goal_reached."


@pytest.mark.parametrize("need", Need)
def test_each_need_has_a_word(need):
    assert need_in_words(need)
