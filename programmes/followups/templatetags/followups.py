"""Words for the message log."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

register = template.Library()

KINDS: dict[str, str | Promise] = {
    "welcome": _("Welcome with the personal link"),
    "missed_sessions": _("Reminder after missed sessions"),
    "daily_digest": _("Daily digest to the clinician"),
    "staff_invitation": _("Invitation to join the clinic's staff"),
    "link_locked": _("A personal link was locked"),
    "alert": _("Alert to the clinic"),
    "account_mail": _("Sign-in and password"),
}


@register.filter
def kind_in_words(kind: str) -> str:
    """Name the kind of a message."""
    return str(KINDS.get(kind, kind))


@register.filter
def reason_in_words(reason: str) -> str:
    """Translate a reason that the row keeps in English."""
    return gettext(reason) if reason else ""
