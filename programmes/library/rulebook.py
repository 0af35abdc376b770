"""The screening data of a version, in the shape the pure screening rules read."""

from __future__ import annotations

from typing import Any

from programmes.library.models import LibraryVersion


def rulebook(version: LibraryVersion) -> dict[str, Any]:
    """Return levels, ranks, baselines, sources and all conditions by items.

    Keys: schema_version, levels, programme_actions, urgency, urgency_rank,
    programme_rank, combination_rules, exercises, avoid_activities,
    baseline_avoid_activities, sources, conditions. Read it, never write to it: the
    version is shared by the whole process.
    """
    content = version.content
    return {**content["screening"], "sources": content["sources"]["sources"]}


def swaps(version: LibraryVersion) -> dict[str, Any]:
    """Return the variants of the exercises, in their order, and what each is safe for.

    PostgreSQL keeps no order of an object's keys, so the order is made here.
    """
    found = dict(version.content["swaps"])
    order = version.content["screening"]["exercises"]
    found["variants"] = {slug: found["variants"][slug] for slug in order}
    return found


def pain_rules(version: LibraryVersion) -> dict[str, Any]:
    """Return the rules on pain before, during and after a session, with our numbers."""
    found = dict(version.content["pain_rules"])
    found["zones"] = dict(sorted(found["zones"].items(), key=lambda zone: zone[1]))
    return found
