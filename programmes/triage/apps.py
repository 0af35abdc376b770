"""Named reasons why a patient needs someone, one standing for each patient."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """Named reasons why a patient needs someone, one standing for each patient."""

    name = "programmes.triage"
    label = "triage"
