"""What is said of doses, days and changes. No database."""

import pytest

from programmes.prescribing import reasons, words
from programmes.prescribing.changes import Change, Kind, diff
from programmes.prescribing.dosing import Dose, Problem, What
from programmes.prescribing.drafts import (
    ActivityDraft,
    ItemDraft,
    PlanDraft,
    Reason,
)
from tests.factories import TODAY

NAMES = {"bird_dog": "Bird dog", "knee_to_chest": "Knee to chest", "sit_ups": "Sit-ups"}


def plan(*items, weeks=8, activities=()):
    return PlanDraft(TODAY, weeks, items, activities)


def bird_dog(dose=None, weekdays="1010100", modifications=()):
    return ItemDraft("bird_dog", dose or Dose(2, 6, 5, 45), weekdays, modifications)


@pytest.mark.parametrize(
    ("dose", "per_side", "line"),
    [
        (Dose(2, 10, 5, 60), False, "2 sets of 10 · hold 5 s · rest 60 s"),
        (Dose(1, 2), True, "2 times each side"),
        (Dose(1, 1), True, "1 time each side"),
        (Dose(2, 6, 5, 45), True, "2 sets of 6 each side · hold 5 s · rest 45 s"),
        (
            Dose(2, 10, 5, 60, 1),
            False,
            "2 sets of 10 · hold 5 s · band level 1 · rest 60 s",
        ),
        (Dose(2, 10, 5, 0, 0), False, "2 sets of 10 · hold 5 s · no band"),
    ],
)
def test_a_dose_reads_as_one_line(dose, per_side, line):
    assert " · ".join(words.dose_words(dose, per_side=per_side)) == line


@pytest.mark.parametrize(
    ("weekdays", "said"),
    [("1111111", "every day"), ("1010101", "Mon, Wed, Fri, Sun")],
)
def test_weekdays_read_as_names(weekdays, said):
    assert words.weekday_words(weekdays) == said


@pytest.mark.parametrize("what", list(What))
def test_every_problem_says_how_to_mend_it(what):
    said = words.problem_words(Problem(what, 1, 3))

    assert "3" in said
    assert said.endswith(".")


def test_a_change_is_told_as_the_clinician_would():
    before = plan(bird_dog())
    after = plan(bird_dog(Dose(2, 6, 8, 45), "1010110"))

    said = words.summary(diff(before, after), NAMES)

    assert said == "Bird dog: hold 5 → 8 s. Added Sat."


def test_more_than_two_changed_items_are_counted_not_listed():
    before = plan(bird_dog(), ItemDraft("knee_to_chest", Dose(1, 2), "1111111"))
    after = plan(
        bird_dog(Dose(3, 6, 5, 45)),
        weeks=10,
        activities=(ActivityDraft("sit_ups", "limit", 10, "He is strong."),),
    )

    said = words.summary(diff(before, after), NAMES)

    assert said.splitlines() == [
        "Knee to chest: left out.",
        "Bird dog: sets 2 → 3. And 2 more.",
    ]


def test_a_summary_never_outgrows_its_column():
    long = [Change(Kind.MODIFICATION, f"item{n}", after="x" * 150) for n in range(2)]

    assert words.summary(long, {}) == "2 things changed."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change(Kind.ADDED, "bird_dog"), "Bird dog: added."),
        (Change(Kind.DAYS_REMOVED, "bird_dog", days=(0,)), "Bird dog: no more on Mon."),
        (Change(Kind.MODIFICATION, "bird_dog", after="Toe on the floor."), None),
        (Change(Kind.BAND, "bird_dog", "", "2"), "Bird dog: band level none → 2."),
        (Change(Kind.STANCE, "sit_ups", "avoid", "fine"), "Sit-ups: now fine."),
        (Change(Kind.WEEKS, "", "8", "10"), "Weeks 8 → 10."),
    ],
)
def test_each_kind_of_change_has_its_words(change, said):
    expected = said or "Bird dog: now: Toe on the floor."

    assert words.summary([change], NAMES) == expected


def test_the_same_plan_has_no_changes():
    assert diff(plan(bird_dog()), plan(bird_dog())) == ()


def test_a_ticked_modification_and_a_stored_one_are_the_same():
    stored = plan(bird_dog(modifications=("a; b",)))
    ticked = plan(bird_dog(modifications=("a", "b")))

    assert diff(stored, ticked) == ()


WHOLE = [
    "archived",
    "already_active",
    "hold",
    "clearance",
    "approval",
    "no_exercise",
    "start",
    "from",
    "weeks",
    "content",
    "nothing_changed",
    "why",
    "ended",
    "not_active",
    "changed_meanwhile",
]
ITEM = [
    "contraindicated",
    "not_checked",
    "unacknowledged",
    "dose",
    "retired",
    "worse",
    "new_advice",
    "not_relaxed",
    "relaxed_without_reason",
]


@pytest.mark.parametrize("code", WHOLE)
def test_every_reason_about_the_whole_plan_has_a_sentence(code):
    said = reasons.say(Reason(code, details=("DETAIL",)), NAMES)

    assert len(said.text) > 20
    assert "%" not in said.text


@pytest.mark.parametrize("code", ITEM)
def test_every_reason_about_an_item_names_it(code):
    said = reasons.say(Reason(code, "bird_dog", ("ok", "caution")), NAMES)

    assert said.text.startswith("Bird dog")


@pytest.mark.parametrize(
    ("count", "start"), [("1", "1 screening question is"), ("3", "3 screening")]
)
def test_open_questions_are_counted_and_can_be_mended(count, start):
    said = reasons.say(Reason("unanswered", details=(count,)), NAMES)

    assert said.text.startswith(start)
    assert said.mend == "screening"
