"""What a yes to each kind of screening question means for its conditions.

Pure: no Django, no database, no clock. Each reading gives, for every condition
the question decides, true, false or None for "still open". The numbers come
from the rule data; only how they are compared is written here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from programmes.screening.logic import State, at_least, within
from programmes.screening.moments import Day
from programmes.screening.questionnaire import Question
from programmes.screening.rulebook import RuleBook

Details = Mapping[str, Any]
YesRule = Callable[[RuleBook, Question, Details, Day], dict[str, State]]


def _plain(
    book: RuleBook, question: Question, details: Details, day: Day
) -> dict[str, State]:
    return dict.fromkeys(question.conditions, True)


def _which(
    book: RuleBook, question: Question, details: Details, day: Day
) -> dict[str, State]:
    """Read the choice that tells which of the question's conditions are meant."""
    chosen = details.get("which") or []
    chosen = [chosen] if isinstance(chosen, str) else chosen
    decides = question.details[0].decides
    if not chosen or not set(chosen) <= decides.keys():
        return dict.fromkeys(question.conditions)
    meant = {condition for choice in chosen for condition in decides[choice]}
    meant -= {mild for mild, grave in question.unless.items() if grave in meant}
    meant -= {
        condition
        for condition in meant
        if details.get(_cleared_by(book, condition)) is True
    }
    return {condition: condition in meant for condition in question.conditions}


def _cleared_by(book: RuleBook, condition: str) -> str:
    """Name the detail that lifts a condition about equipment, not about the body."""
    return str(book.conditions[condition].parameters.get("cleared_by", "")).rpartition(
        "."
    )[2]


def _pregnancy(
    book: RuleBook, question: Question, details: Details, day: Day
) -> dict[str, State]:
    weeks = day.gestation_weeks(details.get("due_date"))
    return {
        c: within(weeks, book.conditions[c], "gestation_weeks")
        for c in question.conditions
    }


def _birth(
    book: RuleBook, question: Question, details: Details, day: Day
) -> dict[str, State]:
    """Read the weeks since birth for the kind of birth; a kind not known is open."""
    weeks = day.weeks_since(details.get("baby_birth_date"))
    kind = details.get("birth_type")
    states: dict[str, State] = {}
    for condition in question.conditions:
        after = "caesarean" if "csection" in condition else "vaginal"
        state = within(weeks, book.conditions[condition], "weeks_postpartum")
        if state and kind != after:
            state = False if kind in {"vaginal", "caesarean"} else None
        states[condition] = state
    return states


def _hip_replacement(
    book: RuleBook, question: Question, details: Details, day: Day
) -> dict[str, State]:
    """Read weeks and approach; unless it was anterior, the posterior row applies."""
    weeks = day.weeks_since(details.get("operation_date"))
    other = "posterior" if details.get("approach") == "anterior" else "anterior"
    return {
        condition: False
        if other in condition
        else within(weeks, book.conditions[condition], "weeks_since_surgery")
        for condition in question.conditions
    }


def _since(
    book: RuleBook, question: Question, details: Details, day: Day
) -> dict[str, State]:
    """Read weeks since each date that was given.

    A condition whose row asks only for a yes is active without a date; one that
    is derived from the date stays open until a date is given.
    """
    some_date = any(details.get(detail.name) for detail in question.details)
    states: dict[str, State] = {}
    for detail in question.details:
        given = details.get(detail.name)
        for condition in detail.decides:
            if given:
                weeks = day.weeks_since(given)
                states[condition] = within(
                    weeks,
                    book.conditions[condition],
                    "weeks_since_surgery",
                    "weeks_since",
                )
            elif some_date:
                states[condition] = False
            else:
                states[condition] = book.conditions[condition].by_answer or None
    return states


def _fusion(
    book: RuleBook, question: Question, details: Details, day: Day
) -> dict[str, State]:
    """Keep the early row until its weeks have passed and union is recorded."""
    early, united = question.conditions
    weeks = day.weeks_since(details.get("operation_date"))
    healing = within(weeks, book.conditions[early], "weeks_since_surgery")
    if healing is None:
        return {early: None, united: None}
    if details.get("union_recorded") != "yes":
        healing = True
    return {early: healing, united: not healing}


def _hernia(
    book: RuleBook, question: Question, details: Details, day: Day
) -> dict[str, State]:
    if details.get("unrepaired_hernia") is True:
        return dict.fromkeys(question.conditions, True)
    given = {"operation_date": details.get("operation_date")}
    return _since(book, question, given, day)


def _injection(
    book: RuleBook, question: Question, details: Details, day: Day
) -> dict[str, State]:
    hours = day.hours_since(details.get("injection_at"))
    return {
        c: within(hours, book.conditions[c], "hours_since") for c in question.conditions
    }


def _blood_pressure(
    book: RuleBook, question: Question, details: Details, day: Day
) -> dict[str, State]:
    """Read either number; the higher band wins."""
    high, raised = question.conditions
    upper, lower = details.get("systolic"), details.get("diastolic")
    if upper is None and lower is None:
        return {high: None, raised: None}
    limits = book.conditions[high].parameters
    is_high = at_least(upper, limits["systolic_ge"]) or at_least(
        lower, limits["diastolic_ge"]
    )
    band = book.conditions[raised].parameters
    is_raised = at_least(upper, band["systolic"][0]) or at_least(
        lower, band["diastolic"][0]
    )
    return {high: is_high, raised: is_raised and not is_high}


def _bmi(
    book: RuleBook, question: Question, details: Details, day: Day
) -> dict[str, State]:
    """Work out the index where both numbers are known; otherwise believe the yes."""
    height, weight = details.get("height_cm"), details.get("weight_kg")
    if not height or not weight:
        return dict.fromkeys(question.conditions, True)
    # 10,000: centimetres to metres, squared; whole numbers keep 30 exactly 30.
    return {
        condition: weight * 10_000
        >= book.conditions[condition].parameters["bmi"][0] * height**2
        for condition in question.conditions
    }


RULES: dict[str, YesRule] = {
    "plain": _plain,
    "which": _which,
    "pregnancy": _pregnancy,
    "birth": _birth,
    "hip_replacement": _hip_replacement,
    "since": _since,
    "fusion": _fusion,
    "hernia": _hernia,
    "injection": _injection,
    "blood_pressure": _blood_pressure,
    "bmi": _bmi,
}
