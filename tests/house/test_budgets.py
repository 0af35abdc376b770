"""The budgeted pages ask the database no more of a large clinic than of a small one.

The large clinic has fewer people than the 500 that `make bench` measures, so that the
suite stays quick; they fill three pages of the caseload.
"""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test.utils import CaptureQueriesContext

from programmes.outcomes.queries import trend_and_marks
from tests.bench.data import fill
from tests.bench.pages import pages
from tests.factories import NOW, TODAY

SIZES = {"small": (5, 5), "large": (75, 60)}


@pytest.fixture
def measured(db):
    """Each page's statements and budget, by the clinic's size and the page's name."""
    with time_machine.travel(NOW, tick=False):
        return {name: statements_at(*size) for name, size in SIZES.items()}


def statements_at(patients, sessions):
    """Count in a clinic of this size, which is gone afterwards."""
    counts = {}
    with transaction.atomic():
        for page in pages(fill(patients=patients, sessions=sessions, now=NOW)):
            page.ask()  # what a process reads once is read; the session is in use
            with CaptureQueriesContext(transaction.get_connection()) as asked:
                page.ask()
            counts[page.name] = (len(asked), page.statements)
        transaction.set_rollback(True)
    return counts


def test_the_budgets_hold_at_both_sizes(measured):
    small, large = measured["small"], measured["large"]

    over = {
        name: f"{count} statements, {budget} are allowed"
        for name, (count, budget) in large.items()
        if count > budget
    }

    assert small == large
    assert not over


def test_the_trend_is_read_in_one_statement(db, django_assert_num_queries):
    patient = fill(patients=2, sessions=40, now=NOW).patients[1]
    assignment = patient.assignments.get()

    with django_assert_num_queries(1):
        trend, marks = trend_and_marks(
            patient,
            assignment,
            start=TODAY - timedelta(days=83),
            end=TODAY,
            today=TODAY,
        )

    assert trend.answered > 40
    assert [version.number for version in marks.versions] == [1, 2]
