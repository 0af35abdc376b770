"""Turn a message's templates into words, in its language."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from patients.outbox.kinds import Rendered
from patients.outbox.models import Message


def render(message: Message, template: str, **context: Any) -> Rendered:
    """Return `<template>.subject.txt`, `.txt` and `.html` in the message's language.

    Whatever the words, they hold nothing clinical: a name of the clinic that says
    nothing, a purpose, one link.
    """
    words = {
        "clinic": message.clinic,
        "site": settings.BASE_URL,
        **context,
    }
    zone = message.clinic.zone if message.clinic else None
    with translation.override(message.language), timezone.override(zone):
        return Rendered(
            subject=render_to_string(f"{template}.subject.txt", words).strip(),
            text=render_to_string(f"{template}.txt", words).strip() + "\n",
            html=render_to_string(f"{template}.html", words),
        )
