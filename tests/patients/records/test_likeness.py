"""Whether two names may be the same person's."""

import pytest

from patients.records.likeness import alike


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nora Whitfield", "Nora Whitfield", True),
        ("Nora Whitfield", "WHITFIELD Nora", True),
        ("Nora Whitfield", "Norah Whitfeld", True),
        ("Zoë Núñez", "Zoe Nunez", True),
        ("Jon Smith", "John Smyth", True),
        ("Anna-Maria Lee", "Anna Lee", True),
        ("محمد علي", "محمد علی", True),
        ("Nora Whitfield", "Oskar Lamb", False),
        ("Ann Lee", "Bob Ray", False),
        ("🙂", "Nora", False),
    ],
)
def test_close_names_are_alike(one, other, same):
    assert alike(one, other) is same
    assert alike(other, one) is same
