"""The clinicians' face: who needs me, and one patient's page."""

from django.apps import AppConfig


class CaseloadConfig(AppConfig):
    """The clinicians' face: who needs me, and one patient's page."""

    name = "programmes.caseload"
    label = "caseload"
