"""How a patient's pain is going: trends, labels and the picture of them."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """How a patient's pain is going: trends, labels and the picture of them."""

    name = "programmes.outcomes"
    label = "outcomes"
