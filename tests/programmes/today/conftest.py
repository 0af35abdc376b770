"""A patient with a plan, on a Monday morning, with their own phone."""

import pytest
import time_machine

from tests.conftest import remembered_as
from tests.factories import NOW, AssignmentFactory, with_plan


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def assignment(patient):
    return AssignmentFactory(patient=patient)


@pytest.fixture
def version(assignment):
    return with_plan(assignment)


@pytest.fixture
def phone(patient):
    return remembered_as(patient)
