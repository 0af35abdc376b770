from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """A patient's conditions and answers, and what they mean for each item."""

    name = "programmes.screening"
    label = "screening"
    verbose_name = "Screening"
