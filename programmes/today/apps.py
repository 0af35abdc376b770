"""The patients' face: what to do today, and how it goes."""

from django.apps import AppConfig


class TodayConfig(AppConfig):
    """The patients' face: what to do today, and how it goes."""

    name = "programmes.today"
    label = "today"
