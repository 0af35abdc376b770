"""Reception's face: finding, registering and helping patients."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Reception's face: finding, registering and helping patients."""

    name = "programmes.desk"
    label = "desk"
