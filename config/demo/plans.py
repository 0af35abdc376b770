"""Plans in their versions, as they came over the weeks.

The rows are judged by the same rules as a clinician's own: a plan that the guards would
refuse stops the demo from loading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from statistics import mean

from config.demo.answers import answered
from config.demo.charts import DAY, Chart, open_day
from config.demo.people import Pace, Story
from config.demo.setbacks import set_back
from patients.records.models import Patient
from programmes.library import queries as library
from programmes.library.models import Activity, Exercise, LibraryVersion
from programmes.prescribing import guards, words
from programmes.prescribing.actions.rows import write_items, write_version
from programmes.prescribing.assessment import Assessment
from programmes.prescribing.changes import diff
from programmes.prescribing.drafts import ActivityDraft, ItemDraft, PlanDraft
from programmes.prescribing.models import Assignment, PlanActivity, PlanVersion
from programmes.prescribing.proposals import propose, still_allowed
from programmes.screening.queries import screen_answers
from programmes.screening.verdicts import Level

WEEKS, LONGER = 8, 14
FIRST_REVIEW, SECOND_REVIEW = 20, 46  # days into the plan; moved to an open day
UNCHANGED_BEFORE_RISE = 10  # days: no new version explains the worse week
MASKS = {Pace.WEEKDAYS: "1111100", Pace.ALTERNATE: "1010100", Pace.DAILY: "1111111"}
STEPPED_UP = (
    "Does all of it well: a small step up.",
    "Sure of the movements by now: a small step up.",
    "Kept it up for three weeks: a small step up.",
)
WORSE_BY = 0.5  # points above the first week, from which less is asked for
CYCLES = "Cycles to work: short, upright and flat is fine."
CYCLISTS, CYCLES_UNTIL = 0.35, 65
Step = dict[str, dict[str, int]]
HARDER: Step = {"bird_dog": {"hold_s": 8}, "knee_to_chest": {"reps": 3}}
MORE: Step = {"hip_abduction": {"reps": 12}, "trunk_rotation": {"reps": 10}}
EASIER: Step = {"bird_dog": {"reps": 4}, "hip_abduction": {"sets": 1}}


# A modification that says how much caps the dose: the two must not contradict.
CAPS: Step = {"3-5 reps": {"reps": 5}, "10-15 s": {"hold_s": 15}}


class PlanIsAgainstTheRules(Exception):
    """The invented plan breaks a rule of the product; the demo is not loaded."""


@dataclass(frozen=True)
class Shelf:
    """The content in use, read once."""

    version: LibraryVersion
    exercises: Sequence[Exercise]
    activities: Sequence[Activity]

    @classmethod
    def read(cls) -> "Shelf":
        """Read the content in use."""
        version = library.current_version()
        exercises, activities = library.exercises(version), library.activities(version)
        return cls(version, exercises, activities)


def prescribe(chart: Chart, shelf: Shelf) -> None:
    """Write the assignment, its holds and all its versions."""
    at, by = chart.visited_at, chart.clinician
    chart.assignment = assignment = Assignment.objects.create(
        clinic=chart.clinic,
        patient=chart.patient,
        state=Assignment.State.ACTIVE,
        start_on=chart.start_on,
        weeks=WEEKS,
        clearance_kind=Assignment.Clearance.CLINICIAN,
        clearance_name=by.name,
        clearance_on=chart.patient.today(at),
        assigned_by=by,
        created_at=at,
        activated_at=at,
    )
    set_back(chart)
    reviews = _reviews(chart)
    extended = len(reviews) > 1
    if extended or chart.person.days_in > 7 * WEEKS - 7:
        assignment.weeks = LONGER
        assignment.save(update_fields=["weeks"])
    draft = first_draft(
        chart,
        shelf,
        start_on=chart.start_on,
        weeks=WEEKS if extended else assignment.weeks,
    )
    _write(chart, shelf, draft, at=at)
    for place, on in enumerate(reviews):
        step, reason = _step(chart, place, on)
        draft = stepped(chart, shelf, draft, step, on, longer=place == 1)
        _write(chart, shelf, draft, at=chart.visit(on), reason=reason)


def _reviews(chart: Chart) -> list[date]:
    """Return the days on which the plan was changed: none while silent or worse."""
    person = chart.person
    if person.story is Story.NEVER_STARTED:
        return []
    worse = UNCHANGED_BEFORE_RISE if person.story is Story.PAIN_UP else 0
    last = chart.today - max(2, person.quiet_for, worse) * DAY
    wanted = (chart.start_on + days * DAY for days in (FIRST_REVIEW, SECOND_REVIEW))
    days = [open_day(chart.clinic, on) for on in wanted]
    return [on for on in days if on <= last and not chart.is_held(on)]


def _step(chart: Chart, place: int, on: date) -> tuple[Step, str]:
    """Return what a review changed: less after a worse week, else a little more."""
    day = (on - chart.start_on).days
    first, latest = mean(chart.levels[:7]), mean(chart.levels[day - 7 : day])
    if latest > first + WORSE_BY:
        return EASIER, "A sorer week than the first: less for now."
    if place == 1:
        return MORE, "Six weeks in: strength is coming; the plan goes on for longer."
    return HARDER, chart.rng.choice(STEPPED_UP)


def assess(chart: Chart, shelf: Shelf, on: date) -> Assessment:
    """Return how the person stood against the rules on a day; asks no database."""
    return Assessment(
        patient=chart.patient,
        library=shelf.version,
        approved=True,
        screened=screen_answers(
            answered(chart),
            birth_date=chart.patient.birth_date,
            on=on,
            version=shelf.version,
            clearance_recorded=True,
        ),
        exercises={each.slug: each for each in shelf.exercises},
        activities={each.slug: each for each in shelf.activities},
    )


def first_draft(chart: Chart, shelf: Shelf, *, start_on: date, weeks: int) -> PlanDraft:
    """Return the template, on this person's days and with what screening advises."""
    assessed = assess(chart, shelf, start_on)
    draft = propose(
        shelf.exercises,
        shelf.activities,
        assessed.verdicts,
        start_on=start_on,
        weeks=weeks,
    )
    mask = MASKS[chart.person.pace]
    draft = replace(
        draft,
        items=tuple(
            replace(item, weekdays=_both(item.weekdays, mask)) for item in draft.items
        ),
    )
    if chart.rng.random() < CYCLISTS and _might_cycle(chart):
        draft = replace(
            draft,
            activities=tuple(_lets_cycle(each, assessed) for each in draft.activities),
        )
    return _ticked(draft, assessed)


