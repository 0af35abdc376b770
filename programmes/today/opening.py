"""A clinic's opening hours in words."""

from datetime import date, timedelta
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.accounts.hours import DAYS, OpeningHours

MONDAY = date(2024, 1, 1)  # any Monday: only its name is used


def hours_in_words(hours: OpeningHours) -> str:
    """Return "Mon to Fri, 8:00 to 18:00", or nothing when no hours are known."""
    spans = [(day, tuple(hours.get(name) or ())) for day, name in enumerate(DAYS)]
    parts = []
    for span, run in groupby(spans, key=lambda each: each[1]):
        days = [day for day, _span in run]
        if not span:
            continue
        named = _name(days[0])
        if len(days) > 1:
            named = _("%(first)s to %(last)s") % {
                "first": named,
                "last": _name(days[-1]),
            }
        parts.append(
            _("%(days)s, %(opens)s to %(closes)s")
            % {
                "days": named,
                "opens": span[0].removeprefix("0"),
                "closes": span[1].removeprefix("0"),
            }
        )
    return "; ".join(parts)


def _name(day: int) -> str:
    return date_format(MONDAY + timedelta(days=day), "D")
