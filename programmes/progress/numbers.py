"""The report's numbers: what each counts, in words, and the rows behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programmes.outcomes.trends import Label
from programmes.progress.queries import Line, Report

Words = str | Promise


@dataclass(frozen=True)
class Rows:
    """A name for the rows behind a number, and which lines belong to it."""

    name: Words
    belongs: Callable[[Line], bool]


ROWS = {
    "on_programme": Rows(gettext_lazy("On the programme"), lambda line: True),
    "started": Rows(
        gettext_lazy("Logged at least one session"), lambda line: line.has_logged
    ),
    "prescribed": Rows(
        gettext_lazy("Session days done and prescribed"),
        lambda line: bool(line.sessions.due),
    ),
    "compared": Rows(
        gettext_lazy("Can be compared with their first week"),
        lambda line: line.pain.label is not Label.TOO_FEW,
    ),
    "improved": Rows(
        gettext_lazy("Better"), lambda line: line.pain.label is Label.IMPROVED
    ),
    "unchanged": Rows(
        gettext_lazy("Much the same"),
        lambda line: line.pain.label in {Label.UNCHANGED, Label.POSSIBLE_IMPROVEMENT},
    ),
    "worse": Rows(gettext_lazy("Worse"), lambda line: line.pain.label is Label.WORSE),
    "too_few": Rows(
        gettext_lazy("Too few answers to compare"),
        lambda line: line.pain.label is Label.TOO_FEW,
    ),
}


def rows_behind(report: Report, which: str) -> tuple[Words, list[Line]]:
    """Return the name and the lines behind a number; an unknown one means all."""
    rows = ROWS.get(which, ROWS["on_programme"])
    return rows.name, [line for line in report.lines if rows.belongs(line)]


@dataclass(frozen=True)
class Number:
    """One number of the report: how many, of how many, and what that means."""

    which: str
    name: Words
    note: str
    count: int
    of: int | None = None

    @property
    def share(self) -> int | None:
        """Per cent, rounded; None where there is nothing to share."""
        return round(100 * self.count / self.of) if self.of else None


def numbers(report: Report) -> list[tuple[str, Sequence[Number]]]:
    """Return the report's numbers in two groups, under their headings."""
    everyone = report.on_programme

    def people(which: str, note: str) -> Number:
        name, lines = rows_behind(report, which)
        return Number(which, name, note, len(lines), everyone)

    changed_a_little = ngettext(
        "%(count)s of these changed a little: possibly better",
        "%(count)s of these changed a little: possibly better",
        report.possible,
    ) % {"count": report.possible}
    return [
        (
            _("On the programme"),
            [
                Number(
                    "on_programme",
                    _("People on the programme"),
                    _("an active plan on at least one day"),
                    everyone,
                ),
                people("started", _("on any day of the period")),
                Number(
                    "prescribed",
                    _("Session days done"),
                    _("of the days prescribed, without days on hold"),
                    report.done,
                    report.due,
                ),
            ],
        ),
        (
            _("Pain at rest, first week → last 7 days"),
            [
                people("improved", _("down 2 or more points, and 30 % or more")),
                people("unchanged", changed_a_little),
                people("worse", _("up 2 or more points")),
                people("too_few", _("fewer than 3 days answered in either week")),
            ],
        ),
    ]
