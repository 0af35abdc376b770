"""A shape and a word for each state that the rooms name."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

# Slug -> shape, word. The shapes: urgent, today, soon, good, unknown, none.
SHAPES: dict[str, tuple[str, str | Promise]] = {
    # how soon
    "now": ("urgent", _("Now")),
    "emergency": ("urgent", _("Now")),
    "today": ("today", _("Today")),
    "same_day": ("today", _("Today")),
    "this_week": ("soon", _("This week")),
    "good": ("good", _("Good news")),
    "as_usual": ("none", _("As usual")),
    "waiting": ("none", _("No active plan")),
    "info": ("none", _("For information")),
    "closed": ("good", _("Closed")),
    # verdicts
    "contraindicated": ("urgent", _("Contraindicated")),
    "caution": ("today", _("Caution")),
    "not_checked": ("unknown", _("Not checked")),
    "ok": ("good", _("OK")),
    "proceed": ("good", _("May go ahead")),
    "clinician_review": ("today", _("Needs a clinician’s review")),
    "hold": ("today", _("On hold")),
    # plans and records
    "on_hold": ("today", _("On hold")),
    "paused": ("today", _("On hold")),
    "active": ("good", _("Active")),
    "draft": ("unknown", _("Not started")),
    "ended": ("none", _("Ended")),
    "archived": ("none", _("Archived")),
    # messages
    "queued": ("soon", _("Waiting")),
    "leased": ("soon", _("Being sent")),
    "handoff": ("soon", _("Being sent")),
    "sent": ("good", _("Sent")),
    "failed": ("urgent", _("Failed")),
    "suppressed": ("none", _("Not sent")),
    "expired": ("none", _("Too late to send")),
    "uncertain": ("unknown", _("Perhaps sent")),
}


@register.simple_tag
def severity(of: str = "", kind: str = "", word: str = "") -> SafeString:
    """Show a state by its slug; or a shape with a word of one's own."""
    shape, said = SHAPES.get(str(of), (kind or "none", word or _("No reason to act")))
    return _shown(shape, str(word or said))


@lru_cache(maxsize=512)
def _shown(kind: str, word: str) -> SafeString:
    """Render a shape and its word once: a list shows the same few in every row."""
    shown = {"kind": kind, "word": word}
    return render_to_string("components/_severity.html", shown)
