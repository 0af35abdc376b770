"""Walk the URLconf: every door by its name."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver


def _doors(patterns, namespace="") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern
        else:
            inner = (
                f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )
            yield from _doors(pattern.url_patterns, inner)


DOORS: dict[str, URLPattern] = dict(_doors(get_resolver().url_patterns))
# Without the catch-all, which has no name and only redirects.
ADMIN = {name for name in DOORS if name.startswith("admin:")} - {"admin:None"}
LIBRARY = {name for name in DOORS if name.startswith(("account_", "mfa_"))}
OURS = set(DOORS) - ADMIN - LIBRARY - {"admin:None"}


def arguments(name: str) -> set[str]:
    """Return the names of a door's URL arguments."""
    return set(DOORS[name].pattern.converters)
