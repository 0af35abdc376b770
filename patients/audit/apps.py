"""The trail of what was done and seen, and the Actor who did it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail of what was done and seen, and the Actor who did it."""

    name = "patients.audit"
    label = "audit"
