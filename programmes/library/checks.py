"""Refuse content that is incomplete or contradicts itself, naming the place.

Pure: no Django, no database. Each problem reads "file: place: what is wrong".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from programmes.library import shape
from programmes.library.screening_checks import screening_problems

FILES = (
    "exercises",
    "activities",
    "causes",
    "self_care",
    "gates",
    "red_flags",
    "pain_rules",
    "screening",
    "swaps",
    "sources",
)
KINDS = ("stretch", "mobility", "strength", "stability")
DOSE = ("sets", "reps", "hold_s", "rest_s", "days_per_week", "sessions_per_day")
ACTIONS = ("emergency_now", "same_day", "urgent_review", "contact_clinic")
ONLY_IF = ("", "pregnant", "birth_in_12_weeks")
COUNTRIES = ("uk", "us")


def problems(content: Mapping[str, Any], pictures: Collection[str]) -> list[str]:
    """Return everything wrong with the content; nothing wrong is an empty list."""
    missing = [name for name in FILES if name not in content]
    if missing:
        return [f"manifest.json: files: {name} is missing." for name in missing]
    try:
        return list(_all(content, pictures))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        # A place so broken that the checks below could not even look at it.
        return [f"content: cannot be read further ({type(error).__name__}: {error})."]


def _all(content: Mapping[str, Any], pictures: Collection[str]) -> Iterator[str]:
    yield from _manifest(content["manifest"])
    yield from shape.source_problems(content)
    for exercise in content["exercises"]["exercises"]:
        yield from _exercise(exercise, content, pictures)
    for activity in content["activities"]["activities"]:
        yield from _activity(activity, content, pictures)
    yield from _same_slugs(content)
    conditions = {each["id"] for each in content["screening"]["conditions"]}
    for cause in content["causes"]["causes"]:
        place = f"causes.json: {cause.get('slug')}"
        yield from shape.texts(place, cause, ("name", "text", "for_clinician"))
        yield from _known(place, "asks_first", cause["asks_first"], conditions)
    for name, key in (("gates", "gates"), ("self_care", "advice")):
        for each in content[name][key]:
            place = f"{name}.json: {each.get('slug')}"
            yield from shape.texts(place, each, ("slug", "title", "text"))
    yield from _red_flags(content["red_flags"], conditions)
    yield from screening_problems(content["screening"])
    for condition in content["swaps"]["swap_ok"]:
        yield from _known("swaps.json", "swap_ok", [condition], conditions)


def _manifest(manifest: Mapping[str, Any]) -> Iterator[str]:
    yield from shape.texts("manifest.json", manifest, ("number", "language", "status"))


def _exercise(
    exercise: Mapping[str, Any],
    content: Mapping[str, Any],
    pictures: Collection[str],
) -> Iterator[str]:
    place = f"exercises.json: {exercise.get('slug')}"
    yield from shape.texts(
        place,
        exercise,
        ("slug", "name", "purpose", "position", "alt_start", "alt_end", "dose_basis"),
    )
    yield from shape.lists(place, exercise, ("steps", "watch_for", "stop_rules"))
    if exercise["kind"] not in KINDS:
        yield f"{place}: kind: {exercise['kind']!r} is not one of {', '.join(KINDS)}."
    yield from _known(place, "figure", [exercise["figure"]], pictures)
    yield from _dose(place, exercise)
    codes = [level["code"] for level in exercise["levels"]]
    if exercise["base_level"] not in codes:
        yield f"{place}: base_level: {exercise['base_level']!r} is not among levels."


def _dose(place: str, exercise: Mapping[str, Any]) -> Iterator[str]:
    """The article's dose, our default and our limits must fit together."""
    default, limits = exercise["default_dose"], exercise["dose_limits"]
    for part in (*DOSE, *(["band_level"] if "band_level" in default else [])):
        if part not in default or part not in limits:
            yield f"{place}: {part}: needs a default and limits."
            continue
        low, high = limits[part]
        if low > high:
            yield f"{place}: dose_limits: {part}: {low} is above {high}."
        elif not low <= default[part] <= high:
            yield (
                f"{place}: default_dose: {part}: {default[part]} is outside"
                f" {low} to {high}."
            )
    hold = exercise["source_dose"].get("hold_s")
    if hold is not None and hold[0] > hold[1]:
        yield f"{place}: source_dose: hold_s: {hold[0]} is above {hold[1]}."
    weekdays = default.get("weekdays", "")
    if len(weekdays) != 7 or set(weekdays) - {"0", "1"}:
        yield f"{place}: default_dose: weekdays: {weekdays!r} is not seven 0s and 1s."
    elif weekdays.count("1") != default["days_per_week"]:
        yield (
            f"{place}: default_dose: weekdays: {weekdays.count('1')} days, but"
            f" days_per_week says {default['days_per_week']}."
        )


