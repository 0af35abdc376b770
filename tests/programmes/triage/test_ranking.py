"""Who comes first, and what must hold for every situation."""

import json
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from programmes.diary.adherence import Adherence
from programmes.triage.reasons import (
    NEED_ORDER,
    OpenAlert,
    PlanState,
    need_of,
    rank_of,
    reasons,
)
from programmes.triage.words import in_words, sentence
from tests.programmes.triage.situations import (
    NO_PAIN,
    NOTHING_DUE,
    TODAY,
    pain,
    situation,
)

DAY = timedelta(days=1)


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
