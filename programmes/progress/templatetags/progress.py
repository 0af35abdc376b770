"""Words for the report's templates."""

from django import template

from programmes.outcomes.words import label_in_words

register = template.Library()
register.filter("label_in_words", label_in_words)
