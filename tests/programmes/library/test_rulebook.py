"""The data that the pure rules of other rooms read."""

import pytest

from programmes.library import queries, rulebook


@pytest.fixture
def version(db):
    return queries.current_version()


def test_the_rulebook_carries_the_sources_its_rules_name(version):
    book = rulebook.rulebook(version)

    named = {
        source
        for condition in book["conditions"]
        for rule in condition["rules"].values()
        for source in rule["sources"]
    }
    assert named <= set(book["sources"])


def test_an_activity_starts_from_avoid_by_default(version):
    book = rulebook.rulebook(version)

    assert {
        book["baseline_avoid_activities"][item]["level"]
        for item in book["avoid_activities"]
    } == {"caution"}


def test_there_are_19_variants_each_of_a_known_exercise(version):
    swaps = rulebook.swaps(version)
    book = rulebook.rulebook(version)

    assert list(swaps["variants"]) == book["exercises"]
    assert sum(len(variants) for variants in swaps["variants"].values()) == 19


def test_a_swap_is_a_variant_of_the_exercise_it_stands_for(version):
    swaps = rulebook.swaps(version)

    for by_exercise in swaps["swap_ok"].values():
        for exercise, variants in by_exercise.items():
            known = {each["id"] for each in swaps["variants"][exercise]}
            assert set(variants) <= known


def test_the_pain_zones_cover_0_to_10_without_a_gap(version):
    zones = rulebook.pain_rules(version)["zones"]

    covered = [pain for low, high in zones.values() for pain in range(low, high + 1)]
    assert covered == list(range(11))


def test_every_pain_rule_has_its_place_in_the_order(version):
    rules = rulebook.pain_rules(version)

    ranked = [each for each in rules["precedence"] if each.isupper()]
    assert sorted(ranked) == sorted(each["slug"] for each in rules["rules"])
