"""The words for what stands between a plan and its start."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.prescribing.drafts import Reason
from programmes.prescribing.words import LEVELS


@dataclass(frozen=True)
class Said:
    """A reason in words, and the address name of the page where it is mended."""

    code: str
    text: str
    item: str = ""
    mend: str = ""  # screening, library, plan or "" (on the page itself)


_MEND = {
    "unanswered": "screening",
    "not_checked": "screening",
    "hold": "screening",
    "approval": "library",
    "already_active": "plan",
    "red_flag": "plan",
    "ended": "plan",
    "changed_meanwhile": "plan",
}


def say(reason: Reason, names: Mapping[str, str]) -> Said:
    """Return a reason in words; `names` gives the items' names by their slug."""
    name = names.get(reason.item, reason.item)
    return Said(
        code=reason.code,
        text=_item(reason, name) if reason.item else _whole(reason),
        item=reason.item,
        mend=_MEND.get(reason.code, ""),
    )


def _whole(reason: Reason) -> str:
    details = ", ".join(reason.details)
    if reason.code in ("unanswered", "red_flag"):
        count = int(reason.details[0])
        if reason.code == "unanswered":
            return ngettext(
                "%(n)d screening question is open. Answer it first.",
                "%(n)d screening questions are open. Answer them first.",
                count,
            ) % {"n": count}
        return ngettext(
            "A warning sign was reported. First lift that pause, or close that alert, "
            "with what you found.",
            "%(n)d warning signs were reported. First lift each pause, or close each "
            "alert, with what you found.",
            count,
        ) % {"n": count}
    sentences = {
        "archived": _("This patient is archived. Bring the record back first."),
        "already_active": _(
            "This patient already has an active SI programme. Change that one, or end "
            "it first."
        ),
        "hold": _("Screening holds the whole programme: %(details)s."),
        "clearance": _(
            "Nobody has said that this patient may exercise. Tick that they "
            "have been assessed, and see that the right name stands there."
        ),
        "approval": _(
            "The named clinician of this clinic has not approved this version of the "
            "exercises yet."
        ),
        "no_exercise": _("Keep at least one exercise in the plan."),
        "start": _("Choose a first day from today to 60 days ahead."),
        "from": _("Choose a day from %(details)s."),
        "weeks": _(
            "Choose enough weeks that the plan does not end before this change."
        ),
        "content": _(
            "The exercises were updated while this page was open. Look at them again."
        ),
        "nothing_changed": _("Nothing has changed, so there is nothing to save."),
        "why": _("Write why the plan changes."),
        "ended": _("This programme was ended while this page was open."),
        "not_active": _("This programme has not been started yet."),
        "changed_meanwhile": _(
            "Somebody changed this plan while this page was open: %(details)s What you "
            "entered is kept below; compare, then save again."
        ),
    }
    return sentences[reason.code] % {"details": details}


def _item(reason: Reason, name: str) -> str:
    levels = [str(LEVELS.get(level, level)) for level in reason.details]
    sentences = {
        "contraindicated": _("%(name)s is contraindicated: leave it out."),
        "not_checked": _("%(name)s is not checked: leave it out, or screen again."),
        "unacknowledged": _(
            "%(name)s needs care: tick the modification that this patient will use."
        ),
        "dose": _("%(name)s: the dose or its days are outside the limits."),
        "retired": _("%(name)s is no longer in the library: leave it out."),
        "worse": _("%(name)s was %(before)s when you opened this page and is %(now)s."),
        "new_advice": _("%(name)s has new advice since you opened this page: %(all)s."),
        "not_relaxed": _("%(name)s is contraindicated: it can only be avoided."),
        "relaxed_without_reason": _("%(name)s: write why it may be done."),
    }
    return sentences[reason.code] % {
        "name": name,
        "before": levels[0] if levels else "",
        "now": levels[-1] if levels else "",
        "all": "; ".join(reason.details),
    }
