"""What stands between a draft and an active plan. No database."""

from dataclasses import replace

import pytest

from programmes.prescribing import guards
from programmes.prescribing.dosing import Dose
from programmes.prescribing.drafts import (
    ActivityDraft,
    ItemDraft,
    PlanDraft,
    Reason,
    Seen,
)
from programmes.screening.verdicts import Level, Programme, Verdict
from programmes.screening.verdicts import Reason as Because
from tests.factories import TODAY

TOE = "Keep the toe on the floor"
BENCH = "Forearms on a bench"
ALLOWED = {"bird_dog": guards.Allowed({"sets": [1, 3], "days_per_week": [2, 7]})}
ITEM = ItemDraft("bird_dog", Dose(2, 6, 5, 45), "1010100")


def verdict(level, *modifications, slug="bird_dog"):
    return {
        slug: Verdict(slug, level, (Because(level, text="Why."),), tuple(modifications))
    }


def plan(*items, activities=()):
    return PlanDraft(TODAY, 8, items, activities)


def standing(verdicts, **changes):
    fine = guards.Standing(verdicts, Programme.PROCEED, cleared=True, approved=True)
    return replace(fine, **changes)


def codes(reasons):
    return [reason.code for reason in reasons]


def test_a_checked_cleared_approved_plan_may_start():
    ok = verdict(Level.OK)

    assert guards.before_saving(plan(ITEM), verdicts=ok, allowed=ALLOWED) == []
    assert guards.before_starting(plan(ITEM), standing(ok)) == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"archived": True}, Reason("archived")),
        ({"red_flags": 2}, Reason("red_flag", details=("2",))),
        (
            {"programme": Programme.HOLD, "held_by": ("Fever",)},
            Reason("hold", details=("Fever",)),
        ),
        ({"unanswered": 3}, Reason("unanswered", details=("3",))),
        ({"cleared": False}, Reason("clearance")),
        ({"approved": False}, Reason("approval")),
    ],
)
def test_each_gate_stops_a_start_by_its_own_name(changes, reason):
    found = guards.before_starting(plan(ITEM), standing(verdict(Level.OK), **changes))

    assert found == [reason]


def test_an_item_that_is_not_checked_stops_a_start():
    found = guards.before_starting(plan(ITEM), standing(verdict(Level.NOT_CHECKED)))

    assert found == [Reason("not_checked", "bird_dog")]


@pytest.mark.parametrize("ticked", [(), ("Something that is no longer advised",)])
def test_a_caution_needs_one_of_its_modifications(ticked):
    item = replace(ITEM, modifications=ticked)

    found = guards.before_starting(
        plan(item), standing(verdict(Level.CAUTION, TOE, BENCH))
    )

    assert found == [Reason("unacknowledged", "bird_dog")]


@pytest.mark.parametrize("ticked", [(TOE,), (BENCH,), (TOE, BENCH)])
def test_of_several_modifications_those_that_apply_are_ticked(ticked):
    item = replace(ITEM, modifications=ticked)

    found = guards.before_starting(
        plan(item), standing(verdict(Level.CAUTION, TOE, BENCH))
    )

    assert found == []


def test_a_caution_without_a_modification_is_acknowledged_by_its_reason():
    bare = verdict(Level.CAUTION)

    assert guards.advice(bare["bird_dog"]) == ("Why.",)
    assert (
        guards.before_starting(
            plan(replace(ITEM, modifications=("Why.",))), standing(bare)
        )
        == []
    )


def test_a_contraindicated_item_cannot_even_be_saved():
    found = guards.before_saving(
        plan(ITEM), verdicts=verdict(Level.CONTRAINDICATED), allowed=ALLOWED
    )

    assert found == [Reason("contraindicated", "bird_dog")]


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (replace(ITEM, dose=Dose(4, 6, 5, 45)), "dose"),
        (replace(ITEM, weekdays="1000000"), "dose"),
        (replace(ITEM, slug="retired_exercise"), "retired"),
    ],
)
def test_a_dose_out_of_limits_or_a_retired_exercise_is_not_saved(item, code):
    found = guards.before_saving(
        plan(item), verdicts=verdict(Level.OK), allowed=ALLOWED
    )

    assert codes(found) == [code]


def test_a_plan_without_exercises_is_not_saved():
    assert codes(guards.before_saving(plan(), verdicts={}, allowed=ALLOWED)) == [
        "no_exercise"
    ]


@pytest.mark.parametrize(
    ("seen", "now", "worse"),
    [
        (Level.OK, Level.CAUTION, True),
        (Level.CAUTION, Level.NOT_CHECKED, True),
        (Level.NOT_CHECKED, Level.CONTRAINDICATED, True),
        (Level.CONTRAINDICATED, Level.CAUTION, False),
        (Level.OK, Level.OK, False),
    ],
)
def test_a_verdict_that_got_worse_since_the_page_is_noticed(seen, now, worse):
    item = replace(ITEM, seen=Seen(seen.value, frozenset({TOE})))

    found = guards.got_worse(item, verdict(now, TOE)["bird_dog"])

    assert bool(found) is worse


def test_new_advice_under_the_same_level_is_noticed():
    item = replace(ITEM, seen=Seen("caution", frozenset({TOE})))

    found = guards.got_worse(item, verdict(Level.CAUTION, TOE, BENCH)["bird_dog"])

    assert found == [Reason("new_advice", "bird_dog", (BENCH,))]


@pytest.mark.parametrize(
    ("level", "activity", "code"),
    [
        (
            Level.CONTRAINDICATED,
            ActivityDraft("sit_ups", "fine", None, "Y"),
            ["not_relaxed"],
        ),
        (Level.CAUTION, ActivityDraft("sit_ups", "fine"), ["relaxed_without_reason"]),
        (Level.CAUTION, ActivityDraft("sit_ups", "limit", 5, "Strong."), []),
        (Level.CONTRAINDICATED, ActivityDraft("sit_ups", "avoid"), []),
        (Level.OK, ActivityDraft("long_gone", "avoid"), ["retired"]),
        (Level.OK, ActivityDraft("", "avoid", None, "It hurts.", "Rowing"), []),
    ],
)
def test_an_activity_is_relaxed_only_with_a_reason_and_never_against_the_rules(
    level, activity, code
):
    verdicts = verdict(Level.OK) | verdict(level, slug="sit_ups")

    found = guards.before_saving(
        plan(ITEM, activities=(activity,)), verdicts=verdicts, allowed=ALLOWED
    )

    assert codes(found) == code
