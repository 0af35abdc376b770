"""The trend as a picture: resting pain above, worst during exercise below.

Pure: a trend, its marks and its words in; the text of an SVG element out. All looks are
left to the style sheet's classes (dot, med, gap, dur, vline, hold, base, ax, g), so that
the picture obeys a strict content policy, the dark theme and black-and-white print. It
uses no ids but those of its title and description, so that several fit on one page.
"""

from collections.abc import Iterable
from datetime import date
from html import escape

from programmes.diary.adherence import HoldSpan
from programmes.outcomes.hatching import hatch
from programmes.outcomes.labels import baseline_place, hold_labels, version_labels
from programmes.outcomes.marks import Captions, Marks
from programmes.outcomes.scales import (
    TEXT,
    WIDE,
    Calendar,
    Layout,
    Panel,
    width_of,
)
from programmes.outcomes.trends import Day, Trend


def draw(
    trend: Trend,
    marks: Marks,
    captions: Captions,
    *,
    layout: Layout = WIDE,
    uid: str = "trend",
) -> str:
    """Return the picture as one `<svg>`; `uid` must be its own on the page."""
    calendar = Calendar(layout, trend.start, trend.end)
    parts = [
        *_opening(captions, layout, uid),
        *_holds(marks.holds, calendar),
        *_axes(layout.resting, layout),
        *_axes(layout.worst, layout),
        *_versions(marks, calendar),
        *_baseline(trend, layout),
        *_missing(trend, calendar),
        *(_line(piece, calendar) for piece in trend.lines),
        *_dots(trend, calendar),
        *_diamonds(trend, calendar),
        *_words(trend, marks, captions, calendar),
        *_dates(captions, calendar),
        "</svg>",
    ]
    return "".join(parts)


def number(value: float) -> str:
    """Write a coordinate as short as it can be."""
    return f"{value:.1f}".removesuffix(".0")


def text(
    x: float, y: float, words: str, *, anchor: str = "start", css: str = ""
) -> str:
    """Return a label."""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    kind = f' class="{css}"' if css else ""
    return f'<text{kind} x="{number(x)}" y="{number(y)}"{side}>{escape(words)}</text>'


def path(css: str, d: str) -> str:
    """Return a path of a class."""
    return f'<path class="{css}" d="{d}"/>'


def line_through(points: Iterable[tuple[float, float]]) -> str:
    """Return the path data through points; one point alone is a dash of no length,
    which a round line end turns into a spot."""
    written = [f"{number(x)} {number(y)}" for x, y in points]
    return f"M{written[0]}h.01" if len(written) == 1 else "M" + " ".join(written)


def _opening(captions: Captions, layout: Layout, uid: str) -> Iterable[str]:
    title, description = escape(captions.title), escape(captions.description)
    size = f"{number(layout.width)} {number(layout.height)}"
    yield (
        f'<svg class="trend {layout.name}" viewBox="0 0 {size}" role="img"'
        f' aria-labelledby="{uid}-t" aria-describedby="{uid}-d">'
    )
    yield f'<title id="{uid}-t">{title}</title><desc id="{uid}-d">{description}</desc>'


def _axes(panel: Panel, layout: Layout) -> Iterable[str]:
    for score in panel.steps:
        y = panel.y(score)
        css = "g" if score else "ax"
        yield path(css, f"M{number(layout.left)} {number(y)}H{number(layout.right)}")
        yield text(layout.left - 6, y + 4.5, str(score), anchor="end")


def _holds(holds: Iterable[HoldSpan], calendar: Calendar) -> Iterable[str]:
    for left, right in hold_edges(holds, calendar):
        for panel in (calendar.layout.resting, calendar.layout.worst):
            width, height = number(right - left), number(panel.bottom - panel.top)
            yield (
                f'<rect class="hold" x="{number(left)}" y="{number(panel.top)}"'
                f' width="{width}" height="{height}"/>'
            )
            yield path("hl", hatch(left, panel.top, right, panel.bottom))


