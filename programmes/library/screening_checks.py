"""Check the screening data: every condition has a level for every item.

Pure: no Django, no database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

TRIGGERS = ("answer", "derived_from")


def screening_problems(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield every hole and contradiction in the matrix."""
    items = (*data["exercises"], *data["avoid_activities"])
    seen: set[str] = set()
    for condition in data["conditions"]:
        place = f"screening.json: {condition.get('id')}"
        if condition["id"] in seen:
            yield f"{place}: stands there twice."
        seen.add(condition["id"])
        yield from _condition(place, condition, data)
        for item in items:
            if item not in condition["rules"]:
                yield f"{place}: {item}: has no level."
            else:
                rule = condition["rules"][item]
                yield from _rule(f"{place}: {item}", rule, data)
        for item in set(condition["rules"]) - set(items):
            yield f"{place}: {item!r} is not an exercise or activity."
    for item in data["avoid_activities"]:
        place = f"screening.json: baseline_avoid_activities: {item}"
        if item not in data["baseline_avoid_activities"]:
            yield f"{place}: is missing."
        else:
            yield from _rule(place, data["baseline_avoid_activities"][item], data)


def _condition(
    place: str, condition: Mapping[str, Any], data: Mapping[str, Any]
) -> Iterator[str]:
    for key in ("label", "question"):
        if not condition.get(key):
            yield f"{place}: {key}: write a text here."
    if condition["programme"] not in data["programme_rank"]:
        yield f"{place}: programme: {condition['programme']!r} is unknown."
    if condition["urgency"] not in data["urgency_rank"]:
        yield f"{place}: urgency: {condition['urgency']!r} is unknown."
    if set(condition["trigger"]) - set(TRIGGERS) or not condition["trigger"]:
        yield f"{place}: trigger: needs an answer or the dated facts it comes from."
    for what, value in condition.get("parameters", {}).items():
        if isinstance(value, list) and None not in value and value[0] > value[1]:
            yield f"{place}: parameters: {what}: {value[0]} is above {value[1]}."


def _rule(
    place: str, rule: Mapping[str, Any], data: Mapping[str, Any]
) -> Iterator[str]:
    if rule["level"] not in data["levels"]:
        yield f"{place}: level: {rule['level']!r} is unknown."
    if not rule.get("reason"):
        yield f"{place}: reason: write a text here."
    if not rule.get("sources"):
        yield f"{place}: sources: name at least one source."
