"""The site itself, as an app: it brings the management commands."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Join the rooms that may not know each other."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        """Tell the outbox how each kind of message is written."""
        # Here, because models cannot be imported before every app is ready.
        from config.messages import register_messages

        register_messages()
