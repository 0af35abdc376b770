"""Where the labels of the trend picture go, so that none lies on another.

Pure. A label without room is left out; its line or hatching stays, and the key and the
table still say what it is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from programmes.outcomes.marks import VersionMark
from programmes.outcomes.scales import TEXT, Calendar, width_of
from programmes.outcomes.trends import Trend


def version_labels(
    versions: Sequence[VersionMark], pattern: str, calendar: Calendar
) -> list[tuple[float, str]]:
    """Return place and words of each version, those too close together as one."""
    groups: list[tuple[float, float, int, int]] = []
    for version in sorted(versions, key=lambda v: (v.on, v.number)):
        if not calendar.start <= version.on <= calendar.end:
            continue
        x = calendar.edge(version.on) + 4
        if groups and x < groups[-1][1]:
            at, _, first, _ = groups[-1]
            end = at + width_of(_numbers(pattern, first, version.number)) + 4
            groups[-1] = (at, end, first, version.number)
        else:
            end = x + width_of(_numbers(pattern, version.number, version.number)) + 4
            groups.append((x, end, version.number, version.number))
    labels = []
    for at, end, first, last in groups:
        words = _numbers(pattern, first, last)
        # The last one would leave the picture on the right: it moves to the left.
        labels.append((min(at, calendar.layout.width - (end - at) + 4), words))
    return labels


def hold_labels(
    edges: Sequence[tuple[float, float]], words: str, calendar: Calendar
) -> list[tuple[float, str]]:
    """Return place and anchor of each hold's label, below its hatching."""
    half = width_of(words) / 2
    labels: list[tuple[float, str]] = []
    free_from = 0.0
    for left, right in edges:
        middle = min((left + right) / 2, calendar.layout.width - half)
        if middle - half >= free_from:
            labels.append((middle, "middle"))
            free_from = middle + half + 6
    return labels


def baseline_place(
    trend: Trend, words: str, calendar: Calendar
) -> tuple[float, float, str]:
    """Return the place and anchor, beside the dotted line, that hides fewest answers."""
    week = trend.comparison.baseline
    layout = calendar.layout
    level = layout.resting.y(week.median if week and week.median is not None else 0)
    wide = width_of(words)
    spots = [
        (day.on, layout.resting.y(score))
        for day in trend.days
        for score in {day.resting, day.median}
        if score is not None
    ]
    best: tuple[int, float, float] | None = None
    for base in (level - 6, level + TEXT + 1):
        if not layout.resting.top <= base - TEXT + 2 <= base <= layout.resting.bottom:
            continue
        near = [calendar.x(on) for on, y in spots if base - TEXT <= y <= base + 4]
        right = layout.right
        while right - wide >= layout.left:
            hidden = bisect_right(near, right + 3) - bisect_left(near, right - wide - 3)
            if best is None or hidden < best[0]:
                best = (hidden, right, base)
            right -= 12
    _, right, base = best or (0, layout.right, level - 6)
    return right, base, "end"


def _numbers(pattern: str, first: int, last: int) -> str:
    numbers = str(first) if first == last else f"{first}\N{EN DASH}{last}"
    return pattern.format(number=numbers)
