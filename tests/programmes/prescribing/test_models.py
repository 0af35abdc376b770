"""The database refuses what the clinic would."""

import pytest
from django.db import IntegrityError

from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    HoldFactory,
    MembershipFactory,
    PlanActivityFactory,
    PlanItemFactory,
    PlanVersionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("weeks_in_range", {"weeks": 0}),
        ("weeks_in_range", {"weeks": 27}),
        ("state_is_known", {"state": "sleeping"}),
        ("active_needs_clearance", {"clearance_kind": ""}),
        ("active_needs_clearance", {"clearance_name": ""}),
        ("active_needs_clearance", {"clearance_on": None}),
        ("active_needs_clearance", {"activated_at": None}),
        ("ended_when_and_why", {"ended_at": NOW, "ended_on": TODAY}),
        (
            "ended_when_and_why",
            {"state": "ended", "ended_at": NOW, "ended_on": TODAY},
        ),
    ],
)
def test_an_assignment_is_refused(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint):
        AssignmentFactory(**fields)


def test_a_patient_has_one_active_assignment(patient):
    AssignmentFactory(patient=patient)

    with pytest.raises(IntegrityError):
        AssignmentFactory(patient=patient)


def test_a_patient_has_one_draft(patient):
    AssignmentFactory(patient=patient, state="draft")

    with pytest.raises(IntegrityError):
        AssignmentFactory(patient=patient, state="draft")


def test_a_version_is_numbered_once():
    version = PlanVersionFactory()

    with pytest.raises(IntegrityError):
        PlanVersionFactory(assignment=version.assignment)


def test_a_version_is_numbered_from_one():
    with pytest.raises(IntegrityError, match="numbered_from_one"):
        PlanVersionFactory(number=0)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("dose_in_range", {"sets": 0}),
        ("dose_in_range", {"sets": 11}),
        ("dose_in_range", {"reps": 0}),
        ("dose_in_range", {"reps": 51}),
        ("dose_in_range", {"hold_s": 121}),
        ("dose_in_range", {"rest_s": 301}),
        ("due_on_some_weekday", {"weekdays": "0000000"}),
        ("due_on_some_weekday", {"weekdays": "11111"}),
        ("due_on_some_weekday", {"weekdays": "111111x"}),
        ("caution_is_acknowledged", {"level": "caution"}),
        ("caution_is_acknowledged", {"level": "not_checked"}),
        ("caution_is_acknowledged", {"level": "not_checked", "acknowledged": True}),
        ("caution_is_acknowledged", {"level": "contraindicated", "draft": True}),
        ("caution_is_acknowledged", {"level": "fine by me"}),
    ],
)
def test_an_item_is_refused(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint):
        PlanItemFactory(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"level": "caution", "acknowledged": True},
        {"level": "caution", "draft": True},
        {"level": "not_checked", "draft": True},
    ],
)
def test_an_item_with_its_care_or_in_a_draft_is_kept(fields):
    assert PlanItemFactory(**fields).pk


def test_an_exercise_stands_once_in_a_version():
    item = PlanItemFactory()

    with pytest.raises(IntegrityError):
        PlanItemFactory(version=item.version, exercise=item.exercise)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("relaxed_with_a_reason", {"stance": "limit"}),
        ("relaxed_with_a_reason", {"stance": "fine"}),
        (
            "contraindicated_is_avoided",
            {"stance": "fine", "reason": "Y", "level": "contraindicated"},
        ),
        ("minutes_belong_to_a_limit", {"minutes": 5}),
        (
            "minutes_belong_to_a_limit",
            {"stance": "limit", "reason": "Y", "minutes": 601},
        ),
        ("of_the_library_or_own", {"activity": None}),
        ("of_the_library_or_own", {"activity": None, "own_name": "Rowing"}),
        ("of_the_library_or_own", {"own_name": "Rowing"}),
    ],
)
def test_an_activity_is_refused(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint):
        PlanActivityFactory(**fields)


def test_an_activity_stands_once_in_a_version():
    told = PlanActivityFactory()

    with pytest.raises(IntegrityError):
        PlanActivityFactory(version=told.version, activity=told.activity)


def test_an_own_activity_stands_once_in_a_version():
    own = {"activity": None, "own_name": "Rowing", "reason": "It hurts."}
    told = PlanActivityFactory(**own)

    with pytest.raises(IntegrityError):
        PlanActivityFactory(version=told.version, **own)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("closed_when_by_whom_and_why", {"closed_at": NOW}),
        ("closed_when_by_whom_and_why", {"closed_at": NOW, "closed_on": TODAY}),
    ],
)
def test_a_hold_is_refused(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint):
        HoldFactory(**fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("closed_when_by_whom_and_why", {"outcome": ""}),
        ("closed_after_it_opened", {"opened_on": TODAY.replace(day=5)}),
    ],
)
def test_a_closed_hold_is_refused(constraint, fields):
    closer = MembershipFactory()
    closed = {
        "closed_at": NOW,
        "closed_on": TODAY,
        "closed_by": closer,
        "outcome": "Found nothing.",
    }

    with pytest.raises(IntegrityError, match=constraint):
        HoldFactory(**{**closed, **fields})
