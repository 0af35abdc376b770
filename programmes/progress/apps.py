"""The managers' face: progress reports."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """The managers' face: progress reports."""

    name = "programmes.progress"
    label = "progress"
