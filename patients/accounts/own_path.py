"""Where to go on from here, when the page asked for it."""

from django.utils.http import url_has_allowed_host_and_scheme


def own_path(asked: str) -> str:
    """Return a path of this very site, or an empty string for anything else.

    A bare word is refused too: `redirect` would take it for the name of a view.
    """
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours and asked.startswith("/") else ""
