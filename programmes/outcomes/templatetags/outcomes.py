"""Pain in words, for templates."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from programmes.outcomes.trends import MIN_DAYS
from programmes.outcomes.words import day_in_words, score_in_words

register = template.Library()
register.filter("day_in_words", day_in_words)


@register.filter
def score(value: float | Decimal | None) -> str:
    """Write a pain score, or a dash where there is none."""
    return "–" if value is None else score_in_words(float(value))


@register.simple_tag
def pain_this_week(standing: Any) -> str:
    """Say the first week's median and this week's, or what is too few."""
    first = score(standing.baseline)
    if standing.week_median is None:
        now = _("this week: too few answers (%(days)s of %(needed)s)") % {
            "days": standing.week_answers,
            "needed": MIN_DAYS,
        }
    else:
        now = _("this week %(score)s") % {"score": score(standing.week_median)}
    if standing.baseline is None:
        return now
    return _("first week %(first)s, %(now)s") % {"first": first, "now": now}
