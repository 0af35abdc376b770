"""What stands beside the pain in the picture: plan versions and holds, and its words.

Pure. The words are made by whoever draws, so that they can be translated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from programmes.diary.adherence import HoldSpan


@dataclass(frozen=True)
class VersionMark:
    """The first day of a version of the plan."""

    on: date
    number: int


@dataclass(frozen=True)
class Marks:
    """All that is drawn behind the pain."""

    versions: Sequence[VersionMark] = ()
    holds: Sequence[HoldSpan] = ()


@dataclass(frozen=True)
class Captions:
    """The words in the picture, and how it writes a day and a number."""

    title: str
    description: str
    worst: str
    baseline: str
    version: str
    hold: str
    no_resting: str
    no_worst: str
    day: Callable[[date, bool], str]
