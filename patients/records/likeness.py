"""Whether two names may be the same person's. Pure."""

import unicodedata
from difflib import SequenceMatcher

# Our default: "Jon Smith" and "John Smyth" are alike, "Ann Lee" and "Bob Ray" are not.
ALIKE = 0.75


def alike(one: str, other: str) -> bool:
    """Tell whether two names are close, whatever their accents, case and order."""
    first, second = _plain(one), _plain(other)
    if set(first) & set(second):
        return True
    return SequenceMatcher(None, " ".join(first), " ".join(second)).ratio() >= ALIKE


def _plain(name: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return sorted(bare.replace("-", " ").split())
