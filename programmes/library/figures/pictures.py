"""Hand out pictures: inside a page, as a file, or as the tag that asks for the file."""

import hashlib
from functools import lru_cache

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from programmes.library.figures.drawing import HEIGHT, WIDTH, UnknownPicture, draw
from programmes.library.figures.words import WORDS


def picture(slug: str, mode: str) -> SafeString:
    """Return a picture as SVG text to stand inside a page, in the reader's language.

    `mode` is start, end or single. Raises UnknownPicture.
    """
    return _svg(slug, mode, get_language() or "", themed=False)


def file(slug: str, mode: str) -> SafeString:
    """Return a picture as a file of its own, with its dark and printed colours."""
    return _svg(slug, mode, get_language() or "", themed=True)


def file_digest(slug: str, mode: str) -> str:
    """Return what changes in a picture's address whenever the picture changes."""
    return _digest(slug, mode, get_language() or "")


def address(slug: str, mode: str) -> str:
    """Return the address of a picture's file, which caches may keep for ever."""
    path = reverse("library:show_figure", kwargs={"slug": slug, "mode": mode})
    return f"{path}?v={file_digest(slug, mode)}"


def img(slug: str, mode: str, alt: str = "") -> SafeString:
    """Return the tag that shows a picture; leave `alt` empty where words stand by."""
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">',
        address(slug, mode),
        alt,
        WIDTH,
        HEIGHT,
    )


@lru_cache(maxsize=256)
def _digest(slug: str, mode: str, language: str) -> str:
    text = _svg(slug, mode, language, themed=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=256)
def _svg(slug: str, mode: str, language: str, *, themed: bool) -> SafeString:
    """Draw once per language: gettext answers in the language that is active."""
    words = WORDS.get(slug)
    if words is None or mode not in words.shows:
        raise UnknownPicture(f"{slug}: {mode}")
    # Every word in it is escaped by draw, and all else is our own.
    return mark_safe(  # noqa: S308
        draw(
            slug,
            mode,
            title=str(words.title),
            desc=str(words.shows[mode]),
            themed=themed,
        )
    )
