"""The red-flag net as a table a clinician can review. No database."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.diary.red_flags import (
    ALERT_SEVERITY,
    NOTHING_FLAGGED,
    URGENCY,
    Action,
    Person,
    Reply,
    covered_by,
    daily_lines,
    from_answers,
    from_daily,
    full_questions,
)
from programmes.library.reading import read_content
from programmes.library.texts import read_texts

TODAY = date(2026, 11, 23)
FLAGS = read_texts(read_content()).red_flags
NOT_PREGNANT = Person(pregnant=False)
PREGNANT = Person(pregnant=True)
ALWAYS = ("saddle", "legs", "chest", "fall", "fever")
LINES = daily_lines(FLAGS, NOT_PREGNANT, today=TODAY)

# question, action, severity of the alert, plan held, condition added to the record
CASES = [
    (
        "rf1_saddle_bladder_bowel",
        "emergency_now",
        "emergency",
        True,
        "cauda_equina_signs",
    ),
    ("rf2_both_legs", "emergency_now", "emergency", True, "cauda_equina_signs"),
    (
        "rf9_one_leg_weak",
        "emergency_now",
        "emergency",
        True,
        "progressive_neuro_deficit",
    ),
    ("rf3_chest_faint_breath", "emergency_now", "emergency", True, "unstable_cardiac"),
    ("rf4_trauma", "same_day", "same_day", True, "suspected_fracture"),
    ("rf5_fever", "same_day", "same_day", True, "infection_fever"),
    ("rf6_calf", "same_day", "same_day", True, "suspected_dvt"),
    ("rf10_hot_joint", "same_day", "same_day", True, "infection_fever"),
    ("rf7_pregnancy", "emergency_now", "emergency", True, "pregnancy_complication"),
    ("rf11_after_birth", "emergency_now", "emergency", True, "pregnancy_complication"),
    ("rf12_weight_night", "urgent_review", "same_day", True, "severe_nocturnal_pain"),
    ("rf8_changed", "contact_clinic", "same_day", False, ""),
]
SLUGS = [case[0] for case in CASES]


def daily(ticked, *, none=False, lines=LINES, country="uk"):
    return from_daily(FLAGS, lines, none_of_these=none, ticked=ticked, country=country)


def test_the_table_covers_every_question_of_the_library():
    assert sorted(SLUGS) == sorted(question.slug for question in FLAGS.questions)


# Which lines apply


@pytest.mark.parametrize(
    ("person", "more"),
    [
        (NOT_PREGNANT, ()),
        (PREGNANT, ("pregnancy",)),
        (Person(pregnant=None), ("pregnancy",)),
        (Person(pregnant=False, gave_birth_on=TODAY), ("after_birth",)),
        (
            Person(pregnant=False, gave_birth_on=TODAY - timedelta(weeks=12)),
            ("after_birth",),
        ),
        (
            Person(pregnant=False, gave_birth_on=TODAY - timedelta(weeks=12, days=1)),
            (),
        ),
        (Person(pregnant=False, gave_birth_on=TODAY + timedelta(days=1)), ()),
        (Person(pregnant=True, gave_birth_on=TODAY), ("pregnancy", "after_birth")),
    ],
)
def test_the_lines_that_apply(person, more):
    lines = [line.slug for line in daily_lines(FLAGS, person, today=TODAY)]

    assert tuple(lines) == (*ALWAYS, *more)


def test_the_full_check_asks_more_than_the_list():
    asked = [question.slug for question in full_questions(FLAGS, PREGNANT, today=TODAY)]
    listed = covered_by(
        daily_lines(FLAGS, PREGNANT, today=TODAY), (*ALWAYS, "pregnancy")
    )

    assert set(asked) - set(listed) == {"rf12_weight_night", "rf8_changed"}
    assert "rf11_after_birth" not in asked


# One answer


@pytest.mark.parametrize("reply", [Reply.YES, Reply.NOT_SURE])
@pytest.mark.parametrize(("slug", "action", "severity", "holds", "condition"), CASES)
def test_a_yes_and_a_not_sure_stop_alike(
    slug, action, severity, holds, condition, reply
):
    found = from_answers(FLAGS, {slug: reply}, country="uk")

    assert found.flagged
    assert found.action == action
    assert found.severity == severity
    assert found.holds is holds
    assert found.rescreens is not holds
    assert found.conditions == ((condition,) if condition else ())


@pytest.mark.parametrize("slug", SLUGS)
def test_a_no_leads_to_nothing(slug):
    assert from_answers(FLAGS, {slug: "no"}, country="uk") == NOTHING_FLAGGED


def test_no_answers_lead_to_nothing():
    assert from_answers(FLAGS, {}, country="uk") == NOTHING_FLAGGED
    assert NOTHING_FLAGGED.severity is None
    assert not NOTHING_FLAGGED.flagged


@pytest.mark.parametrize("country", ["uk", "us"])
@pytest.mark.parametrize("slug", SLUGS)
def test_the_advice_is_the_countrys_and_the_answers(slug, country):
    question = FLAGS.question(slug)

    yes = from_answers(FLAGS, {slug: "yes"}, country=country).told
    not_sure = from_answers(FLAGS, {slug: "not_sure"}, country=country).told

    assert [piece.advice for piece in yes] == [question.advice.for_country(country)]
    assert [piece.advice for piece in not_sure] == [
        FLAGS.not_sure[question.action].for_country(country)
    ]


@pytest.mark.parametrize(
    ("slug", "country", "number"),
    [
        ("rf1_saddle_bladder_bowel", "uk", "999"),
        ("rf1_saddle_bladder_bowel", "us", "911"),
        ("rf2_both_legs", "uk", "999"),
        ("rf3_chest_faint_breath", "us", "911"),
    ],
)
def test_an_emergency_names_the_number_to_call(slug, country, number):
    (piece,) = from_answers(FLAGS, {slug: "yes"}, country=country).told

    assert number in piece.advice.text
    assert number in piece.advice.call


def test_a_country_without_advice_is_refused():
    with pytest.raises(ValueError, match="fr"):
        from_answers(FLAGS, {"rf5_fever": "yes"}, country="fr")


def test_an_answer_that_is_none_is_refused():
    with pytest.raises(ValueError, match="perhaps"):
        from_answers(FLAGS, {"rf5_fever": "perhaps"}, country="uk")


# Several answers


def test_the_most_urgent_leads_and_all_are_told():
    replies = {
        "rf5_fever": "yes",
        "rf12_weight_night": "yes",
        "rf2_both_legs": "not_sure",
    }

    found = from_answers(FLAGS, replies, country="uk")

    assert found.action is Action.EMERGENCY_NOW
    assert [piece.question for piece in found.told] == [
        "rf2_both_legs",
        "rf5_fever",
        "rf12_weight_night",
    ]
    assert [piece.reply for piece in found.told] == ["not_sure", "yes", "yes"]


def test_a_change_beside_a_red_flag_holds_and_screens_again():
    found = from_answers(FLAGS, {"rf8_changed": "yes", "rf6_calf": "yes"}, country="uk")

    assert found.holds
    assert found.rescreens


@pytest.mark.parametrize(("one", "other"), list(product(Action, Action)))
def test_urgency_and_alert_never_disagree(one, other):
    order = ["emergency", "same_day", "this_week"]

    if URGENCY[one] < URGENCY[other]:
        assert order.index(ALERT_SEVERITY[one]) <= order.index(ALERT_SEVERITY[other])


@given(
    st.dictionaries(st.sampled_from(SLUGS), st.sampled_from(list(Reply))),
    st.sampled_from(SLUGS),
)
def test_one_more_yes_never_makes_it_milder(replies, more):
    before = from_answers(FLAGS, replies, country="uk")
    after = from_answers(FLAGS, {**replies, more: "yes"}, country="uk")

    assert after.flagged
    assert before.holds <= after.holds
    if before.action and after.action:
        assert URGENCY[after.action] <= URGENCY[before.action]


def test_a_yes_to_an_unknown_question_is_an_emergency():
    found = from_answers(
        FLAGS, {"rf99_of_an_older_page": "yes", "rf5_fever": "yes"}, country="uk"
    )

    assert found.action is Action.EMERGENCY_NOW
    assert found.unspecified
    assert found.holds
    assert "rf5_fever" in [piece.question for piece in found.told]


# The daily list


def test_none_of_these_leads_to_nothing():
    assert daily([], none=True) == NOTHING_FLAGGED


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("saddle", "emergency_now"),
        ("legs", "emergency_now"),
        ("chest", "emergency_now"),
        ("fall", "same_day"),
        ("fever", "same_day"),
    ],
)
def test_a_ticked_line_counts_as_a_yes_to_what_it_covers(line, action):
    found = daily([line])

    assert found.action == action
    assert found.holds
    assert not found.unspecified
    assert {piece.question for piece in found.told} == set(covered_by(LINES, [line]))


@pytest.mark.parametrize("country", ["uk", "us"])
def test_nothing_ticked_is_an_emergency_for_every_line_shown(country):
    found = daily([], country=country)

    assert found.action is Action.EMERGENCY_NOW
    assert found.severity == "emergency"
    assert found.holds
    assert found.unspecified
    assert found.told[0].advice == FLAGS.unspecified.for_country(country)
    assert {piece.question for piece in found.told[1:]} == set(
        covered_by(LINES, ALWAYS)
    )


def test_nothing_ticked_while_pregnant_brings_the_maternity_advice_too():
    lines = daily_lines(FLAGS, PREGNANT, today=TODAY)

    found = daily([], lines=lines)

    assert "rf7_pregnancy" in [piece.question for piece in found.told]


def test_a_tick_outweighs_none_of_these():
    assert daily(["chest"], none=True).action is Action.EMERGENCY_NOW


def test_a_tick_at_a_line_that_was_not_shown_is_an_emergency():
    found = daily(["pregnancy"])

    assert found.unspecified
    assert found.action is Action.EMERGENCY_NOW


@given(st.frozensets(st.sampled_from(ALWAYS), min_size=1))
def test_every_tick_holds_and_tells(ticked):
    found = daily(ticked)

    assert found.holds
    assert found.severity in {"emergency", "same_day"}
    assert len(found.told) == len(covered_by(LINES, ticked))
