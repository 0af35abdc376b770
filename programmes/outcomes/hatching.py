"""Diagonal strokes inside a rectangle.

Pure. A pattern would need an id that is its own on the page, and is not drawn at all
when the picture that holds it is hidden; strokes have neither fault.
"""

STROKE_EVERY = 7.0


def hatch(left: float, top: float, right: float, bottom: float) -> str:
    """Return the path data of rising strokes that fill a rectangle."""
    strokes = []
    reach = left + top + STROKE_EVERY - (left + top) % STROKE_EVERY
    while reach < right + bottom:
        # A stroke is the part of the line x + y = reach inside the rectangle.
        x_low = max(left, reach - bottom)
        x_high = min(right, reach - top)
        strokes.append(
            f"M{_short(x_low)} {_short(reach - x_low)}"
            f"L{_short(x_high)} {_short(reach - x_high)}"
        )
        reach += STROKE_EVERY
    return "".join(strokes)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
