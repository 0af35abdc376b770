"""Messages that must leave once: rows, claims, delivery."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Messages that must leave once: rows, claims, delivery."""

    name = "patients.outbox"
    label = "outbox"
