"""Read a telephone number as people type it."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_REGION = {"uk": "GB", "us": "US"}
_EXAMPLE = {"uk": "020 7946 0000", "us": "(202) 555-0100"}
# Numbers that are dialled as they are.
SHORT_NUMBERS = ("111", "112", "911", "999")


def read_phone(typed: str, country: str) -> str:
    """Return the number in its international form; a short number stays as it is.

    Raises ValidationError when nobody could dial it.
    """
    if typed.strip() in SHORT_NUMBERS:
        return typed.strip()
    try:
        number = phonenumbers.parse(typed, _REGION[country])
        possible = phonenumbers.is_possible_number(number)
    except phonenumbers.NumberParseException:
        possible = False
    if not possible:
        raise ValidationError(
            _("Write a telephone number with its area code, such as %(example)s."),
            params={"example": _EXAMPLE[country]},
        )
    return phonenumbers.format_number(
        number, phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
