"""The trend picture, the sparkline and their key, ready for a template."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from programmes.outcomes import described, words
from programmes.outcomes.hatching import hatch
from programmes.outcomes.marks import Marks
from programmes.outcomes.picture import draw, path
from programmes.outcomes.scales import NARROW, WIDE
from programmes.outcomes.sparkline import sparkline
from programmes.outcomes.trends import Trend
from programmes.outcomes.words import Reader


@dataclass(frozen=True)
class KeyItem:
    """One entry of the key: the mark as it is drawn, and its meaning."""

    mark: SafeString
    meaning: str


def wide_figure(
    trend: Trend, marks: Marks, *, uid: str, reader: Reader = Reader.STAFF
) -> SafeString:
    """Draw the trend for a desk and for paper; `uid` is its own on the page."""
    captions = described.captions(trend, marks, reader=reader)
    return SafeString(draw(trend, marks, captions, layout=WIDE, uid=uid))


def narrow_figure(
    trend: Trend, marks: Marks, *, uid: str, reader: Reader = Reader.PATIENT
) -> SafeString:
    """Draw the trend for a phone, readable at 320 px."""
    captions = described.captions(trend, marks, narrow=True, reader=reader)
    return SafeString(draw(trend, marks, captions, layout=NARROW, uid=uid))


def small_figure(trend: Trend, *, title: str = "") -> SafeString:
    """Draw the trend for a table cell; the title is the sentence unless one is given.

    It needs only the answers of the days shown and of the six days before them.
    """
    return SafeString(sparkline(trend, title=title or words.sentence(trend)))


def key(trend: Trend, marks: Marks) -> list[KeyItem]:
    """Return the entries for what the picture really shows."""
    baseline = trend.comparison.baseline
    found = [
        (
            trend.answered,
            '<circle class="dot" cx="11" cy="7" r="3.6"/>',
            _("pain at rest, one value a day"),
        ),
        (trend.lines, '<path class="med" d="M1 9 8 5l6 3 7-4"/>', _("7-day median")),
        (
            trend.gaps,
            '<path class="gap" d="M11 4v6"/>',
            _("no answer that day"),
        ),
        (
            baseline is not None and baseline.median is not None,
            '<path class="base" d="M0 7h22"/>',
            _("first-week median"),
        ),
        (
            any(day.worst is not None for day in trend.days),
            '<path class="dur" d="M11 2l5 5-5 5-5-5z"/>',
            _("worst during exercise"),
        ),
        (
            any(trend.start <= v.on <= trend.end for v in marks.versions),
            '<path class="vline" d="M11 0v14"/>',
            _("new version of the plan"),
        ),
        (
            any(hold.covers(day.on) for hold in marks.holds for day in trend.days),
            f'<rect class="hold" width="22" height="14"/>{path("hl", hatch(0, 0, 22, 14))}',
            _("on hold"),
        ),
    ]
    return [
        KeyItem(
            SafeString(f'<svg viewBox="0 0 22 14" aria-hidden="true">{mark}</svg>'),
            meaning,
        )
        for shown, mark, meaning in found
        if shown
    ]
