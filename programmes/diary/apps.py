"""What a patient did, felt and answered, day by day."""

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    """What a patient did, felt and answered, day by day."""

    name = "programmes.diary"
    label = "diary"