def hold_edges(
    holds: Iterable[HoldSpan], calendar: Calendar
) -> list[tuple[float, float]]:
    """Return from where to where holds reach, overlapping ones as one."""
    spans: list[tuple[float, float]] = []
    for hold in sorted(holds, key=lambda h: h.opened_on):
        last = min(hold.closed_on or calendar.end, calendar.end)
        if hold.opened_on > calendar.end or last < calendar.start:
            continue
        left = calendar.edge(hold.opened_on)
        right = calendar.edge(last) + calendar.pitch
        if spans and left <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(right, spans[-1][1]))
        else:
            spans.append((left, right))
    return spans


def _versions(marks: Marks, calendar: Calendar) -> Iterable[str]:
    top, bottom = calendar.layout.resting.top, calendar.layout.worst.bottom
    for on in sorted({version.on for version in marks.versions}):
        if calendar.start <= on <= calendar.end:
            x = number(calendar.edge(on))
            yield path("vline", f"M{x} {number(top - 34)}V{number(bottom)}")


def _baseline(trend: Trend, layout: Layout) -> Iterable[str]:
    week = trend.comparison.baseline
    if week is not None and week.median is not None:
        y = number(layout.resting.y(week.median))
        yield path("base", f"M{number(layout.left)} {y}H{number(layout.right)}")


def _missing(trend: Trend, calendar: Calendar) -> Iterable[str]:
    top = number(calendar.layout.resting.bottom + 5)
    for day in trend.days:
        if day.missing:
            yield path("gap", f"M{number(calendar.x(day.on))} {top}v6")


def _line(piece: tuple[Day, ...], calendar: Calendar) -> str:
    panel = calendar.layout.resting
    points = (
        (calendar.x(day.on), panel.y(day.median))
        for day in piece
        if day.median is not None
    )
    return path("med", line_through(points))


def _dots(trend: Trend, calendar: Calendar) -> Iterable[str]:
    panel, radius = calendar.layout.resting, number(calendar.dot)
    for day in trend.days:
        if day.resting is not None:
            x, y = number(calendar.x(day.on)), number(panel.y(day.resting))
            yield f'<circle class="dot" cx="{x}" cy="{y}" r="{radius}"/>'


def _diamonds(trend: Trend, calendar: Calendar) -> Iterable[str]:
    panel, r = calendar.layout.worst, calendar.dot * 1.25
    side = number(r)
    for day in trend.days:
        if day.worst is not None:
            x, y = number(calendar.x(day.on)), number(panel.y(day.worst) - r)
            yield path("dur", f"M{x} {y}l{side} {side}-{side} {side}-{side}-{side}z")


def _words(
    trend: Trend, marks: Marks, captions: Captions, calendar: Calendar
) -> Iterable[str]:
    layout = calendar.layout
    middle = (layout.left + layout.right) / 2
    resting, worst = layout.resting, layout.worst
    for x, words in version_labels(marks.versions, captions.version, calendar):
        yield text(x, resting.top - 23, words, css="t-b halo")
    edges = hold_edges(marks.holds, calendar)
    for x, anchor in hold_labels(edges, captions.hold, calendar):
        yield text(x, resting.top - 6, captions.hold, anchor=anchor, css="halo")
    yield text(layout.left, worst.top - 12, captions.worst, css="t-b halo")
    if not trend.answered:
        y = (resting.top + resting.bottom) / 2
        yield text(middle, y, captions.no_resting, anchor="middle")
    elif captions.baseline:
        x, y, anchor = baseline_place(trend, captions.baseline, calendar)
        yield text(x, y, captions.baseline, anchor=anchor, css="halo")
    if all(day.worst is None for day in trend.days):
        y = (worst.top + worst.bottom) / 2 + TEXT / 3
        yield text(middle, y, captions.no_worst, anchor="middle")


def _dates(captions: Captions, calendar: Calendar) -> Iterable[str]:
    layout = calendar.layout
    for on in calendar.dates():
        x = calendar.x(on)
        words = _day(on, captions, calendar)
        half = width_of(words) / 2
        tick = number(layout.worst.bottom)
        yield path("ax", f"M{number(x)} {tick}v5")
        x = min(max(x, half), layout.width - half)
        yield text(x, layout.dates_y, words, anchor="middle")


def _day(on: date, captions: Captions, calendar: Calendar) -> str:
    return captions.day(on, calendar.shows_years)
