"""Pain in words, for templates."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from programmes.outcomes.trends import MIN_DAYS, Trend
from programmes.outcomes.words import day_in_words, score_in_words

register = template.Library()
register.filter("day_in_words", day_in_words)


@register.filter
def score(value: float | Decimal | None) -> str:
    """Write a pain score, or a dash where there is none."""
    return "–" if value is None else score_in_words(float(value))


@register.simple_tag
def rows_of(trend: Trend) -> SafeString:
    """Write the table's rows, the newest day first.

    A loop in the template takes ten times as long for the twelve weeks of a patient.
    """
    return format_html_join(
        "\n",
        '<tr><th scope="row">{}</th><td class="r">{}</td><td class="r">{}</td>'
        '<td class="r">{}</td></tr>',
        (
            (
                day_in_words(day.on),
                score(day.resting),
                score(day.median),
                score(day.worst),
            )
            for day in reversed(trend.days)
        ),
    )


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
