"""The reasons in words: one line for one patient."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from programmes.outcomes.words import day_in_words, score_in_words
from programmes.triage.reasons import Need, Reason, Rule


def need_in_words(need: str) -> str:
    """Name how soon somebody should look."""
    return {
        Need.NOW: pgettext("how soon", "Now"),
        Need.TODAY: pgettext("how soon", "Today"),
        Need.THIS_WEEK: pgettext("how soon", "This week"),
        Need.GOOD: pgettext("how soon", "Good news"),
        Need.AS_USUAL: pgettext("how soon", "As usual"),
        Need.WAITING: pgettext("how soon", "No active plan"),
    }[Need(need)]


def in_words(found: Iterable[Reason]) -> str:
    """Return all reasons as one line, the most pressing first."""
    sentences = [sentence(reason.rule, reason.params) for reason in found]
    return " ".join(sentences) if sentences else _("No reason to act.")


def sentence(rule: str, params: Mapping[str, Any]) -> str:
    """Return one reason's sentence from its rule and numbers, as a standing keeps them.

    A rule that this release does not know (a standing may be older or newer than the
    code) is named as it stands rather than left out.
    """
    if rule not in SENTENCES:
        return _("Reason: %(rule)s.") % {"rule": rule}
    return SENTENCES[Rule(rule)](params)


def _alert_open(params: Mapping[str, Any]) -> str:
    others = params["open"] - 1
    # A full stop where there is none; a reason may end in its own mark.
    reason = params["reason"].strip()
    reason = reason if reason.endswith((".", "!", "?")) else f"{reason}."
    if not others:
        return reason
    more = ngettext(
        "%(others)s more open alert.", "%(others)s more open alerts.", others
    )
    return f"{reason} {more % {'others': others}}"


def _pain_up(params: Mapping[str, Any]) -> str:
    return _(
        "Resting pain is up %(change)s on the first week (%(baseline)s → %(current)s, "
        "%(days)s of 7 days answered)."
    ) % {
        "change": score_in_words(params["change"]),
        "baseline": score_in_words(params["baseline"]),
        "current": score_in_words(params["current"]),
        "days": params["days"],
    }


def _silent(params: Mapping[str, Any]) -> str:
    days = params["days"]
    if not params["ever"]:
        return ngettext(
            "No session yet, %(days)s day into the plan.",
            "No session yet, %(days)s days into the plan.",
            days,
        ) % {"days": days}
    return ngettext("Silent for %(days)s day.", "Silent for %(days)s days.", days) % {
        "days": days
    }


def _missed(params: Mapping[str, Any]) -> str:
    return _("Missed %(missed)s of %(due)s.") % dict(params)


def _plan_over(params: Mapping[str, Any]) -> str:
    return _("The plan ran out on %(day)s: review, go on or end it.") % {
        "day": day_in_words(date.fromisoformat(params["last"]))
    }


def _on_hold(_params: Mapping[str, Any]) -> str:
    return _("The plan is on hold.")


def _not_screened(params: Mapping[str, Any]) -> str:
    if params.get("running"):
        return _("Screening has open questions.")
    return _("Screening has open questions, so no plan can start.")


def _draft_plan(_params: Mapping[str, Any]) -> str:
    return _("The plan is a draft and has not started.")


def _improved(params: Mapping[str, Any]) -> str:
    return _(
        "Better: resting pain %(baseline)s → %(current)s since the first week."
    ) % {
        "baseline": score_in_words(params["baseline"]),
        "current": score_in_words(params["current"]),
    }


SENTENCES = {
    Rule.ALERT_OPEN: _alert_open,
    Rule.PAIN_UP: _pain_up,
    Rule.SILENT: _silent,
    Rule.MISSED: _missed,
    Rule.PLAN_OVER: _plan_over,
    Rule.ON_HOLD: _on_hold,
    Rule.NOT_SCREENED: _not_screened,
    Rule.DRAFT_PLAN: _draft_plan,
    Rule.IMPROVED: _improved,
}
