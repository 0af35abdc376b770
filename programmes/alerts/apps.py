"""What a person at the clinic must see, by when, and what came of it."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """What a person at the clinic must see, by when, and what came of it."""

    name = "programmes.alerts"
    label = "alerts"
