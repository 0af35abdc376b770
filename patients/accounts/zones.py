"""The time zones that people choose from."""

from functools import lru_cache
from zoneinfo import available_timezones

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_USUAL = {
    "uk": ("Europe/London", "Europe/Dublin"),
    "us": (
        "America/New_York",
        "America/Chicago",
        "America/Denver",
        "America/Phoenix",
        "America/Los_Angeles",
        "America/Anchorage",
        "Pacific/Honolulu",
    ),
}
_AREAS = (
    "Africa",
    "America",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)
Choice = tuple[str, str]
Group = tuple[str | Promise, list[Choice]]


@lru_cache
def _all() -> tuple[str, ...]:
    names = available_timezones()
    return tuple(sorted(name for name in names if name.split("/")[0] in _AREAS))


def zone_choices(country: str) -> list[Group]:
    """Return the country's usual zones first, then all others by area."""
    usual = _USUAL.get(country, ())
    groups: list[Group] = [(_("Usual here"), [_choice(name) for name in usual])]
    for area in _AREAS:
        rest = [
            _choice(name)
            for name in _all()
            if name.startswith(f"{area}/") and name not in usual
        ]
        groups.append((area, rest))
    return groups


def _choice(name: str) -> Choice:
    return name, name.replace("_", " ")
