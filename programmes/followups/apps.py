"""Which messages are due, and their words."""

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    """Which messages are due, and their words."""

    name = "programmes.followups"
    label = "followups"
