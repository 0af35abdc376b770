"""The clinicians' list: everybody, those in need first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from patients.accounts.models import Clinic
from programmes.outcomes.figure import small_figure
from programmes.outcomes.queries import resting_of
from programmes.outcomes.trends import Pain, trend
from programmes.outcomes.words import day_in_words
from programmes.triage.models import Standing, StandingQuerySet
from programmes.triage.words import need_in_words, sentence

PAGE_SIZE = 25
SHOWN_DAYS = 28


@dataclass(frozen=True)
class Row:
    """One patient on the list: how they stand, in words and as a small picture."""

    standing: Standing
    words: str
    picture: SafeString | None

    # In words made here: a template takes several times as long for each.
    @property
    def week(self) -> str:
        """Session days done of those due in seven days."""
        if not self.standing.due_7:
            return _("none due in 7 days")
        counts = {"done": self.standing.done_7, "due": self.standing.due_7}
        return _("%(done)s of %(due)s in 7 days") % counts

    @property
    def month(self) -> str:
        """Session days done of those due in 28 days."""
        counts = {"done": self.standing.done_28, "due": self.standing.due_28}
        return _("%(done)s of %(due)s in 28 days") % counts

    @property
    def last(self) -> str:
        """The day of the last session."""
        on = self.standing.last_session_on
        return _("last: %(day)s") % {"day": day_in_words(on)} if on else ""


@dataclass(frozen=True)
class Group:
    """The patients of one severity on this page, and how many there are in all."""

    severity: str
    name: str
    count: int
    rows: Sequence[Row]


@dataclass(frozen=True)
class Caseload:
    """One page of the list, and whose patients there are to choose from."""

    page: Page
    groups: Sequence[Group]
    clinicians: Sequence[tuple[UUID, str]]
    needing: int
    total: int


def caseload(
    clinic: Clinic,
    *,
    now: datetime,
    page: str | None,
    words: str = "",
    clinician: UUID | None = None,
) -> Caseload:
    """Return one page of current patients, those in need first; three queries."""
    everyone = _standings(clinic, words=words)
    counts: Counter[str] = Counter()
    clinicians: dict[UUID, str] = {}
    # One query counts them all, and names the clinicians who have patients.
    for severity, whose, name, count in (
        everyone.values_list(
            "severity", "patient__clinician_id", "patient__clinician__user__full_name"
        )
        .annotate(count=Count("pk"))
        .order_by()
    ):
        if whose is not None:
            clinicians[whose] = name
        if clinician is None or whose == clinician:
            counts[severity] += count
    total = counts.total()
    found = everyone.filter(patient__clinician=clinician) if clinician else everyone
    paginator = Paginator(
        found.select_related("patient", "patient__clinician__user").by_need(), PAGE_SIZE
    )
    # Counted already: the paginator need not ask again.
    paginator.__dict__["count"] = total
    shown = paginator.get_page(page)
    rows = _rows(list(shown), now=now)
    groups = []
    for severity in Standing.Severity.values:
        of_this = [row for row in rows if row.standing.severity == severity]
        if of_this:
            groups.append(
                Group(
                    severity=severity,
                    name=need_in_words(severity),
                    count=counts[severity],
                    rows=of_this,
                )
            )
    return Caseload(
        page=shown,
        groups=groups,
        clinicians=sorted(clinicians.items(), key=lambda known: known[1]),
        needing=counts[Standing.Severity.NOW] + counts[Standing.Severity.TODAY],
        total=total,
    )


def _standings(clinic: Clinic, *, words: str) -> StandingQuerySet:
    found = Standing.objects.filter(clinic=clinic, patient__archived_at__isnull=True)
    for word in words.split():
        found = found.filter(
            Q(patient__full_name__icontains=word) | Q(patient__number__icontains=word)
        )
    return found


def _rows(standings: Sequence[Standing], *, now: datetime) -> list[Row]:
    today = max(
        (standing.patient.today(now) for standing in standings), default=now.date()
    )
    resting = resting_of(
        [standing.patient_id for standing in standings],
        since=today - timedelta(days=SHOWN_DAYS - 1),
        until=today,
    )
    return [_row(standing, resting[standing.patient_id], now) for standing in standings]


def _row(standing: Standing, resting: Sequence[Pain], now: datetime) -> Row:
    today = standing.patient.today(now)
    picture = _picture(tuple(resting), today, get_language()) if resting else None
    said = [sentence(found["rule"], found["params"]) for found in standing.reasons]
    words = " ".join(said) or _("No reason to act.")
    return Row(standing=standing, words=words, picture=picture)


@lru_cache(maxsize=2000)
def _picture(
    resting: tuple[Pain, ...], today: date, _language: str | None
) -> SafeString:
    """Draw four weeks, or return the drawing made of the same answers before.

    The list is opened many times a day, and few patients answer in between.
    """
    start = today - timedelta(days=SHOWN_DAYS - 1)
    return small_figure(
        trend(resting=resting, worst=[], start=start, end=today, today=today)
    )
