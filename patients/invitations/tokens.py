"""Write and read the secret in a personal link or a staff invitation.

The secret is an HMAC over the row's id and nonce under the site's key. It can be
written out again at any time (for a mail, a QR code, a second mail), so it is stored
nowhere: a copy of the database opens nothing. A new nonce makes a new secret.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from patients.invitations.models import PersonalLink, StaffInvitation

# Our default: 160 bits, out of reach of guessing, and a QR code that stays coarse.
SECRET_BYTES = 20
ID_BYTES = 16
_LENGTH = 4 * (ID_BYTES + SECRET_BYTES) // 3  # 36 bytes need no padding


@dataclass(frozen=True)
class Token:
    """The two parts of a token: which row, and the proof."""

    id: UUID
    secret: bytes


def _secret(row: PersonalLink | StaffInvitation, key: str | None = None) -> bytes:
    salt = f"patients.invitations.{row._meta.model_name}"
    value = f"{row.pk.hex}:{row.nonce}"
    mac = salted_hmac(salt, value, secret=key, algorithm="sha256")
    return mac.digest()[:SECRET_BYTES]


def write(row: PersonalLink | StaffInvitation) -> str:
    """Return the token of a row."""
    return urlsafe_b64encode(row.pk.bytes + _secret(row)).decode()


def parse(text: str) -> Token | None:
    """Return the parts of a token, or None for what can be none."""
    if len(text) != _LENGTH or not text.isascii():
        return None
    try:
        raw = urlsafe_b64decode(text)
    except (NotBase64, ValueError):
        return None
    if len(raw) != ID_BYTES + SECRET_BYTES:
        return None
    return Token(id=UUID(bytes=raw[:ID_BYTES]), secret=raw[ID_BYTES:])


def fits(token: Token, row: PersonalLink | StaffInvitation) -> bool:
    """Tell, in constant time, whether a token proves this row.

    Keys that the site has retired (`SECRET_KEY_FALLBACKS`) still count, so that
    changing the key does not end every printed link at once.
    """
    if token.id != row.pk:
        return False
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    proofs = [constant_time_compare(token.secret, _secret(row, key)) for key in keys]
    return any(proofs)


def link_url(link: PersonalLink) -> str:
    """Return the absolute address of a personal link."""
    return settings.BASE_URL + reverse("invitations:open_link", args=[write(link)])


def invitation_url(invitation: StaffInvitation) -> str:
    """Return the absolute address at which a member of staff accepts."""
    path = reverse("invitations:accept_invitation", args=[write(invitation)])
    return settings.BASE_URL + path
