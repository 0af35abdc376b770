"""The short code that lets a patient's second device in."""

from datetime import datetime
from secrets import choice

from django.utils.crypto import salted_hmac

MINUTES = 10
# Our default: no letter or figure that is taken for another one. 28 to the power of 8
# is 3.8 × 10¹¹ codes; with ten tries in ten minutes nobody finds one.
ALPHABET = "23456789ACDEFGHJKMNPQRTUVWXY"
LENGTH = 8


def new_code() -> str:
    """Return a fresh code."""
    return "".join(choice(ALPHABET) for _ in range(LENGTH))


def tidy(typed: str) -> str:
    """Return what was typed as a code: capitals, without spaces and dashes."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def grouped(code: str) -> str:
    """Return the code in two groups, easier to read out and type."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def hashed(code: str) -> str:
    """Return what the database keeps of a code.

    Keyed with the site's secret: a code is short enough to guess from a plain hash.
    """
    return salted_hmac(
        "patients.invitations.pairing", code, algorithm="sha256"
    ).hexdigest()


def origin(address: str, at: datetime) -> str:
    """Return the counter's name for one network address in one stretch of time."""
    stretch = int(at.timestamp()) // (MINUTES * 60)
    return salted_hmac(
        "patients.invitations.origin", f"{address}:{stretch}", algorithm="sha256"
    ).hexdigest()
