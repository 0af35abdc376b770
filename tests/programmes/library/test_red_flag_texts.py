"""The red-flag texts: which numbers, which actions, for which country."""

import pytest

from programmes.library.texts import ACTIONS, read_texts

# slug: action, the numbers in the UK advice, the numbers in the US advice
TABLE = {
    "rf1_saddle_bladder_bowel": ("emergency_now", {"999", "A&E"}, {"911"}),
    "rf2_both_legs": ("emergency_now", {"999", "A&E"}, {"911"}),
    "rf9_one_leg_weak": ("emergency_now", {"A&E", "111"}, set()),
    "rf3_chest_faint_breath": ("emergency_now", {"999", "111"}, {"911"}),
    "rf4_trauma": ("same_day", {"999", "A&E", "111"}, {"911"}),
    "rf5_fever": ("same_day", {"111", "999"}, {"911"}),
    "rf6_calf": ("same_day", {"111", "999"}, {"911"}),
    "rf10_hot_joint": ("same_day", {"111"}, set()),
    "rf7_pregnancy": ("emergency_now", {"999"}, {"911"}),
    "rf11_after_birth": ("emergency_now", {"999"}, {"911"}),
    "rf12_weight_night": ("urgent_review", {"111"}, set()),
    "rf8_changed": ("contact_clinic", set(), set()),
}
UK, US = ("999", "111", "A&E"), ("911", "emergency department", "urgent care")


@pytest.fixture(scope="session")
def flags(shipped):
    return read_texts(shipped).red_flags


@pytest.mark.parametrize("slug", TABLE)
def test_a_question_leads_to_its_action_and_numbers(flags, slug):
    action, uk, us = TABLE[slug]

    question = flags.question(slug)

    assert question.action == action
    assert {each for each in UK if each in question.advice.uk.text} == uk
    assert {each for each in ("911",) if each in question.advice.us.text} == us


def test_no_question_is_missing_or_new(flags):
    assert {each.slug for each in flags.questions} == set(TABLE)


def test_no_country_is_given_the_other_ones_numbers(flags):
    every = [
        *(each.advice for each in flags.questions),
        *flags.not_sure.values(),
        flags.unspecified,
    ]

    for advice in every:
        assert not any(number in advice.uk.text for number in US)
        assert not any(number in advice.us.text for number in UK)


def test_advice_is_refused_for_a_country_it_is_not_written_for(flags):
    with pytest.raises(ValueError, match="'fr'"):
        flags.unspecified.for_country("fr")


def test_the_words_to_say_for_cauda_equina_are_given(flags):
    advice = flags.question("rf1_saddle_bladder_bowel").advice

    assert "cauda equina" in advice.for_country("uk").say
    assert "cauda equina" in advice.for_country("us").say


def test_not_sure_has_advice_for_every_action(flags):
    assert set(flags.not_sure) == set(ACTIONS)


def test_only_a_change_does_not_hold_the_programme(flags):
    assert [each.slug for each in flags.questions if not each.holds] == ["rf8_changed"]


def test_every_question_asked_daily_is_covered_by_one_line(flags):
    covered = [slug for line in flags.lines for slug in line.covers]

    assert sorted(covered) == sorted(
        each.slug for each in flags.questions if each.daily
    )


def test_lines_on_pregnancy_and_birth_say_whom_they_are_for(flags):
    for_some = {line.slug: line.only_if for line in flags.lines if line.only_if}

    assert for_some == {"pregnancy": "pregnant", "after_birth": "birth_in_12_weeks"}
    assert {line.slug for line in flags.lines if not line.only_if} == {
        "saddle",
        "legs",
        "chest",
        "fall",
        "fever",
    }
    assert len([each for each in flags.questions if not each.only_if]) == 10
