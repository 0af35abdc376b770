"""Which room writes which kind of message.

The rooms that know the words stand above this one, so each kind is registered by
config with two callables: `render` makes the words when the message leaves, and
`blocked` is asked at that moment whether it is still wanted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from patients.outbox.models import Message


@dataclass(frozen=True)
class Rendered:
    """A message in words: subject, text, and HTML where the kind has it."""

    subject: str
    text: str
    html: str = ""


Render = Callable[[Message], Rendered]
Blocked = Callable[[Message, datetime], str | None]


@dataclass(frozen=True)
class Kind:
    """How one kind of message is written, and when it is no longer wanted."""

    render: Render
    blocked: Blocked


_KINDS: dict[str, Kind] = {}


def always_wanted(message: Message, now: datetime) -> str | None:
    """Never block."""
    return None


def register(kind: str, *, render: Render, blocked: Blocked = always_wanted) -> None:
    """Name the room that writes this kind. Registering again replaces."""
    _KINDS[kind] = Kind(render=render, blocked=blocked)


def find(kind: str) -> Kind:
    """Return how a kind is written; raises KeyError for one nobody registered."""
    return _KINDS[kind]
