"""The words for doses, weekdays, changes and reasons."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programmes.prescribing.changes import Change, Kind
from programmes.prescribing.dosing import Dose, Part, Problem, Say, What, parts
from programmes.prescribing.schedule import EVERY_DAY, days_of

SHORT_DAYS: tuple[Promise, ...] = (
    gettext_lazy("Mon"),
    gettext_lazy("Tue"),
    gettext_lazy("Wed"),
    gettext_lazy("Thu"),
    gettext_lazy("Fri"),
    gettext_lazy("Sat"),
    gettext_lazy("Sun"),
)
LEVELS: dict[str, Promise] = {
    "ok": gettext_lazy("OK"),
    "caution": gettext_lazy("caution"),
    "not_checked": gettext_lazy("not checked"),
    "contraindicated": gettext_lazy("contraindicated"),
}
STANCES: dict[str, Promise] = {
    "avoid": gettext_lazy("avoid"),
    "limit": gettext_lazy("limit"),
    "fine": gettext_lazy("fine"),
}
SUMMARY_LENGTH = 200
SUMMARY_LINES = 2


def dose_words(dose: Dose, *, per_side: bool) -> list[str]:
    """Return a dose as short phrases: "2 sets of 10", "hold 5 s", "rest 60 s"."""
    return [_part(part) for part in parts(dose, per_side=per_side)]


def weekday_words(weekdays: str) -> str:
    """Return a mask as "every day" or "Mon, Wed, Fri"."""
    if weekdays == EVERY_DAY:
        return _("every day")
    return ", ".join(str(SHORT_DAYS[day]) for day in days_of(weekdays))


def day_words(day: date) -> str:
    """Return a date as "Mon 4 May 2026"."""
    return date_format(day, "D j M Y")


def problem_words(problem: Problem) -> str:
    """Return how to mend one part of a dose."""
    if problem.what == What.APART:
        return _(
            "From this band on, leave a day of rest between: at most %(most)d days a "
            "week, such as Mon, Wed, Fri."
        ) % {"most": problem.most}
    sentences = {
        What.SETS: _("Choose %(least)d to %(most)d sets."),
        What.REPS: _("Choose %(least)d to %(most)d times."),
        What.HOLD: _("Choose a hold of %(least)d to %(most)d seconds."),
        What.REST: _("Choose a rest of %(least)d to %(most)d seconds."),
        What.BAND: _("Choose a band level from %(least)d to %(most)d."),
        What.DAYS: _("Choose %(least)d to %(most)d days a week."),
    }
    return sentences[problem.what] % {"least": problem.least, "most": problem.most}


def first_summary(count: int) -> str:
    """Return the summary of a first version."""
    return ngettext(
        "First plan, with %(count)d exercise.",
        "First plan, with %(count)d exercises.",
        count,
    ) % {"count": count}


def summary(changes: Sequence[Change], names: Mapping[str, str]) -> str:
    """Return what changed in two lines at most, the exercises first.

    `names` gives the name of each exercise and activity by its slug; an own activity
    is its own name.
    """
    by_item: dict[str, list[Change]] = {}
    for change in changes:
        by_item.setdefault(change.item, []).append(change)
    lines = [_line(names.get(item, item), found) for item, found in by_item.items()]
    shown = lines[:SUMMARY_LINES]
    left = len(lines) - len(shown)
    more = (
        ngettext("And %(n)d more.", "And %(n)d more.", left) % {"n": left}
        if left
        else ""
    )
    text = "\n".join(shown) + (f" {more}" if more else "")
    if len(text) <= SUMMARY_LENGTH:
        return text
    return ngettext("%(n)d thing changed.", "%(n)d things changed.", len(changes)) % {
        "n": len(changes)
    }


def _line(name: str, changes: Iterable[Change]) -> str:
    found = list(changes)
    numbers = [phrase for change in found if (phrase := _number(change))]
    sentences = [sentence for change in found if (sentence := _sentence(change))]
    said = ([", ".join(numbers) + "."] if numbers else []) + sentences
    if not name:
        return " ".join(_capital(sentence) for sentence in said)
    return " ".join([f"{name}: {said[0]}", *(_capital(each) for each in said[1:])])


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _number(change: Change) -> str:
    before, after = change.before or _("none"), change.after or _("none")
    phrases = {
        Kind.SETS: _("sets %(before)s → %(after)s"),
        Kind.REPS: _("times %(before)s → %(after)s"),
        Kind.HOLD: _("hold %(before)s → %(after)s s"),
        Kind.BAND: _("band level %(before)s → %(after)s"),
        Kind.REST: _("rest %(before)s → %(after)s s"),
        Kind.MINUTES: _("minutes %(before)s → %(after)s"),
        Kind.WEEKS: _("weeks %(before)s → %(after)s"),
    }
    phrase = phrases.get(change.kind, "")
    return phrase % {"before": before, "after": after} if phrase else ""


def _sentence(change: Change) -> str:
    days = ", ".join(str(SHORT_DAYS[day]) for day in change.days)
    match change.kind:
        case Kind.ADDED:
            return _("added.")
        case Kind.REMOVED:
            return _("left out.")
        case Kind.DAYS_ADDED:
            return _("added %(days)s.") % {"days": days}
        case Kind.DAYS_REMOVED:
            return _("no more on %(days)s.") % {"days": days}
        case Kind.MODIFICATION if change.after:
            return _("now: %(text)s.") % {"text": change.after.rstrip(".")}
        case Kind.MODIFICATION:
            return _("as described, without a modification.")
        case Kind.STANCE:
            return _("now %(stance)s.") % {"stance": STANCES[change.after]}
        case Kind.WHY:
            return _("another reason.")
        case Kind.ACTIVITY_REMOVED:
            return _("no longer listed.")
        case _:
            return ""


def _part(part: Part) -> str:
    if part.say in (Say.TIMES, Say.TIMES_EACH_SIDE):
        (times,) = part.numbers
        if part.say == Say.TIMES:
            return ngettext("%(n)d time", "%(n)d times", times) % {"n": times}
        return ngettext("%(n)d time each side", "%(n)d times each side", times) % {
            "n": times
        }
    if part.say in (Say.SETS, Say.SETS_EACH_SIDE):
        sets, reps = part.numbers
        pattern = (
            _("%(sets)d sets of %(reps)d")
            if part.say == Say.SETS
            else _("%(sets)d sets of %(reps)d each side")
        )
        return pattern % {"sets": sets, "reps": reps}
    if part.say == Say.NO_BAND:
        return _("no band")
    patterns = {
        Say.HOLD: _("hold %(n)d s"),
        Say.BAND: _("band level %(n)d"),
        Say.REST: _("rest %(n)d s"),
    }
    return patterns[part.say] % {"n": part.numbers[0]}
