"""A trend as small as a table cell: dots, the median line and the floor at 0.

Pure. The axis is the whole 0 to 10, so that two rows can be compared by eye; the words
beside it carry the numbers.
"""

from datetime import date
from html import escape

from programmes.outcomes.picture import line_through, number, path
from programmes.outcomes.trends import Trend

WIDTH = 136.0
HEIGHT = 44.0
MARGIN = 4.0
DOT = 2.1


def sparkline(trend: Trend, *, title: str) -> str:
    """Return the sparkline as one `<svg>`; a screen reader hears its title."""
    days = max((trend.end - trend.start).days, 1)

    def x(on: date) -> float:
        return MARGIN + (WIDTH - 2 * MARGIN) * (on - trend.start).days / days

    def y(score: float) -> float:
        return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * score / 10

    dots = "".join(
        f'<circle class="dot" cx="{number(x(day.on))}" cy="{number(y(day.resting))}"'
        f' r="{DOT}"/>'
        for day in trend.days
        if day.resting is not None
    )
    lines = "".join(
        path(
            "med",
            line_through(
                (x(day.on), y(day.median)) for day in piece if day.median is not None
            ),
        )
        for piece in trend.lines
    )
    floor = path("ax", f"M{number(MARGIN)} {number(y(0))}H{number(WIDTH - MARGIN)}")
    label = escape(title)
    return (
        f'<svg class="spark" viewBox="0 0 {number(WIDTH)} {number(HEIGHT)}" role="img"'
        f' aria-label="{label}"><title>{label}</title>{floor}{dots}{lines}</svg>'
    )
