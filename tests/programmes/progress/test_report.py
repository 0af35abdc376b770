"""The report counts what really happened, and every number opens its rows."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.diary.adherence import adherence
from programmes.progress.export import safe_cell
from programmes.progress.numbers import ROWS, numbers, rows_behind
from programmes.progress.period import Period
from programmes.progress.queries import report
from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    HoldFactory,
    PatientFactory,
    RestingPainFactory,
    SessionFactory,
    with_plan,
)

pytestmark = pytest.mark.django_db
PERIOD = Period(TODAY - timedelta(days=28), TODAY)


@pytest.fixture(autouse=True)
def on_this_monday():
    with time_machine.travel(NOW, tick=False):
        yield


def days_ago(days):
    return TODAY - timedelta(days=days)


def on_programme(clinic, *, first=None, last=None, sessions=(), **fields):
    """Give the clinic a patient with pains in the first and the last week."""
    patient = PatientFactory(clinic=clinic, **fields)
    version = with_plan(AssignmentFactory(patient=patient))
    for day in (28, 27, 26) if first is not None else ():
        RestingPainFactory(patient=patient, local_date=days_ago(day), pain=first)
    for day in (3, 2, 1) if last is not None else ():
        RestingPainFactory(patient=patient, local_date=days_ago(day), pain=last)
    for day in sessions:
        SessionFactory(version=version, local_date=days_ago(day))
    return patient


def the_report(clinic, period=PERIOD):
    return report(clinic, period, today=TODAY)


@pytest.mark.parametrize(
    ("first", "last", "which"),
    [
        (8, 4, "improved"),
        (7, 5, "unchanged"),  # 2 points but not 30 %: a possible change
        (3, 2, "unchanged"),  # 30 % but not 2 points: a possible change
        (5, 5, "unchanged"),
        (3, 5, "worse"),
        (0, 2, "worse"),
        (5, None, "too_few"),
        (None, None, "too_few"),
    ],
)
def test_each_patient_is_counted_under_one_label(clinic, first, last, which):
    on_programme(clinic, first=first, last=last)

    found = the_report(clinic)

    counted = {slug: len(rows_behind(found, slug)[1]) for slug in ROWS}
    labels = {"improved", "unchanged", "worse", "too_few"}
    assert {slug for slug in labels if counted[slug]} == {which}


def test_possible_changes_are_counted_as_unchanged_and_shown_apart(clinic):
    on_programme(clinic, first=7, last=5)
    on_programme(clinic, first=5, last=5)

    found = the_report(clinic)

    assert (found.unchanged, found.possible) == (2, 1)


def test_session_days_are_those_of_the_period_without_holds(clinic):
    patient = on_programme(clinic, sessions=[10, 9, 8, 8])
    assignment = patient.assignments.get()
    HoldFactory(
        assignment=assignment, opened_on=days_ago(7), closed_on=days_ago(5),
        closed_at=NOW, closed_by=assignment.assigned_by, outcome="Rested.",
    )  # fmt: skip

    found = the_report(clinic)

    # 28 days before today were due (today only once logged), three of them on hold.
    assert (found.done, found.due) == (3, 25)


def test_the_quick_reading_equals_the_plain_one(clinic):
    patient = on_programme(clinic, first=6, last=3, sessions=[27, 20, 13, 6, 1])
    assignment = patient.assignments.get()
    (line,) = the_report(clinic).lines

    plain = adherence(
        versions=[_span(version) for version in assignment.versions.all()],
        holds=[],
        logged=[session.local_date for session in patient.sessions.all()],
        assigned_from=assignment.start_on,
        assigned_to=assignment.end_on,
        start=PERIOD.start,
        end=PERIOD.end,
        today=TODAY,
    )

    assert line.sessions == plain


def _span(version):
    from programmes.diary.adherence import VersionSpan, weekdays_of

    masks = [item.weekdays for item in version.items.all()]
    return VersionSpan(version.from_on, weekdays_of(masks), version.number)


def test_a_corrected_answer_counts_once(clinic):
    patient = on_programme(clinic, first=8, last=4)
    wrong = patient.resting_pains.get(local_date=days_ago(1))
    RestingPainFactory(
        patient=patient, local_date=days_ago(1), pain=5, supersedes=wrong
    )

    (line,) = the_report(clinic).lines

    assert (line.current, line.pain.current.days_answered) == (4, 3)


def test_a_plan_outside_the_period_is_not_counted(clinic):
    on_programme(clinic)

    assert the_report(clinic, Period(date(2025, 1, 1), date(2025, 2, 1))).lines == []


def test_another_clinics_patients_are_not_counted(clinic, strangers_patient):
    with_plan(AssignmentFactory(patient=strangers_patient))

    assert the_report(clinic).lines == []


def test_every_number_is_the_count_of_its_rows(as_receptionist, clinic):
    on_programme(clinic, first=8, last=4, sessions=[3])
    on_programme(clinic, first=3, last=6)

    found = the_report(clinic)

    for _heading, group in numbers(found):
        for number in group:
            if number.which == "prescribed":
                continue  # counts days, and opens the people who had them
            rows = as_receptionist.get(
                f"/reports/rows/?which={number.which}&{PERIOD.query}"
            )
            assert len(rows.context["lines"]) == number.count


def test_the_page_says_the_numbers_in_a_sentence(as_receptionist, clinic):
    on_programme(clinic, first=8, last=4)

    page = as_receptionist.get("/reports/").content.decode()

    assert "1 person on the programme: 1 better, 0 much the same" in page


def test_the_csv_holds_one_row_for_each_patient(as_receptionist, clinic):
    on_programme(clinic, first=8, last=4, full_name="Ünal 🦆 Invented")

    response = as_receptionist.get(f"/reports/export.csv?{PERIOD.query}")

    text = response.content.decode("utf-8-sig")
    assert len(text.strip().splitlines()) == 2
    assert "Ünal 🦆 Invented" in text


def test_a_name_that_looks_like_a_formula_is_text_in_the_files(as_receptionist, clinic):
    on_programme(clinic, full_name="=1+1", number="@SUM(A1)")

    csv = as_receptionist.get(f"/reports/export.csv?{PERIOD.query}").content.decode()
    xlsx = as_receptionist.get(f"/reports/export.xlsx?{PERIOD.query}").content

    sheet = openpyxl.load_workbook(io.BytesIO(xlsx)).active
    assert "'=1+1" in csv
    assert sheet.cell(2, 1).value == "'@SUM(A1)"
    assert sheet.cell(2, 2).data_type == "s"


def test_numbers_stay_numbers_in_the_spreadsheet(as_receptionist, clinic):
    on_programme(clinic, first=8, last=0)

    xlsx = as_receptionist.get(f"/reports/export.xlsx?{PERIOD.query}").content

    sheet = openpyxl.load_workbook(io.BytesIO(xlsx)).active
    assert (sheet.cell(2, 9).value, sheet.cell(2, 11).value) == (8, 0)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_starts_as_a_formula_does(start):
    assert safe_cell(f"{start}cmd").startswith("'")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=2026-02-31&to=2026-03-01", "This is not a date."),
        ("from=2026-03-01&to=2026-02-01", "This is before the first day."),
        ("from=2030-01-01&to=2030-02-01", "still to come"),
        ("from=2024-01-01&to=2026-01-01", "one year at most"),
        ("from=&to=", "Write a date"),
        ("from=banana&to=2026-01-01", "This is not a date."),
    ],
)
def test_a_period_that_cannot_be_read_says_how_to_mend_it(as_receptionist, query, said):
    response = as_receptionist.get(f"/reports/?{query}")

    assert response.status_code == 200
    assert said in response.content.decode()


def test_what_was_typed_stays(as_receptionist):
    page = as_receptionist.get("/reports/?from=banana&to=2026-01-01").content.decode()

    assert 'value="banana"' in page


def test_many_patients_cost_as_many_queries_as_few(as_receptionist, clinic):
    as_receptionist.get("/reports/")  # notes that the session is in use
    counts = []
    for more in (5, 20):
        for _ in range(more):
            on_programme(clinic, first=6, last=4, sessions=range(1, 6))
        with CaptureQueriesContext(connection) as queries:
            as_receptionist.get("/reports/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 10
