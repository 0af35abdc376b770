"""The sentence that says what the trend picture shows, and its numbers in words.

It reads the same trend as the picture and nothing else, so that it cannot differ.
"""

from datetime import date
from enum import StrEnum
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from programmes.outcomes.trends import (
    MIN_DAYS,
    MIN_FALL,
    MIN_RISE,
    WINDOW,
    Comparison,
    Label,
    TooFew,
    Trend,
    Week,
)


class Reader(StrEnum):
    """Whom a sentence is for: it says "your" to a patient."""

    PATIENT = "patient"
    STAFF = "staff"


def score_in_words(score: float) -> str:
    """Write a pain score: 4, 4.5 or 3.75, with the reader's decimal sign."""
    return _score(score, get_language())


@lru_cache(maxsize=256)
def _score(score: float, _language: str | None) -> str:
    short = f"{score:.2f}".rstrip("0").rstrip(".")
    places = len(short.partition(".")[2])
    return str(number_format(short, decimal_pos=places))


def day_in_words(on: date, *, weekday: bool = True, year: bool = False) -> str:
    """Write a date out: "Mon 23 Nov", with the year where it could be mistaken."""
    day = _day(on, "D j M" if weekday else "j M", get_language())
    return f"{day} {on:%Y}" if year else day


@lru_cache(maxsize=4096)
def _day(on: date, pattern: str, _language: str | None) -> str:
    return str(date_format(on, pattern))


def week_in_words(week: Week | None) -> str:
    """Write a week's median, or that it has too few answers and how many."""
    if week is None:
        return _("no answers yet")
    if week.median is None:
        return _("too few answers (%(days)s of %(needed)s)") % {
            "days": week.days_answered,
            "needed": MIN_DAYS,
        }
    return score_in_words(week.median)


def label_in_words(label: Label) -> str:
    """Name a label as the report does."""
    return {
        Label.IMPROVED: pgettext("compared with the first week", "better"),
        Label.POSSIBLE_IMPROVEMENT: pgettext(
            "compared with the first week", "possibly better"
        ),
        Label.UNCHANGED: pgettext("compared with the first week", "much the same"),
        Label.WORSE: pgettext("compared with the first week", "worse"),
        Label.TOO_FEW: pgettext("compared with the first week", "too few answers"),
    }[label]


def sentence(trend: Trend, reader: Reader = Reader.STAFF) -> str:
    """Say what the upper panel shows: first week, now, and how many days answered."""
    parts = [
        _then_and_now(trend.comparison, reader),
        *_in_between(trend),
    ]
    if trend.comparison.baseline is not None:
        parts.append(_answered(trend, reader))
    return " ".join(parts)


def _then_and_now(comparison: Comparison, reader: Reader) -> str:
    baseline, current = comparison.baseline, comparison.current
    if baseline is None:
        return (
            _("You have not told us about your pain at rest yet.")
            if reader is Reader.PATIENT
            else _("There are no answers about pain at rest yet.")
        )
    if baseline.median is None or current.median is None:
        pattern = _("Resting pain: first week %(first)s; last 7 days %(now)s.")
        if reader is Reader.PATIENT:
            pattern = _(
                "Your pain at rest: in your first week, %(first)s. "
                "In the last 7 days, %(now)s."
            )
        return pattern % {
            "first": week_in_words(baseline),
            "now": week_in_words(current),
        }
    if comparison.too_few is TooFew.TOO_EARLY:
        pattern = _(
            "Resting pain is %(now)s in the last 7 days (%(days)s of 7 days answered). "
            "It can be compared with the first week from %(day)s."
        )
        if reader is Reader.PATIENT:
            pattern = _(
                "Your pain at rest was about %(now)s in the last 7 days. "
                "From %(day)s we can compare it with your first week."
            )
        return pattern % {
            "now": score_in_words(current.median),
            "days": current.days_answered,
            "day": day_in_words(_comparable_from(baseline)),
        }
    values = {
        "first": score_in_words(baseline.median),
        "first_days": baseline.days_answered,
        "now": score_in_words(current.median),
        "days": current.days_answered,
    }
    if reader is Reader.PATIENT:
        return (
            _(
                "Your pain at rest was about %(first)s in your first week. "
                "In the last 7 days it was about %(now)s."
            )
            % values
        )
    if current.median < baseline.median:
        pattern = _(
            "Resting pain fell from %(first)s in the first week (%(first_days)s of 7 "
            "days answered) to %(now)s in the last 7 days (%(days)s of 7)."
        )
    elif current.median > baseline.median:
        pattern = _(
            "Resting pain rose from %(first)s in the first week (%(first_days)s of 7 "
            "days answered) to %(now)s in the last 7 days (%(days)s of 7)."
        )
    else:
        pattern = _(
            "Resting pain is %(now)s in the last 7 days (%(days)s of 7 days answered), "
            "as in the first week (%(first_days)s of 7)."
        )
    return pattern % values


def _in_between(trend: Trend) -> list[str]:
    """Name a trough or a peak of the line that first week and now do not tell of."""
    baseline, current = trend.comparison.baseline, trend.comparison.current
    line = [(day.median, day.on) for piece in trend.lines for day in piece]
    known = [(median, on) for median, on in line if median is not None]
    if baseline is None or baseline.median is None or current.median is None:
        return []
    ends = (baseline.median, current.median)
    told = []
    low, low_on = min(known, default=(min(ends), trend.end))
    high, high_on = max(known, key=lambda k: k[0], default=(max(ends), trend.end))
    if low <= min(ends) - MIN_FALL:
        told.append(
            _("In between it was as low as %(score)s, on %(day)s.")
            % {"score": score_in_words(low), "day": day_in_words(low_on)}
        )
    if high >= max(ends) + MIN_RISE:
        told.append(
            _("In between it was as high as %(score)s, on %(day)s.")
            % {"score": score_in_words(high), "day": day_in_words(high_on)}
        )
    return told


def _answered(trend: Trend, reader: Reader) -> str:
    values = {"answered": trend.answered, "counted": trend.counted}
    if reader is Reader.PATIENT:
        return (
            ngettext(
                "You answered on %(answered)s of %(counted)s day.",
                "You answered on %(answered)s of %(counted)s days.",
                trend.counted,
            )
            % values
        )
    return (
        ngettext(
            "%(answered)s of %(counted)s day has an answer.",
            "%(answered)s of %(counted)s days have an answer.",
            trend.counted,
        )
        % values
    )


def _comparable_from(baseline: Week) -> date:
    """Return the first day whose last seven days lie after the first week."""
    return date.fromordinal(baseline.to_on.toordinal() + WINDOW)
