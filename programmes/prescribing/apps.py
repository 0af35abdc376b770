"""Assignments, their versions, doses and holds."""

from django.apps import AppConfig


class PrescribingConfig(AppConfig):
    """Assignments, their versions, doses and holds."""

    name = "programmes.prescribing"
    label = "prescribing"
