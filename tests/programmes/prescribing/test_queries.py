"""Which plan stands on a day, in how many questions to the database."""

from datetime import timedelta

import pytest

from programmes.prescribing import queries
from tests.factories import (
    TODAY,
    AssignmentFactory,
    HoldFactory,
    MembershipFactory,
    PlanItemFactory,
    PlanVersionFactory,
    with_plan,
)

DAY = timedelta(days=1)


@pytest.fixture
def active(patient):
    assignment = AssignmentFactory(patient=patient)
    with_plan(assignment)
    return assignment


def ended(assignment, on):
    assignment.state = "ended"
    assignment.ended_on = on
    assignment.ended_at = assignment.created_at
    assignment.ended_reason = "Better."
    assignment.save()


def test_a_patient_without_a_plan_has_none(patient):
    assert queries.current_plan(patient, TODAY) is None


def test_a_plan_is_read_in_four_queries_whatever_its_age(
    active, patient, django_assert_num_queries
):
    for number in range(2, 6):
        with_plan(active, number=number, from_on=TODAY - 10 * DAY)
        HoldFactory(assignment=active)
    queries.current_plan(patient, TODAY)  # the process reads the library once

    with django_assert_num_queries(4):
        plan = queries.current_plan(patient, TODAY)
        said = [
            *(item.exercise.name for item in plan.items),
            *(each.name + each.why for each in plan.activities),
            *(hold.get_cause_display() for hold in plan.holds),
            plan.assignment.assigned_by.name,
            plan.assignment.patient.full_name,
            str(plan.minutes),
        ]

    assert len(said) == 4 + 5 + 4 + 3


def test_an_active_plan_comes_before_a_draft(active, patient):
    AssignmentFactory(patient=patient, state="draft")

    assert queries.current_plan(patient, TODAY).assignment == active


def test_an_ended_plan_is_nobodys_current_plan(active, patient):
    ended(active, TODAY)

    assert queries.current_plan(patient, TODAY) is None


def test_a_change_for_next_week_is_not_shown_today(active, patient):
    with_plan(active, number=2, from_on=TODAY + 7 * DAY)

    assert queries.current_plan(patient, TODAY).version.number == 1
    assert queries.current_plan(patient, TODAY + 7 * DAY).version.number == 2
    assert queries.newest_plan(patient, TODAY).version.number == 2


def test_of_two_versions_from_one_day_the_newer_counts(active, patient):
    with_plan(active, number=2, from_on=active.start_on)

    assert queries.current_plan(patient, TODAY).version.number == 2


def test_before_its_first_day_a_plan_shows_what_it_will_begin_with(patient):
    coming = AssignmentFactory(patient=patient, start_on=TODAY + 3 * DAY)
    with_plan(coming)

    plan = queries.current_plan(patient, TODAY)

    assert plan.version.number == 1
    assert plan.week == 0
    assert not plan.has_begun
    assert not plan.is_running


def test_the_week_counts_from_the_first_day(active, patient):
    weeks = [
        queries.current_plan(patient, active.start_on + days * DAY).week
        for days in (0, 6, 7, 55)
    ]

    assert weeks == [1, 1, 2, 8]


def test_a_plan_past_its_last_day_says_so_and_goes_on(active, patient):
    assert not queries.current_plan(patient, active.end_on).is_over
    over = queries.current_plan(patient, active.end_on + DAY)
    assert over.is_over
    assert over.is_active


def test_the_plan_of_a_day_long_past_is_the_one_that_stood_then(active):
    with_plan(active, number=2, from_on=TODAY)

    assert queries.plan_on(active, TODAY - DAY).version.number == 1
    assert queries.plan_on(active, TODAY).version.number == 2
    assert queries.plan_on(active, active.start_on - DAY) is None


def test_nothing_was_asked_after_the_end(active):
    ended(active, TODAY)

    assert queries.plan_on(active, TODAY) is not None
    assert queries.plan_on(active, TODAY + DAY) is None


def test_due_items_follow_the_weekdays(patient):
    version = PlanVersionFactory(assignment__patient=patient)
    slugs = version.library.exercises.order_by("order")
    for exercise, mask in zip(slugs, ("1000000", "0100000"), strict=False):
        PlanItemFactory(version=version, exercise=exercise, weekdays=mask)

    plan = queries.current_plan(patient, TODAY)

    assert [item.weekdays for item in plan.due_items(TODAY)] == ["1000000"]
    assert plan.is_session_day(TODAY + DAY)
    assert not plan.is_session_day(TODAY + 2 * DAY)
    assert plan.weekdays == "1100000"


def test_spans_hold_every_version_and_every_hold_in_two_queries(
    active, patient, django_assert_num_queries
):
    with_plan(active, number=2, from_on=TODAY)
    other = AssignmentFactory()
    hold = HoldFactory(assignment=active)

    with django_assert_num_queries(2):
        found = queries.spans([active, other.pk])

    assert [(v.number, v.from_on) for v in found[active.pk].versions] == [
        (1, active.start_on),
        (2, TODAY),
    ]
    assert found[active.pk].versions[0].masks == ("1111111",) * 4
    assert found[active.pk].holds == (queries.HoldDays(hold.opened_on, None),)
    assert found[other.pk] == queries.Spans((), ())


def test_only_open_warning_signs_of_this_patient_count(active, patient, clinician):
    HoldFactory(assignment=active, cause="red_flag")
    HoldFactory(assignment=active, cause="clinician")
    HoldFactory(cause="red_flag")
    HoldFactory(
        assignment=active,
        cause="red_flag",
        closed_at=active.created_at,
        closed_on=TODAY,
        closed_by=clinician,
        outcome="Found nothing.",
    )

    assert queries.open_red_flags(patient) == 1


def test_open_pauses_are_listed_before_lifted_ones(active, patient, clinician):
    lifted = HoldFactory(
        assignment=active,
        closed_at=active.created_at,
        closed_on=TODAY,
        closed_by=clinician,
        outcome="Found nothing.",
    )
    standing = HoldFactory(assignment=active, cause="patient")

    assert queries.holds_of(patient) == [standing, lifted]


def test_a_pause_of_another_patient_is_not_found(patient):
    hold = HoldFactory(opened_by_id=MembershipFactory().pk)

    assert queries.hold_of(patient, hold.pk) is None
