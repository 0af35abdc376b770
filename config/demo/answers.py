"""What everybody answered to the screening questions, and when."""

from datetime import datetime, timedelta

from config.demo.charts import Chart, open_day
from config.demo.people import Story
from programmes.screening.facts import NO, NOT_SURE, YES, Answered
from programmes.screening.models import Answer
from programmes.screening.questionnaire import questionnaire

PREGNANCY_ASKED_AGAIN = 14  # days; screening data, "answers expire"
OPEN_QUESTION = "bone_strength"  # what a draft waits for


def answered(chart: Chart) -> dict[str, Answered]:
    """Return every question of the screening with this person's answer."""
    yes = chart.person.answers(chart.today)
    found: dict[str, Answered] = {}
    for question in questionnaire().questions:
        parent = found.get(question.only_if)
        if question.only_if and (parent is None or parent.value == NO):
            continue
        if question.slug in yes:
            found[question.slug] = Answered(YES, yes[question.slug])
        else:
            found[question.slug] = Answered(NO)
    if chart.person.story is Story.DRAFT:
        found[OPEN_QUESTION] = Answered(NOT_SURE)
    return found


def answer_screening(chart: Chart) -> list[Answer]:
    """Return the answers given at the first visit, and pregnancies asked about again."""
    answers = answered(chart)
    rows = _answers(chart, answers, chart.visited_at)
    expecting = {slug: each for slug, each in answers.items() if "pregnan" in slug}
    if answers["pregnant"].value == YES:
        on = chart.visited_at.date() + timedelta(days=PREGNANCY_ASKED_AGAIN - 1)
        while (on := open_day(chart.clinic, on, -1)) < chart.today:
            rows += _answers(chart, expecting, chart.visit(on))
            on += timedelta(days=PREGNANCY_ASKED_AGAIN)
    return rows


def _answers(chart: Chart, answers: dict[str, Answered], at: datetime) -> list[Answer]:
    by = chart.clinician
    chart.trail.add(
        "screening.answers_recorded",
        at=at,
        by=by.actor,
        subject=chart.patient,
        answers=len(answers),
        said_yes=sorted(slug for slug, each in answers.items() if each.value == YES),
        confirmed_by=str(by.pk),
    )
    return [
        Answer(
            clinic=chart.clinic,
            patient=chart.patient,
            question=slug,
            value=each.value,
            details=dict(each.details),
            answered_at=at,
            answered_on=chart.patient.today(at),
            answered_by_kind=by.actor.kind,
            answered_by_id=by.pk,
            confirmed_by=by,
        )
        for slug, each in answers.items()
    ]
