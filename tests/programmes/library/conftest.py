"""The content that ships, whole and in pieces that a test may break."""

import copy

import pytest

from programmes.library.reading import read_content


@pytest.fixture(scope="session")
def shipped():
    return read_content()


@pytest.fixture
def content(shipped):
    """A copy to break."""
    return copy.deepcopy(shipped)
