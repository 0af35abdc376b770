"""Doses and weekdays in templates: `{{ item|dose_words }}`."""

from django import template

from programmes.prescribing import words
from programmes.prescribing.models import PlanItem

register = template.Library()


@register.filter
def dose_words(item: PlanItem) -> list[str]:
    """Return an item's dose as short phrases for `components/dose.html`."""
    return words.dose_words(item.dose, per_side=item.exercise.per_side)


@register.filter
def weekday_words(weekdays: str) -> str:
    """Return a weekday mask in words."""
    return words.weekday_words(weekdays)
