"""The rules and questions that ship with the product, read without a database."""

import pytest

from programmes.library.reading import read_content
from programmes.screening.questionnaire import questionnaire
from programmes.screening.rulebook import read_rules


@pytest.fixture(scope="session")
def rule_data():
    content = read_content()
    return {**content["screening"], "sources": content["sources"]["sources"]}


@pytest.fixture(scope="session")
def book(rule_data):
    return read_rules(rule_data)


@pytest.fixture(scope="session")
def questions():
    return questionnaire()
