"""Where things stand in the trend picture: sizes, panels and the two axes.

Pure. Sizes are in the picture's own units. The narrow layout is drawn so that its
14-unit labels are still 13 px high in the 278 px that a 320 px phone leaves.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

DAY = timedelta(days=1)
TEXT = 14.0  # the height of a label; the style sheet must say the same
CHARACTER = 8.3  # the mean width of a character in the widest common font
DATE_STEPS = (1, 2, 7, 14, 28, 56, 84, 168, 364)
YEAR_SHOWN_FROM = 300  # days


@dataclass(frozen=True)
class Panel:
    """A band of the picture on which 0 to 10 runs upwards."""

    top: float
    bottom: float
    steps: tuple[int, ...]

    def y(self, score: float) -> float:
        """Return the height of a score; the axis always spans 0 to 10."""
        return self.bottom - (self.bottom - self.top) * score / 10


@dataclass(frozen=True)
class Layout:
    """One way to lay the picture out."""

    name: str
    width: float
    height: float
    left: float
    right: float
    resting: Panel
    worst: Panel
    largest_dot: float

    @property
    def dates_y(self) -> float:
        """Return the base line of the dates."""
        return self.height - 4


WIDE = Layout(
    name="wide",
    width=720,
    height=404,
    left=30,
    right=712,
    resting=Panel(top=44, bottom=234, steps=(0, 2, 4, 6, 8, 10)),
    worst=Panel(top=282, bottom=376, steps=(0, 5, 10)),
    largest_dot=3.6,
)
NARROW = Layout(
    name="narrow",
    width=290,
    height=362,
    left=24,
    right=284,
    resting=Panel(top=46, bottom=206, steps=(0, 5, 10)),
    worst=Panel(top=254, bottom=334, steps=(0, 5, 10)),
    largest_dot=3.4,
)


@dataclass(frozen=True)
class Calendar:
    """The axis of time: each day has the same width, answered or not."""

    layout: Layout
    start: date
    end: date

    @cached_property
    def days(self) -> int:
        """Return how many days are shown."""
        return (self.end - self.start).days + 1

    @cached_property
    def pitch(self) -> float:
        """Return the width of one day."""
        return (self.layout.right - self.layout.left) / self.days

    def x(self, on: date) -> float:
        """Return the middle of a day."""
        return self.edge(on) + self.pitch / 2

    def edge(self, on: date) -> float:
        """Return where a day begins, kept inside the picture."""
        place = self.layout.left + (on - self.start).days * self.pitch
        return min(max(place, self.layout.left), self.layout.right)

    @property
    def dot(self) -> float:
        """Return the radius of a dot: smaller when the days stand close."""
        return max(1.9, min(self.layout.largest_dot, self.pitch * 0.42))

    @property
    def shows_years(self) -> bool:
        """Tell whether a day and a month alone could be mistaken for another year's."""
        return self.days > YEAR_SHOWN_FROM

    def dates(self) -> tuple[date, ...]:
        """Return the days that carry a date: evenly apart, and as many as have room."""
        characters = 12 if self.shows_years else 7.5
        room = int((self.layout.right - self.layout.left) / (characters * CHARACTER))
        step = next(
            (s for s in DATE_STEPS if (self.days - 1) // s < max(room, 1)),
            DATE_STEPS[-1] * (self.days // DATE_STEPS[-1] + 1),
        )
        places = range(0, self.days, step)
        return tuple(self.start + place * DAY for place in places)


def width_of(text: str) -> float:
    """Return about how wide a label is."""
    return len(text) * CHARACTER
