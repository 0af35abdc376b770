"""Giving a patient the programme: the rows, the trail, and every refusal."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError

from patients.audit import actions as audit
from patients.audit.models import AuditEvent
from programmes.library.models import Approval
from programmes.library.queries import current_version
from programmes.prescribing import actions
from programmes.prescribing.drafts import ActivityDraft, Seen
from programmes.prescribing.models import Assignment, PlanItem
from programmes.prescribing.queries import current_plan
from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    HoldFactory,
    MembershipFactory,
)
from tests.programmes.prescribing.conftest import answer, template_for


@pytest.fixture
def assign(healthy, clinician, clearance):
    """Assign as the page would; anything can be said otherwise."""

    def _assign(**changes):
        return actions.assign(
            **{
                "by": clinician.actor,
                "membership": clinician,
                "patient": healthy,
                "draft": template_for(healthy),
                "clearance": clearance,
                "activate": True,
                "at": NOW,
                **changes,
            }
        )

    return _assign


def codes_of(refused):
    return [reason.code for reason in refused.value.reasons]


def test_the_template_starts_as_version_one(assign, healthy, clinician):
    assignment = assign()

    plan = current_plan(healthy, TODAY)
    assert plan.assignment == assignment
    assert plan.is_active
    assert plan.version.number == 1
    assert plan.version.summary == "First plan, with 4 exercises."
    assert [item.exercise.slug for item in plan.items] == [
        "knee_to_chest",
        "trunk_rotation",
        "hip_abduction",
        "bird_dog",
    ]
    assert [item.weekdays for item in plan.items][2:] == ["1010101", "1110110"]
    assert {each.stance for each in plan.activities} == {"avoid"}
    assert assignment.clearance_name == clinician.name
    assert assignment.end_on == TODAY + timedelta(days=55)


def test_a_start_is_audited_and_touches_the_patient(assign, healthy):
    assignment = assign()

    event = AuditEvent.objects.get(action="prescribing.assigned")
    assert event.subject_id == str(assignment.pk)
    assert event.patient_id == healthy.pk
    assert event.details["clearance"] == "clinician"
    healthy.refresh_from_db()
    assert healthy.changed_at == NOW


def test_nothing_is_assigned_when_the_trail_fails(assign, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(RuntimeError):
        assign()

    assert not Assignment.objects.exists()
    assert not PlanItem.objects.exists()


def test_sent_twice_the_plan_is_kept_once(assign):
    first = assign()

    again = assign()

    assert again == first
    assert Assignment.objects.count() == 1
    assert AuditEvent.objects.filter(action="prescribing.assigned").count() == 1


def test_a_second_plan_is_refused(assign, healthy):
    assign()

    with pytest.raises(actions.UnableToAssign) as refused:
        assign(draft=template_for(healthy, weeks=4))

    assert codes_of(refused) == ["already_active"]


def test_when_two_assign_at_once_the_database_keeps_one(assign, healthy, monkeypatch):
    def unseen(queryset):
        return queryset.none()

    AssignmentFactory(patient=healthy)
    monkeypatch.setattr(
        "programmes.prescribing.models.AssignmentQuerySet.active", unseen
    )

    with pytest.raises(actions.UnableToAssign) as refused:
        assign()

    assert codes_of(refused) == ["already_active"]


def test_without_clearance_a_plan_does_not_start(assign):
    with pytest.raises(actions.UnableToAssign) as refused:
        assign(clearance=None)

    assert codes_of(refused) == ["clearance"]
    assert not Assignment.objects.exists()


def test_an_open_question_keeps_a_plan_from_starting(assign, patient, clinician):
    answer(patient, clinician, at=NOW + timedelta(minutes=1))
    patient.screening_answers.filter(question="pregnant").delete()

    with pytest.raises(actions.UnableToAssign) as refused:
        assign(draft=template_for(patient))

    assert "unanswered" in codes_of(refused)


def test_a_screening_that_holds_the_programme_keeps_it_from_starting(
    assign, healthy, clinician
):
    draft = template_for(healthy)
    answer(healthy, clinician, at=NOW + timedelta(minutes=1), numb_between_legs={})

    with pytest.raises(actions.UnableToAssign) as refused:
        assign(draft=draft)

    assert "hold" in codes_of(refused)
    assert "contraindicated" in codes_of(refused)


def test_a_warning_sign_of_an_earlier_programme_is_answered_first(assign, healthy):
    earlier = AssignmentFactory(
        patient=healthy,
        state="ended",
        ended_at=NOW,
        ended_on=TODAY,
        ended_reason="Moved away.",
    )
    HoldFactory(assignment=earlier, cause="red_flag")

    with pytest.raises(actions.UnableToAssign) as refused:
        assign()

    assert codes_of(refused) == ["red_flag"]


def test_an_archived_patient_gets_no_plan(assign, healthy):
    healthy.archived_at = NOW
    healthy.save()

    with pytest.raises(actions.UnableToAssign) as refused:
        assign()

    assert codes_of(refused) == ["archived"]


def test_a_real_clinic_needs_the_content_approved(assign, healthy, clinician):
    healthy.clinic.is_demo = False
    healthy.clinic.save()

    with pytest.raises(actions.UnableToAssign) as refused:
        assign()
    Approval.objects.create(
        clinic=healthy.clinic,
        version=current_version(),
        approved_by=clinician,
        at=NOW,
    )
    assign()

    assert codes_of(refused) == ["approval"]


@pytest.mark.parametrize("days", [-1, 61])
def test_a_plan_starts_from_today_to_60_days_ahead(assign, healthy, days):
    draft = replace(template_for(healthy), start_on=TODAY + timedelta(days=days))

    with pytest.raises(actions.UnableToAssign) as refused:
        assign(draft=draft)

    assert codes_of(refused) == ["start"]


def test_a_page_of_other_content_is_not_saved(assign, healthy, clinician):
    with pytest.raises(actions.UnableToAssign) as refused:
        assign(draft=replace(template_for(healthy), library=clinician.pk))

    assert codes_of(refused) == ["content"]


def test_a_condition_answered_in_another_tab_is_noticed(assign, healthy, clinician):
    draft = template_for(healthy)
    seen = tuple(replace(item, seen=Seen("ok")) for item in draft.items)
    due = (TODAY + timedelta(weeks=11)).isoformat()
    answer(
        healthy,
        clinician,
        at=NOW + timedelta(minutes=1),
        pregnant={"due_date": due},
    )

    with pytest.raises(actions.UnableToAssign) as refused:
        assign(draft=replace(draft, items=seen))

    assert codes_of(refused).count("worse") == 4
    assert not Assignment.objects.exists()


def test_the_patient_is_screened_for_the_first_day_not_for_today(
    assign, healthy, clinician
):
    due = (TODAY + timedelta(weeks=13)).isoformat()  # 27 weeks today, 28 in a week
    answer(
        healthy,
        clinician,
        at=NOW + timedelta(minutes=1),
        pregnant={"due_date": due},
    )
    draft = replace(template_for(healthy), start_on=TODAY + timedelta(days=8))

    with pytest.raises(actions.UnableToAssign) as refused:
        assign(draft=draft)

    assert "contraindicated" in codes_of(refused)


def test_a_caution_is_kept_with_its_modification(assign, healthy, clinician):
    due = (TODAY + timedelta(weeks=11)).isoformat()
    answer(
        healthy, clinician, at=NOW + timedelta(minutes=1), pregnant={"due_date": due}
    )
    draft = template_for(healthy)
    (bird_dog,) = draft.items

    with pytest.raises(actions.UnableToAssign) as refused:
        assign(draft=draft)
    text = "Single-limb lifts only, toe stays on floor"
    assignment = assign(
        draft=replace(draft, items=(replace(bird_dog, modifications=(text,)),))
    )

    assert codes_of(refused) == ["unacknowledged"]
    item = PlanItem.objects.get(version__assignment=assignment)
    assert (item.level, item.acknowledged, item.modification) == ("caution", True, text)


def test_an_own_activity_stands_in_the_plan(assign, healthy):
    draft = template_for(healthy)
    rowing = ActivityDraft("", "limit", 10, "The long pull hurts.", "Rowing")

    assign(draft=replace(draft, activities=(*draft.activities, rowing)))

    told = current_plan(healthy, TODAY).activities[-1]
    assert (told.name, told.minutes, told.why) == ("Rowing", 10, "The long pull hurts.")


def test_a_draft_waits_for_screening_and_clearance(patient, clinician):
    draft = template_for(patient)

    assignment = actions.assign(
        by=clinician.actor,
        membership=clinician,
        patient=patient,
        draft=draft,
        clearance=None,
        activate=False,
        at=NOW,
    )

    plan = current_plan(patient, TODAY)
    assert plan.is_draft
    assert not plan.is_running
    assert {item.level for item in plan.items} == {"not_checked"}
    assert AuditEvent.objects.filter(
        action="prescribing.draft_saved", subject_id=str(assignment.pk)
    ).exists()


def test_a_draft_is_written_over_and_then_started(assign, healthy):
    draft = template_for(healthy)
    first = assign(activate=False, clearance=None)

    assign(activate=False, draft=replace(draft, weeks=4, items=draft.items[:2]))
    started = assign(draft=replace(draft, weeks=6, items=draft.items[:3]))

    assert started == first
    assert started.weeks == 6
    assert started.versions.count() == 1
    assert PlanItem.objects.filter(version__assignment=started).count() == 3
    assert not PlanItem.objects.filter(draft=True).exists()


def test_a_draft_from_last_week_starts_today(assign, healthy, clinician, clearance):
    kept = assign(activate=False, clearance=None)

    started = actions.activate(
        by=clinician.actor,
        membership=clinician,
        assignment=kept,
        clearance=clearance,
        at=NOW + timedelta(days=7),
    )

    assert started.state == "active"
    assert started.start_on == TODAY + timedelta(days=7)


def test_a_colleague_may_finish_a_draft(assign, clinic):
    assign(activate=False, clearance=None)
    colleague = MembershipFactory(clinic=clinic)

    started = assign(by=colleague.actor, membership=colleague)

    assert started.assigned_by == colleague


def test_two_active_plans_of_one_patient_are_refused_by_the_database(healthy):
    AssignmentFactory(patient=healthy)

    with pytest.raises(IntegrityError):
        AssignmentFactory(patient=healthy)
