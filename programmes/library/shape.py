"""Small checks that every content file shares: texts are there, sources are known.

Pure: no Django, no database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

SOURCE_KEYS = ("sources", "dose_sources")


def texts(place: str, item: Mapping[str, Any], keys: Sequence[str]) -> Iterator[str]:
    """Each of these must be a text with something in it."""
    for key in keys:
        value = item.get(key)
        if not isinstance(value, str) or not value.strip():
            yield f"{place}: {key}: write a text here."


def lists(place: str, item: Mapping[str, Any], keys: Sequence[str]) -> Iterator[str]:
    """Each of these must be a list of texts with at least one in it."""
    for key in keys:
        value = item.get(key)
        if not isinstance(value, list) or not value:
            yield f"{place}: {key}: list at least one text."
        elif not all(isinstance(each, str) and each.strip() for each in value):
            yield f"{place}: {key}: every entry must be a text."


def source_problems(content: Mapping[str, Any]) -> Iterator[str]:
    """Every source that is named must be listed, and whatever can cite must."""
    known = content["sources"]["sources"]
    for slug, source in known.items():
        yield from texts(f"sources.json: {slug}", source, ("cite", "verified"))
    for name, data in content.items():
        if name not in ("manifest", "sources"):
            yield from _walk(f"{name}.json", data, known)


def _walk(place: str, data: Any, known: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key in SOURCE_KEYS:
                yield from _cited(f"{place}: {key}", value, known)
            else:
                yield from _walk(f"{place}: {key}", value, known)
    elif isinstance(data, list):
        for i, value in enumerate(data):
            named = isinstance(value, Mapping) and (
                value.get("slug") or value.get("id")
            )
            yield from _walk(f"{place}: {named or i}", value, known)


def _cited(place: str, keys: Any, known: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(keys, list) or not keys:
        yield f"{place}: name at least one source."
        return
    for key in keys:
        if key not in known:
            yield f"{place}: {key!r} is not in sources.json."
