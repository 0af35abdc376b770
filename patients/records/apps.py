"""The patient's record, and the staff's one door to it."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The patient's record, and the staff's one door to it."""

    name = "patients.records"
    label = "records"
