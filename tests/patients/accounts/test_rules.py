"""Neutral names, telephone numbers, time zones."""

import pytest
from django.core.exceptions import ValidationError

from patients.accounts.neutral import telling_words
from patients.accounts.phones import read_phone
from patients.accounts.zones import zone_choices


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Kestrel Lane", []),
        ("Kneeland & Backhouse", []),
        ("The Hip Clinic", ["Hip"]),
        ("SI-Joint Centre", ["SI", "Joint"]),
        ("PAIN away", ["PAIN"]),
        ("Back Lane", ["Back"]),
        ("", []),
        ("عيادة 🙂", []),
    ],
)
def test_words_that_give_a_reason_away_are_found(name, words):
    assert telling_words(name) == words


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("020 7946 0000", "uk", "+44 20 7946 0000"),
        ("(020) 7946-0000", "uk", "+44 20 7946 0000"),
        ("+1 202 555 0100", "uk", "+1 202-555-0100"),
        ("202-555-0100", "us", "+1 202-555-0100"),
        (" 999 ", "uk", "999"),
    ],
)
def test_a_number_is_kept_in_its_international_form(typed, country, kept):
    assert read_phone(typed, country) == kept


@pytest.mark.parametrize("typed", ["", "12", "phone", "🙂", "+", "0" * 40])
def test_a_number_nobody_can_dial_is_refused(typed):
    with pytest.raises(ValidationError, match="area code"):
        read_phone(typed, "uk")


def test_the_countrys_zones_come_first_and_none_twice():
    groups = zone_choices("us")
    names = [name for _, zones in groups for name, _ in zones]

    assert names[0] == "America/New_York"
    assert "Europe/London" in names
    assert len(names) == len(set(names))
