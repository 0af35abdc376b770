"""A dose as a clinician reads it: the article's words apart from our numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programmes.library.models import Exercise


@dataclass(frozen=True)
class DoseRow:
    """One part of a dose, from three hands."""

    name: str
    article: str
    default: str
    limits: str


def dose_rows(exercise: Exercise) -> list[DoseRow]:
    """Return the article's dose, our default and our limits, part by part."""
    default, unsaid = exercise.default_dose, _("does not say")
    per_side = exercise.per_side
    parts = [
        ("sets", _("Sets")),
        ("reps", _("Repetitions, each side") if per_side else _("Repetitions")),
        ("hold_s", _("Hold, seconds")),
        ("rest_s", _("Rest, seconds")),
        ("days_per_week", _("Days a week")),
        ("sessions_per_day", _("Sessions a day")),
    ]
    if exercise.uses_band:
        parts.append(("band_level", _("Band level")))
    hold = exercise.source_dose.get("hold_s")
    rows = [
        DoseRow(
            name=name,
            article=_between(*hold) if part == "hold_s" and hold else unsaid,
            default=str(default[part]),
            limits=_between(*exercise.limits(part)),
        )
        for part, name in parts
    ]
    for part, name in (("sides", _("Sides")), ("equipment", _("Equipment"))):
        said = exercise.source_dose.get(part) or unsaid
        ours = exercise.equipment if part == "equipment" else ""
        rows.append(DoseRow(name=name, article=said, default=ours, limits=""))
    return rows


def easier_and_harder(exercise: Exercise) -> tuple[list[str], list[str]]:
    """Return the easier forms, nearest first, and the harder ones, nearest first."""
    codes = [level["code"] for level in exercise.levels]
    base = codes.index(exercise.base_level)
    easier = [_level(level) for level in reversed(exercise.levels[:base])]
    return easier, [_level(level) for level in exercise.levels[base + 1 :]]


def _level(level: dict[str, object]) -> str:
    text = f"{level['code']}: {level['text']}"
    if level["clinician_only"]:
        return _("%(text)s (only with a clinician)") % {"text": text}
    return text


def _between(low: float, high: float) -> str:
    return _("%(low)s to %(high)s") % {"low": low, "high": high}
