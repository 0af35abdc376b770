from programmes.library.reading import read_content
from programmes.screening.facts import AGE, CLEARANCE
from programmes.screening.readings import RULES


def test_every_condition_is_decided_once_by_a_question_or_a_derived_fact(
    book, questions
):
    asked = [c for question in questions.questions for c in question.conditions]

    assert sorted([*asked, AGE, CLEARANCE]) == sorted(book.conditions)


def test_somebody_who_is_not_pregnant_answers_at_most_40_questions(questions):
    asked = [question for question in questions.questions if not question.only_if]

    assert len(asked) <= 40


def test_no_group_is_empty_and_no_question_stands_outside(questions):
    assert all(group.questions for group in questions.groups)
    assert all(
        question.group == group.slug
        for group in questions.groups
        for question in group.questions
    )


def test_slugs_are_unique(questions):
    slugs = [question.slug for question in questions.questions]

    assert len(slugs) == len(set(slugs))


def test_every_question_is_read_by_a_known_rule(questions):
    assert {question.rule for question in questions.questions} <= RULES.keys()


def test_every_choice_leads_to_conditions_of_its_question_or_to_not_sure(questions):
    for question in questions.questions:
        if question.rule != "which":
            continue
        which = question.details[0]
        assert which.choices.keys() - {"not_sure"} == which.decides.keys()
        led_to = {c for conditions in which.decides.values() for c in conditions}
        assert led_to == set(question.conditions)


def test_a_question_that_depends_on_another_comes_after_it(questions):
    slugs = [question.slug for question in questions.questions]

    for question in questions.questions:
        if question.only_if:
            assert slugs.index(question.only_if) < slugs.index(question.slug)


def test_a_cause_brings_its_groups_first_and_loses_none(questions):
    usual = [group.slug for group in questions.groups]

    for_pregnancy = [group.slug for group in questions.for_cause("pregnancy")]

    assert for_pregnancy[:2] == ["pregnancy", "back"]
    assert sorted(for_pregnancy) == sorted(usual)
    assert [group.slug for group in questions.for_cause("other")] == usual


def test_the_questions_a_cause_asks_first_are_brought_by_it(questions):
    for cause in read_content()["causes"]["causes"]:
        brought = {
            condition
            for question in questions.questions
            if cause["slug"] in question.causes
            for condition in question.conditions
        }
        assert set(cause["asks_first"]) <= brought, cause["slug"]


def test_sentences_are_short_enough_to_read_aloud(questions):
    # Our default: at most 45 words in a question, and in its hint.
    for question in questions.questions:
        assert len(question.text.split()) <= 45, question.slug
        assert len(question.hint.split()) <= 45, question.slug
