"""Bad content is refused with a message that names the place."""

import pytest

from programmes.library import figures
from programmes.library.checks import problems


def exercise(content, slug="knee_to_chest"):
    return next(
        each for each in content["exercises"]["exercises"] if each["slug"] == slug
    )


def condition(content, slug="osteoporosis"):
    return next(
        each for each in content["screening"]["conditions"] if each["id"] == slug
    )


def question(content, slug="rf5_fever"):
    return next(
        each for each in content["red_flags"]["questions"] if each["slug"] == slug
    )


def test_the_shipped_content_has_no_problem(shipped):
    assert problems(shipped, figures.known()) == []


def set_to(where, key, value):
    def spoil(content):
        where(content)[key] = value

    return spoil


def without(where, key):
    def spoil(content):
        del where(content)[key]

    return spoil


def manifest(content):
    return content["manifest"]


def default_dose(content):
    return exercise(content)["default_dose"]


def limits(content):
    return exercise(content)["dose_limits"]


def activity(content):
    return content["activities"]["activities"][0]


def cause(content):
    return content["causes"]["causes"][0]


def cell(content):
    return condition(content)["rules"]["bird_dog"]


def uk_advice(content):
    return question(content)["advice"]["uk"]


BROKEN = [
    (set_to(manifest, "number", ""), "manifest.json: number: write a text"),
    (without(manifest, "language"), "manifest.json: language: write a text"),
    (set_to(exercise, "steps", []), "knee_to_chest: steps: list at least one"),
    (set_to(exercise, "steps", [""]), "knee_to_chest: steps: every entry"),
    (set_to(exercise, "alt_end", " "), "knee_to_chest: alt_end: write a text"),
    (set_to(exercise, "kind", "dance"), "knee_to_chest: kind: 'dance' is not one"),
    (set_to(exercise, "figure", "nobody"), "knee_to_chest: figure: 'nobody' is unk"),
    (set_to(exercise, "sources", []), "sources: name at least one source"),
    (set_to(exercise, "sources", ["HEARSAY"]), "'HEARSAY' is not in sources.json"),
    (set_to(exercise, "base_level", "X9"), "knee_to_chest: base_level: 'X9'"),
    (set_to(exercise, "order", 3), "exercises.json: order: count 1, 2, 3"),
    (set_to(default_dose, "hold_s", 600), "default_dose: hold_s: 600 is outside 5"),
    (without(default_dose, "rest_s"), "rest_s: needs a default and limits"),
    (set_to(limits, "reps", [5, 1]), "dose_limits: reps: 5 is above 1"),
    (set_to(default_dose, "weekdays", "daily"), "weekdays: 'daily' is not seven"),
    (set_to(default_dose, "weekdays", "1000000"), "weekdays: 1 days, but"),
    (
        set_to(lambda c: exercise(c)["source_dose"], "hold_s", [40, 30]),
        "source_dose: hold_s: 40 is above 30",
    ),
    (set_to(activity, "safer", []), "sit_ups: safer: list at least one"),
    (set_to(activity, "safer_exercises", ["yoga"]), "safer_exercises: 'yoga' is unk"),
    (set_to(activity, "slug", "planks"), "avoid_activities: not the same as in"),
    (set_to(activity, "slug", "crunches"), "activities.json: a slug stands there tw"),
    (set_to(cause, "asks_first", ["flu"]), "gout: asks_first: 'flu' is unknown"),
    (without(lambda c: c["gates"]["gates"][1], "text"), "be_gentle: text: write"),
    (set_to(cell, "level", "fine"), "osteoporosis: bird_dog: level: 'fine'"),
    (set_to(cell, "reason", ""), "osteoporosis: bird_dog: reason: write a text"),
    (
        without(lambda c: condition(c)["rules"], "bird_dog"),
        "osteoporosis: bird_dog: has no level",
    ),
    (
        set_to(lambda c: condition(c)["rules"], "yoga", {}),
        "osteoporosis: 'yoga' is not an exercise",
    ),
    (set_to(condition, "programme", "maybe"), "programme: 'maybe' is unknown"),
    (set_to(condition, "urgency", "soon"), "urgency: 'soon' is unknown"),
    (set_to(condition, "trigger", {}), "trigger: needs an answer"),
    (set_to(condition, "question", ""), "osteoporosis: question: write a text"),
    (set_to(condition, "id", "bppv"), "bppv: stands there twice"),
    (
        set_to(condition, "parameters", {"weeks": [9, 2]}),
        "parameters: weeks: 9 is above 2",
    ),
    (
        without(lambda c: c["screening"]["baseline_avoid_activities"], "crunches"),
        "baseline_avoid_activities: crunches: is missing",
    ),
    (set_to(question, "action", "wait"), "rf5_fever: action: 'wait' is unknown"),
    (set_to(question, "only_if", "tall"), "rf5_fever: only_if: 'tall' is unknown"),
    (set_to(question, "condition", "flu"), "rf5_fever: condition: 'flu' is unknown"),
    (set_to(question, "daily", False), "rf5_fever: daily and the lines' covers"),
    (set_to(uk_advice, "text", ""), "rf5_fever: advice: uk: text is empty"),
    (set_to(uk_advice, "call", ["112"]), "uk: call 112 is not in the text"),
    (without(lambda c: question(c)["advice"], "us"), "rf5_fever: advice: us is miss"),
    (
        without(lambda c: c["red_flags"]["not_sure"], "same_day"),
        "not_sure: same_day is missing",
    ),
    (
        set_to(lambda c: c["red_flags"]["daily"]["lines"][0], "covers", ["rf99"]),
        "daily: saddle: covers: 'rf99' is unknown",
    ),
    (
        set_to(lambda c: c["swaps"]["swap_ok"], "flu", {}),
        "swaps.json: swap_ok: 'flu' is unknown",
    ),
    (
        set_to(lambda c: c["sources"]["sources"]["CES"], "cite", ""),
        "sources.json: CES: cite: write a text",
    ),
    (without(lambda c: c, "screening"), "manifest.json: files: screening is missing"),
    (set_to(lambda c: c, "exercises", []), "content: cannot be read further"),
]


@pytest.mark.parametrize(
    ("spoil", "message"), BROKEN, ids=[message for _, message in BROKEN]
)
def test_bad_content_is_named(content, spoil, message):
    spoil(content)

    assert any(message in each for each in problems(content, figures.known()))
