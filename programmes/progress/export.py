"""The report's rows as a file, safe to open in a spreadsheet."""

from datetime import date
from typing import Any

import tablib
from django.utils.translation import gettext as _

from programmes.outcomes.words import label_in_words
from programmes.progress.queries import Report

# What a spreadsheet would take for a formula (OWASP, CSV injection).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value: Any) -> Any:
    """Return a cell that no spreadsheet runs. Numbers stay numbers, text stays text."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def as_dataset(report: Report) -> tablib.Dataset:
    """Return one row a patient, under headings."""
    rows = tablib.Dataset(title=_("Progress"))
    rows.headers = [
        _("Number"),
        _("Name"),
        _("Cause"),
        _("Start of the programme"),
        _("Session days done"),
        _("Session days prescribed"),
        _("Extra session days"),
        _("Days on hold left out"),
        _("Resting pain, first week (median)"),
        _("Days answered in the first week"),
        _("Resting pain, last 7 days (median)"),
        _("Days answered in the last 7 days"),
        _("Compared with the first week"),
    ]
    for line in report.lines:
        patient, first = line.assignment.patient, line.pain.baseline
        rows.append(
            [
                safe_cell(value)
                for value in (
                    patient.number,
                    patient.full_name,
                    patient.get_cause_display(),
                    line.assignment.start_on.isoformat(),
                    line.sessions.done,
                    line.sessions.due,
                    line.sessions.extra,
                    line.sessions.held,
                    line.baseline,
                    first.days_answered if first else 0,
                    line.current,
                    line.pain.current.days_answered,
                    label_in_words(line.pain.label),
                )
            ]
        )
    return rows


def file_name(report: Report, ending: str) -> str:
    """Name the file by its period; nothing personal."""

    def compact(day: date) -> str:
        return f"{day:%Y%m%d}"

    period = report.period
    return f"progress-{compact(period.start)}-{compact(period.end)}.{ending}"