def _activity(
    activity: Mapping[str, Any],
    content: Mapping[str, Any],
    pictures: Collection[str],
) -> Iterator[str]:
    place = f"activities.json: {activity.get('slug')}"
    yield from shape.texts(
        place, activity, ("slug", "name", "why", "return_criterion", "alt")
    )
    yield from shape.lists(place, activity, ("safer",))
    yield from _known(place, "figure", [activity["figure"]], pictures)
    exercises = {each["slug"] for each in content["exercises"]["exercises"]}
    yield from _known(place, "safer_exercises", activity["safer_exercises"], exercises)


def _same_slugs(content: Mapping[str, Any]) -> Iterator[str]:
    """What is prescribed and what is screened must be the same things."""
    screening = content["screening"]
    for name, key in (("exercises", "exercises"), ("activities", "avoid_activities")):
        items = content[name][name]
        slugs = [each["slug"] for each in items]
        if len(set(slugs)) != len(slugs):
            yield f"{name}.json: a slug stands there twice."
        if sorted(slugs) != sorted(screening[key]):
            yield f"screening.json: {key}: not the same as in {name}.json."
        if [each["order"] for each in items] != list(range(1, len(items) + 1)):
            yield f"{name}.json: order: count 1, 2, 3 … without a gap."


def _red_flags(data: Mapping[str, Any], conditions: Collection[str]) -> Iterator[str]:
    slugs = {question["slug"] for question in data["questions"]}
    for question in data["questions"]:
        place = f"red_flags.json: {question['slug']}"
        yield from shape.texts(place, question, ("text",))
        if question["action"] not in ACTIONS:
            yield f"{place}: action: {question['action']!r} is unknown."
        if question["only_if"] not in ONLY_IF:
            yield f"{place}: only_if: {question['only_if']!r} is unknown."
        if question["condition"]:
            yield from _known(place, "condition", [question["condition"]], conditions)
        yield from _advice(f"{place}: advice", question["advice"])
    covered: set[str] = set()
    for line in data["daily"]["lines"]:
        place = f"red_flags.json: daily: {line['slug']}"
        yield from shape.texts(place, line, ("text",))
        yield from _known(place, "covers", line["covers"], slugs)
        covered.update(line["covers"])
    daily = {question["slug"] for question in data["questions"] if question["daily"]}
    for slug in sorted(daily ^ covered):
        yield f"red_flags.json: {slug}: daily and the lines' covers disagree."
    for action in ACTIONS:
        if action not in data["not_sure"]:
            yield f"red_flags.json: not_sure: {action} is missing."
        else:
            yield from _advice(
                f"red_flags.json: not_sure: {action}", data["not_sure"][action]
            )
    yield from _advice("red_flags.json: unspecified", data["daily"]["unspecified"])


def _advice(place: str, advice: Mapping[str, Any]) -> Iterator[str]:
    for country in COUNTRIES:
        if country not in advice:
            yield f"{place}: {country} is missing."
            continue
        text = advice[country].get("text", "")
        if not text:
            yield f"{place}: {country}: text is empty."
        for number in advice[country].get("call", ()):
            if number not in text:
                yield f"{place}: {country}: call {number} is not in the text."


def _known(
    place: str, key: str, values: Sequence[str], known: Collection[str]
) -> Iterator[str]:
    for value in values:
        if value not in known:
            yield f"{place}: {key}: {value!r} is unknown."
