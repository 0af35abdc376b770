import copy

import pytest

from programmes.screening.rulebook import Level, UnableToReadRules, read_rules


def test_the_levels_rank_from_ok_to_contraindicated():
    ranked = sorted(Level, key=lambda level: level.rank)

    assert ranked == ["ok", "caution", "not_checked", "contraindicated"]


def test_the_rules_hold_65_conditions_and_9_items(book):
    assert len(book.conditions) == 65
    assert len(book.items) == 9


def test_every_source_a_rule_names_is_listed(book):
    named = {
        key
        for condition in book.conditions.values()
        for rule in condition.rules.values()
        for key in rule.sources
    }

    assert named <= book.sources.keys()


def test_every_caution_says_what_to_change_or_why(book):
    silent = [
        (condition.id, item)
        for condition in book.conditions.values()
        for item, rule in condition.rules.items()
        if rule.level != Level.OK and not (rule.reason and rule.sources)
    ]

    assert silent == []


def drop_a_cell(data):
    del data["conditions"][3]["rules"]["bird_dog"]


def misspell_a_level(data):
    data["conditions"][3]["rules"]["bird_dog"]["level"] = "fine"


def misspell_a_programme(data):
    data["conditions"][3]["programme"] = "go"


def drop_a_baseline(data):
    del data["baseline_avoid_activities"]["crunches"]


def repeat_a_condition(data):
    data["conditions"].append(data["conditions"][0])


@pytest.mark.parametrize(
    "spoil",
    [
        drop_a_cell,
        misspell_a_level,
        misspell_a_programme,
        drop_a_baseline,
        repeat_a_condition,
    ],
)
def test_data_that_are_not_whole_are_refused(rule_data, spoil):
    spoiled = copy.deepcopy(rule_data)
    spoil(spoiled)

    with pytest.raises(UnableToReadRules):
        read_rules(spoiled)
