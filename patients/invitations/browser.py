"""What one browser keeps: the people it may open, and the link it just followed.

Both are signed cookies that scripts cannot read. The one of remembered people holds
a device's id and secret for each person, the current person first; the database
holds only the secret's hash, so neither half opens a record alone.
"""

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from patients.invitations.models import Device

COOKIE_DAYS = 400  # the longest that browsers keep a cookie
LINK_MINUTES = 15  # our default: time to think of one's birth year
MAX_PEOPLE = 8  # our default: people on one phone; the cookie stays small


@dataclass(frozen=True)
class Key:
    """What a browser holds for one person."""

    device_id: UUID
    secret: str

    def fits(self, device: Device) -> bool:
        """Tell, in constant time, whether this key opens the device."""
        return constant_time_compare(hashed(self.secret), device.secret_hash)


def new_key(device_id: UUID) -> Key:
    """Return a fresh key for a device about to be remembered."""
    return Key(device_id=device_id, secret=token_urlsafe(24))


def hashed(secret: str) -> str:
    """Return what the database keeps of a secret.

    A plain hash is enough: the secret is random and long, nobody can guess it.
    """
    return sha256(secret.encode()).hexdigest()


def cookie_name(what: str) -> str:
    """Return the cookie's name; over https browsers tie it to this very host."""
    prefix = "__Host-" if settings.SESSION_COOKIE_SECURE else ""
    return f"{prefix}keystone-{what}"


def _signer(what: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"patients.invitations.{what}")


def pack(keys: list[Key]) -> str:
    """Return the cookie that holds these keys."""
    text = "~".join(f"{key.device_id.hex}.{key.secret}" for key in keys[:MAX_PEOPLE])
    return _signer("people").sign(text)


def keys_of(request: HttpRequest) -> list[Key]:
    """Return the keys in this browser, the current person's first."""
    try:
        text = _signer("people").unsign(request.COOKIES.get(cookie_name("people"), ""))
        pairs = [part.split(".", 1) for part in text.split("~") if part]
        return [Key(device_id=UUID(hex=id_), secret=secret) for id_, secret in pairs]
    except (signing.BadSignature, ValueError):
        return []


def has_devices(request: HttpRequest) -> bool:
    """Tell whether this browser is remembered for anybody."""
    return bool(keys_of(request))


def remember(response: HttpResponse, keys: list[Key]) -> None:
    """Keep these keys in the browser, or nothing when there are none."""
    if keys:
        _set(response, "people", pack(keys), minutes=COOKIE_DAYS * 24 * 60)
    else:
        response.delete_cookie(cookie_name("people"), samesite="Lax")


def carry_link(response: HttpResponse, token: str) -> None:
    """Keep a personal link's token while its owner types the birth year."""
    _set(response, "link", _signer("link").sign(token), minutes=LINK_MINUTES)


def carried_link(request: HttpRequest) -> str:
    """Return the token of the link that this browser just followed, or nothing."""
    try:
        return _signer("link").unsign(
            request.COOKIES.get(cookie_name("link"), ""), max_age=LINK_MINUTES * 60
        )
    except signing.BadSignature:
        return ""


def drop_link(response: HttpResponse) -> None:
    """Forget the link that was followed."""
    response.delete_cookie(cookie_name("link"), samesite="Lax")


def _set(response: HttpResponse, what: str, value: str, *, minutes: int) -> None:
    response.set_cookie(
        cookie_name(what),
        value,
        max_age=minutes * 60,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
