"""One patient's page: the one module that knows what every room says of a patient."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from patients.records.models import Patient
from programmes.library.queries import LibraryIsEmpty, current_version
from programmes.outcomes.figure import KeyItem, key, wide_figure
from programmes.outcomes.queries import trend_and_marks
from programmes.outcomes.trends import Trend
from programmes.outcomes.words import sentence
from programmes.prescribing.queries import Plan
from programmes.screening.panel import Panel
from programmes.screening.queries import screen_patient
from programmes.triage.models import Standing
from programmes.triage.words import sentence as reason_sentence

SPANS = {"4": 28, "12": 84, "all": None}


@dataclass(frozen=True)
class TrendPanel:
    """The trend as sentence, figure, key and table, all from the same rows."""

    trend: Trend
    sentence: str
    figure: SafeString
    key: list[KeyItem]
    span: str

    @property
    def is_bare(self) -> bool:
        """Tell whether there is no answer at all: an empty picture would say nothing."""
        return self.trend.comparison.baseline is None and not any(
            day.worst is not None for day in self.trend.days
        )


def trend_panel(
    patient: Patient, plan: Plan | None, *, span: str, now: datetime
) -> TrendPanel:
    """Return the patient's trend over 4 weeks, 12 weeks or the whole programme."""
    today = patient.today(now)
    since = plan.assignment.start_on if plan else None
    start = _start(SPANS.get(span, SPANS["12"]), since=since, today=today)
    found, marks = trend_and_marks(
        patient, plan.assignment if plan else None, start=start, end=today, today=today
    )
    return TrendPanel(
        trend=found,
        sentence=sentence(found),
        figure=wide_figure(found, marks, uid="trend"),
        key=key(found, marks),
        span=span if span in SPANS else "12",
    )


def _start(days: int | None, *, since: date | None, today: date) -> date:
    """Return the first day shown: of the span, or of the programme if that is later."""
    if days is None:
        return min(since or today, today)
    earliest = today - timedelta(days=days - 1)
    return min(max(earliest, since) if since else earliest, today)


def spans(chosen: str) -> list[tuple[str, str, bool]]:
    """Return the choices of how much of the trend is shown."""
    names = {
        "4": _("4 weeks"),
        "12": _("12 weeks"),
        "all": pgettext("the whole programme", "All"),
    }
    return [(name, f"?weeks={slug}", slug == chosen) for slug, name in names.items()]


def screening_panel(patient: Patient, *, now: datetime) -> Panel | None:
    """Return what the saved screening answers say of the programme as a whole.

    Without the items: this page asks only whether anything stops all of them. None
    where no library is loaded: the record must open without the rules.
    """
    try:
        version = current_version()
    except LibraryIsEmpty:
        return None
    screened = screen_patient(
        patient,
        patient.today(now),
        version,
        at=now,
        clearance_recorded=True,
    )
    return Panel(screened=screened, exercises=(), activities=())


def reasons_in_words(standing: Standing | None) -> str:
    """Return why this patient needs someone, as one line."""
    if standing is None:
        return ""
    return " ".join(
        reason_sentence(found["rule"], found["params"]) for found in standing.reasons
    )


def facts(
    patient: Patient, plan: Plan | None, *, ended: bool = False
) -> list[tuple[str, str]]:
    """Return the banner's facts: what to know before reading on."""
    found = [(_("Cause"), patient.get_cause_display())]
    if plan is None:
        found.append((_("Plan"), _("ended") if ended else _("none yet")))
    else:
        found.append((_("Plan"), _plan_in_words(plan)))
    clinician = patient.clinician
    found.append((_("Clinician"), clinician.name if clinician else _("nobody yet")))
    if patient.next_visit:
        found.append((_("Next visit"), date_format(patient.next_visit, "D j M")))
    reached = [_("phone page")]
    if patient.can_be_mailed:
        reached.append(_("e-mail"))
    found.append((_("Reached by"), ", ".join(reached)))
    return found


def _plan_in_words(plan: Plan) -> str:
    if plan.is_draft:
        return _("draft, not started")
    if plan.is_on_hold:
        state = _("on hold")
    elif plan.is_over:
        state = _("past its last day")
    else:
        state = _("active")
    return _("version %(number)s, week %(week)s, %(state)s") % {
        "number": plan.version.number,
        "week": plan.week,
        "state": state,
    }
