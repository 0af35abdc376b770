"""What a page shows of a screening: one line for each item, with what is behind it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programmes.library.models import LibraryVersion
from programmes.screening.queries import Screened
from programmes.screening.rulebook import Condition, Level, Programme, Source, Urgency
from programmes.screening.verdicts import Reason

URGENCIES = {
    Urgency.EMERGENCY_NOW: gettext_lazy("An emergency: get help now."),
    Urgency.SAME_DAY: gettext_lazy("Needs a medical assessment today."),
    Urgency.URGENT_REVIEW: gettext_lazy(
        "Needs a clinician within one working day, and an urgent referral."
    ),
    Urgency.CLINIC_REVIEW: gettext_lazy("To be talked over before the next session."),
}


@dataclass(frozen=True)
class ReasonLine:
    """One reason in words, with what to change and where it comes from."""

    level: Level
    label: str
    text: str
    modification: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class ItemLine:
    """One exercise or activity with its level and every reason, worst first."""

    slug: str
    name: str
    level: Level
    reasons: tuple[ReasonLine, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source behind the item, once."""
        return tuple(
            dict.fromkeys(source for line in self.reasons for source in line.sources)
        )


@dataclass(frozen=True)
class Panel:
    """A whole screening, ready to show; `screening/_verdicts.html` takes it."""

    screened: Screened
    exercises: tuple[ItemLine, ...]
    activities: tuple[ItemLine, ...]

    @property
    def open_count(self) -> int:
        return len(self.screened.unanswered)

    @property
    def urgency(self) -> str:
        """What the most urgent condition asks for, in words; often nothing."""
        return str(URGENCIES.get(self.screened.urgency, ""))

    @property
    def holding(self) -> tuple[Condition, ...]:
        """The conditions that hold the whole programme."""
        return tuple(
            condition
            for condition in self.screened.active
            if condition.programme == Programme.HOLD
        )

    def item(self, slug: str) -> ItemLine:
        return next(
            line for line in self.exercises + self.activities if line.slug == slug
        )


def panel_of(screened: Screened, version: LibraryVersion) -> Panel:
    """Put a screening into the words of a library version; asks no query."""
    names = {
        entry["slug"]: entry["name"]
        for kind in ("exercises", "activities")
        for entry in version.content[kind][kind]
    }
    return Panel(
        screened=screened,
        exercises=_lines(screened, names, screened.book.exercises),
        activities=_lines(screened, names, screened.book.activities),
    )


def _lines(
    screened: Screened, names: dict[str, str], slugs: tuple[str, ...]
) -> tuple[ItemLine, ...]:
    return tuple(
        ItemLine(
            slug=slug,
            name=names.get(slug, slug),
            level=screened.items[slug].level,
            reasons=_reason_lines(screened, screened.items[slug].reasons),
        )
        for slug in slugs
    )


def _reason_lines(
    screened: Screened, reasons: tuple[Reason, ...]
) -> tuple[ReasonLine, ...]:
    """Return the reasons in words; the open questions share one line."""
    asked = {question.slug: question.text for question in screened.unanswered}
    missing = [asked[reason.question] for reason in reasons if reason.question]
    lines = []
    for reason in reasons:
        if not reason.question:
            sources = tuple(screened.book.sources[key] for key in reason.sources)
            lines.append(
                ReasonLine(
                    reason.level,
                    reason.label,
                    reason.text,
                    reason.modification,
                    sources,
                )
            )
        elif missing:
            lines.append(ReasonLine(reason.level, "", _missing(missing), "", ()))
            missing = []
    return tuple(lines)


def _missing(texts: list[str]) -> str:
    if len(texts) == 1:
        return _("No clear answer yet: %(question)s") % {"question": _(texts[0])}
    return ngettext(
        "%(count)d question has no clear answer yet.",
        "%(count)d questions have no clear answer yet.",
        len(texts),
    ) % {"count": len(texts)}