def stepped(
    chart: Chart, shelf: Shelf, draft: PlanDraft, step: Step, on: date, *, longer: bool
) -> PlanDraft:
    """Return the next version: the last one with some doses changed."""
    assessed = assess(chart, shelf, on)
    changed = replace(
        still_allowed(draft, assessed.verdicts),
        start_on=on,
        weeks=LONGER if longer else draft.weeks,
    )
    items = tuple(
        replace(item, dose=replace(item.dose, **step.get(item.slug, {})))
        for item in changed.items
    )
    return _ticked(replace(changed, items=items), assessed)


def _ticked(draft: PlanDraft, assessed: Assessment) -> PlanDraft:
    """Acknowledge each caution by ticking the first thing it advises."""

    def tick(item: ItemDraft) -> ItemDraft:
        verdict = assessed.verdicts[item.slug]
        careful = verdict.level == Level.CAUTION
        advised = guards.advice(verdict)[:1] if careful else ()
        return _capped(replace(item, modifications=advised))

    return replace(draft, items=tuple(tick(item) for item in draft.items))


def _capped(item: ItemDraft) -> ItemDraft:
    caps = [cap for text, cap in CAPS.items() if text in item.modification]
    least = {
        part: min(most, getattr(item.dose, part))
        for cap in caps
        for part, most in cap.items()
    }
    return replace(item, dose=replace(item.dose, **least))


def _might_cycle(chart: Chart) -> bool:
    person = chart.person
    return person.age < CYCLES_UNTIL and person.cause != Patient.Cause.PREGNANCY


def _both(one: str, other: str) -> str:
    found = "".join(
        "1" if a == b == "1" else "0" for a, b in zip(one, other, strict=True)
    )
    return found if found.count("1") > 1 else other


def _lets_cycle(activity: ActivityDraft, assessed: Assessment) -> ActivityDraft:
    forbidden = assessed.verdicts[activity.slug].level == Level.CONTRAINDICATED
    if activity.slug != "excessive_cycling" or forbidden:
        return activity
    stance = PlanActivity.Stance.LIMIT.value
    return replace(activity, stance=stance, minutes=15, reason=CYCLES)


def _write(
    chart: Chart, shelf: Shelf, draft: PlanDraft, *, at: datetime, reason: str = ""
) -> None:
    """Write one version, after asking the product's own guards."""
    assignment = chart.programme
    assessed = assess(chart, shelf, draft.start_on)
    refused = guards.before_saving(
        draft, verdicts=assessed.verdicts, allowed=assessed.allowed
    ) + guards.before_starting(draft, assessed.standing(cleared=True, red_flags=0))
    if refused:
        codes = ", ".join(each.code for each in refused)
        raise PlanIsAgainstTheRules(f"{chart.person.name}: {codes}")
    number = len(chart.versions) + 1
    summary = words.first_summary(len(draft.items))
    if chart.versions:
        changes = diff(chart.drafts[-1], draft)
        summary = words.summary(changes, assessed.names)
    version = write_version(
        chart.clinician,
        assignment,
        draft,
        assessed,
        number=number,
        summary=summary,
        reason=reason,
        at=at,
    )
    write_items(version, draft, assessed, draft_items=False)
    chart.versions.append((version, list(version.items.order_by("order"))))
    chart.drafts.append(draft)
    _audit(chart, version, at)


def _audit(chart: Chart, version: PlanVersion, at: datetime) -> None:
    first = version.number == 1
    chart.trail.add(
        "prescribing.assigned" if first else "prescribing.plan_changed",
        at=at,
        by=chart.clinician.actor,
        subject=version.assignment if first else version,
        patient_id=chart.patient.pk,
        number=version.number,
        library=version.library.number,
        stamp=version.screened_stamp,
    )
