"""The trend picture put into words in full, its table, and the words inside it.

All read the same trend and marks as the picture, so that they cannot differ from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from programmes.diary.adherence import HoldSpan
from programmes.outcomes.marks import Captions, Marks
from programmes.outcomes.trends import MIN_DAYS, Day, Trend
from programmes.outcomes.words import Reader, day_in_words, score_in_words, sentence

MANY_VERSIONS = 4  # more than these are counted, not listed
NOTHING = "\N{EN DASH}"  # a cell with nothing in it


@dataclass(frozen=True)
class Row:
    """One day of the table, in words."""

    on: date
    day: str
    resting: str
    median: str
    worst: str
    note: str


def description(trend: Trend, marks: Marks, reader: Reader = Reader.STAFF) -> str:
    """Say all that the picture shows, for those who do not see it."""
    parts = [sentence(trend, reader), gap_in_words(trend), worst_in_words(trend)]
    parts += versions_in_words(trend, marks)
    parts += [hold_in_words(hold) for hold in _shown(marks.holds, trend)]
    return " ".join(part for part in parts if part)


def versions_in_words(trend: Trend, marks: Marks) -> list[str]:
    """Say when each version of the plan began, or how many did when they are many."""
    shown = [v for v in marks.versions if trend.start <= v.on <= trend.end]
    if len(shown) > MANY_VERSIONS:
        many = _("%(count)s versions of the plan began in these days.")
        return [many % {"count": len(shown)}]
    one = _("Version %(number)s of the plan began on %(day)s.")
    return [
        one % {"number": version.number, "day": day_in_words(version.on)}
        for version in sorted(shown, key=lambda v: (v.on, v.number))
    ]


def gap_in_words(trend: Trend) -> str:
    """Name the longest run of days without an answer, from three days on; or ""."""
    longest = max(trend.gaps, key=lambda gap: (gap.days, gap.to_on), default=None)
    if longest is None or longest.days < MIN_DAYS:
        return ""
    return _("The longest gap is %(days)s days, %(first)s to %(last)s.") % {
        "days": longest.days,
        "first": day_in_words(longest.from_on),
        "last": day_in_words(longest.to_on),
    }


def worst_in_words(trend: Trend) -> str:
    """Say what the lower panel shows."""
    found = [day.worst for day in trend.days if day.worst is not None]
    if not found:
        return _("No worst pain during exercise was given in these days.")
    low, high = min(found), max(found)
    if low == high:
        return ngettext(
            "Worst pain during exercise was %(high)s, on %(days)s day.",
            "Worst pain during exercise was %(high)s, on %(days)s days.",
            len(found),
        ) % {"high": high, "days": len(found)}
    return _(
        "Worst pain during exercise was between %(low)s and %(high)s, on %(days)s days."
    ) % {"low": low, "high": high, "days": len(found)}


def hold_in_words(hold: HoldSpan) -> str:
    """Say from when to when the plan was on hold."""
    if hold.closed_on is None:
        return _("On hold since %(first)s.") % {"first": day_in_words(hold.opened_on)}
    if hold.closed_on == hold.opened_on:
        return _("On hold on %(first)s.") % {"first": day_in_words(hold.opened_on)}
    return _("On hold from %(first)s to %(last)s.") % {
        "first": day_in_words(hold.opened_on),
        "last": day_in_words(hold.closed_on),
    }


def rows(trend: Trend, marks: Marks | None = None) -> list[Row]:
    """Return the table under the picture, newest day first."""
    years = trend.start.year != trend.end.year
    shown = marks or Marks()
    return [
        Row(
            on=day.on,
            day=day_in_words(day.on, year=years),
            resting=_resting(day),
            median=NOTHING if day.median is None else score_in_words(day.median),
            worst=NOTHING if day.worst is None else score_in_words(day.worst),
            note=_note(day.on, shown),
        )
        for day in reversed(trend.days)
    ]


def captions(
    trend: Trend,
    marks: Marks,
    *,
    narrow: bool = False,
    reader: Reader = Reader.STAFF,
) -> Captions:
    """Return the words inside the picture."""
    week = trend.comparison.baseline
    baseline = ""
    if week is not None and week.median is not None:
        score = score_in_words(week.median)
        longer = _("first-week median %(score)s")
        baseline = (_("first week %(score)s") if narrow else longer) % {"score": score}
    return Captions(
        title=_("Pain from %(first)s to %(last)s")
        % {"first": day_in_words(trend.start), "last": day_in_words(trend.end)},
        description=description(trend, marks, reader),
        worst=_("Worst during exercise"),
        baseline=baseline,
        version=pgettext("version of the plan, above its line", "v{number}"),
        hold=pgettext("above the hatched days", "hold"),
        no_resting=_("No answers about pain at rest yet"),
        no_worst=_("No answers in these days"),
        day=lambda on, year: day_in_words(on, weekday=False, year=year),
    )


def _resting(day: Day) -> str:
    if day.resting is not None:
        return score_in_words(day.resting)
    return _("no answer") if day.missing else NOTHING


def _note(on: date, marks: Marks) -> str:
    notes = [
        _("plan version %(number)s") % {"number": version.number}
        for version in marks.versions
        if version.on == on
    ]
    if any(hold.covers(on) for hold in marks.holds):
        notes.append(_("on hold"))
    return ", ".join(notes)


def _shown(holds: Sequence[HoldSpan], trend: Trend) -> list[HoldSpan]:
    return sorted(
        (
            hold
            for hold in holds
            if hold.opened_on <= trend.end
            and (hold.closed_on is None or hold.closed_on >= trend.start)
        ),
        key=lambda hold: hold.opened_on,
    )
