"""How pain at rest goes over the weeks, from published courses. Pure.

Anchors: Menezes Costa 2012 (CMAJ; 11,166 people, 0 to 100): acute 52, 23, 12, 6 and
persistent 51, 33, 26, 23 at 0, 6, 26 and 52 weeks, straight lines between. Shapes that
no mean shows: Kongsted 2016 (ongoing, fluctuating, episodic, progressing). Noise is
AR(1) with phi 0.6 and standard deviation 1; flares come about every five weeks, add 2
to 4 points and last 2 to 5 days (our defaults).
"""

import math
from enum import StrEnum
from itertools import pairwise
from random import Random

PHI, SD = 0.6, 1.0
FLARE_EVERY_DAYS = 35
FLARE_POINTS, FLARE_DAYS = (2.0, 4.0), (2, 5)
HIGHEST = 7.5  # a flare alone lifts nobody above it: such a person would not exercise
ACUTE = ((0, 5.2), (6, 2.3), (26, 1.2), (52, 0.6))
PERSISTENT = ((0, 5.1), (6, 3.3), (26, 2.6), (52, 2.3))
# Kongsted's bands of an ongoing course: mild, moderate, severe; the shares are ours.
LEVELS, SHARES = ((2.0, 3.0), (4.0, 5.0), (6.0, 7.0)), (30, 50, 20)
MIDDLE, WAVE = (3.0, 5.0), 1.5  # of a fluctuating course; our default
# Our defaults: a "pain up" story rises over two days, then stays up, ending today.
RISE, RISE_DAYS, STEADIER = (1.1, 2.2, 3.2), 8, 0.6


class Course(StrEnum):
    """The shape of one person's weeks."""

    QUICK = "quick"  # the acute means
    SLOW = "slow"  # the persistent means
    ONGOING = "ongoing"
    FLUCTUATING = "fluctuating"
    EPISODIC = "episodic"
    RISING_NOW = "rising_now"  # steady, and worse since a week


def anchored(anchors: tuple[tuple[int, float], ...], week: float) -> float:
    """Return the mean pain (0 to 10) at a week, on the line between two anchors."""
    for (start, high), (end, low) in pairwise(anchors):
        if week <= end:
            return high + (low - high) * (week - start) / (end - start)
    return anchors[-1][1]


def simulate(rng: Random, course: Course, days: int) -> list[float]:
    """Return pain at rest on each of so many days, the last one being today.

    The values are not yet rounded; they lie from 0 to 10.
    """
    means = _means(rng, course, days)
    calm = course is Course.RISING_NOW
    noise, flare, left = rng.gauss(0, SD), 0.0, 0
    values = []
    for mean in means:
        noise = PHI * noise + math.sqrt(1 - PHI**2) * rng.gauss(0, SD)
        if left:
            left -= 1
        elif rng.random() < 1 / FLARE_EVERY_DAYS and not calm:
            flare, left = rng.uniform(*FLARE_POINTS), rng.randint(*FLARE_DAYS)
        more = max(0.0, min(flare, HIGHEST - mean)) if left else 0.0
        value = mean + noise * (STEADIER if calm else 1) + more
        values.append(min(10.0, max(0.0, value)))
    return values


def _means(rng: Random, course: Course, days: int) -> list[float]:
    """Return what the pain would be on each day without noise and flares."""
    first = min(7.5, max(3.5, rng.gauss(5.2, 1.0)))
    if course in (Course.QUICK, Course.SLOW):
        anchors = ACUTE if course is Course.QUICK else PERSISTENT
        share = first / anchors[0][1]
        return [share * anchored(anchors, day / 7) for day in range(days)]
    level = rng.uniform(*rng.choices(LEVELS, SHARES)[0])
    middle = rng.uniform(*MIDDLE)
    if course is Course.ONGOING:
        return [level] * days
    if course is Course.FLUCTUATING:
        period, phase = rng.uniform(24, 32), rng.uniform(0, math.tau)
        wave = [math.sin(math.tau * day / period + phase) for day in range(days)]
        return [middle + WAVE * each for each in wave]
    if course is Course.EPISODIC:
        return [_episodic(first, day) for day in range(days)]
    low = rng.uniform(2.0, 3.5)
    return [low + _risen(day - (days - RISE_DAYS)) for day in range(days)]


def _risen(day: int) -> float:
    """Return how much worse it is so many days after the rise was complete."""
    step = min(day, 0) + len(RISE) - 1
    return RISE[step] if step >= 0 else 0.0


def _episodic(first: float, day: int) -> float:
    """Two bouts with more than a month without pain between them."""
    if day < 16:
        return first * (1 - day / 16)
    if 52 <= day < 64:
        return 0.7 * first * (1 - (day - 52) / 12)
    return -1.0  # below zero, so that noise alone seldom shows
