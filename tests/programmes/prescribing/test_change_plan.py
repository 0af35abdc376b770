"""Changing and ending a plan: versions, two people at once, and what is said of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from patients.audit import actions as audit
from patients.audit.models import AuditEvent
from programmes.library.models import Approval, LibraryVersion
from programmes.library.queries import current_version
from programmes.prescribing import actions
from programmes.prescribing.dosing import Dose
from programmes.prescribing.models import Assignment, PlanVersion
from programmes.prescribing.queries import current_plan, plan_on
from tests.factories import NOW, TODAY, HoldFactory, MembershipFactory
from tests.programmes.prescribing.conftest import answer, template_for

LATER = NOW + timedelta(days=3)
THEN = TODAY + timedelta(days=3)


@pytest.fixture
def active(healthy, clinician, clearance):
    return actions.assign(
        by=clinician.actor,
        membership=clinician,
        patient=healthy,
        draft=template_for(healthy),
        clearance=clearance,
        activate=True,
        at=NOW,
    )


def stronger(patient, **changes):
    """Return the template with a longer hold of the bird dog, from then on."""
    draft = template_for(patient, on=THEN)
    *others, bird_dog = draft.items
    longer = replace(bird_dog, dose=Dose(2, 6, 8, 45))
    return replace(draft, items=(*others, longer), **changes)


@pytest.fixture
def change(active, healthy, clinician):
    def _change(**changes):
        return actions.change_plan(
            **{
                "by": clinician.actor,
                "membership": clinician,
                "assignment": active,
                "draft": stronger(healthy),
                "reason": "Two easy weeks.",
                "expected_version": 1,
                "at": LATER,
                **changes,
            }
        )

    return _change


def codes_of(refused):
    return [reason.code for reason in refused.value.reasons]


def test_a_change_is_a_new_version_that_says_what_changed(change, healthy):
    version = change()

    assert version.number == 2
    assert version.from_on == THEN
    assert version.summary == "Bird dog: hold 5 → 8 s."
    assert version.reason == "Two easy weeks."
    assert AuditEvent.objects.filter(
        action="prescribing.plan_changed", patient_id=healthy.pk
    ).exists()
    healthy.refresh_from_db()
    assert healthy.changed_at == LATER


def test_the_version_before_stays_as_it_was(change, active):
    before = list(active.versions.get().items.values())

    change()

    assert list(active.versions.get(number=1).items.values()) == before
    assert plan_on(active, THEN - timedelta(days=1)).version.number == 1
    assert plan_on(active, THEN).version.number == 2


def test_nothing_changes_when_the_trail_fails(change, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(RuntimeError):
        change()

    assert PlanVersion.objects.count() == 1


def test_sent_twice_a_change_is_made_once(change):
    first = change()

    assert change() == first
    assert PlanVersion.objects.count() == 2


def test_somebody_elses_change_meanwhile_is_told(change, clinic, healthy):
    colleague = MembershipFactory(clinic=clinic)
    change(by=colleague.actor, membership=colleague)

    with pytest.raises(actions.UnableToChange) as refused:
        change(draft=stronger(healthy, weeks=10))

    assert codes_of(refused) == ["changed_meanwhile"]
    assert refused.value.reasons[0].details == ("Bird dog: hold 5 → 8 s.",)
    assert PlanVersion.objects.count() == 2


def test_a_plan_that_ended_meanwhile_is_not_changed(change, active, clinician):
    actions.end_assignment(
        by=clinician.actor, assignment=active, reason="Moved away.", at=LATER
    )

    with pytest.raises(actions.UnableToChange) as refused:
        change()

    assert codes_of(refused) == ["ended"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"reason": "  "}, "why"), ({"draft": None}, "nothing_changed")],
)
def test_a_change_needs_a_change_and_a_reason(change, healthy, changes, code):
    if "draft" in changes:
        changes = {"draft": template_for(healthy, on=THEN)}

    with pytest.raises(actions.UnableToChange) as refused:
        change(**changes)

    assert codes_of(refused) == [code]


def test_a_change_counts_from_today_or_later(change, healthy):
    draft = replace(stronger(healthy), start_on=THEN - timedelta(days=1))

    with pytest.raises(actions.UnableToChange) as refused:
        change(draft=draft)

    assert codes_of(refused) == ["from"]


def test_a_change_never_comes_before_one_that_is_already_planned(change, healthy):
    change(draft=replace(stronger(healthy), start_on=THEN + timedelta(days=4)))

    with pytest.raises(actions.UnableToChange) as refused:
        change(draft=stronger(healthy, weeks=9), expected_version=2)

    assert codes_of(refused) == ["from"]


def test_the_weeks_can_be_changed_but_not_into_the_past(change, active, healthy):
    much_later = NOW + timedelta(days=20)
    day = TODAY + timedelta(days=20)

    with pytest.raises(actions.UnableToChange) as refused:
        change(draft=replace(stronger(healthy, weeks=2), start_on=day), at=much_later)
    version = change(
        draft=replace(stronger(healthy, weeks=12), start_on=day), at=much_later
    )

    assert codes_of(refused) == ["weeks"]
    assert version.summary == "Bird dog: hold 5 → 8 s.\nWeeks 8 → 12."
    active.refresh_from_db()
    assert active.weeks == 12


def test_a_change_is_screened_too(change, healthy, clinician):
    answer(
        healthy,
        clinician,
        at=NOW + timedelta(minutes=1),
        pregnant={"due_date": (TODAY + timedelta(weeks=11)).isoformat()},
    )
    with pytest.raises(actions.UnableToChange) as refused:
        change(draft=stronger(healthy))

    assert codes_of(refused) == ["unacknowledged"]


def test_a_plan_may_be_changed_while_it_rests(change, active):
    HoldFactory(assignment=active, cause="red_flag")

    assert change().number == 2


def test_a_change_keeps_to_approved_content_while_newer_is_not(
    change, active, healthy, clinician
):
    old = current_version()
    healthy.clinic.is_demo = False
    healthy.clinic.save()
    Approval.objects.create(
        clinic=healthy.clinic, version=old, approved_by=clinician, at=NOW
    )
    draft = stronger(healthy)
    LibraryVersion.objects.create(
        number="2099.1", digest="f" * 64, loaded_at=LATER, content=old.content
    )

    version = change(draft=draft)

    assert version.library == old


def test_an_end_keeps_everything_and_says_why(active, clinician, healthy):
    actions.end_assignment(
        by=clinician.actor, assignment=active, reason=" Moved away. ", at=LATER
    )

    ended = Assignment.objects.get()
    assert (ended.state, ended.ended_on) == ("ended", THEN)
    assert ended.ended_reason == "Moved away."
    assert ended.versions.get().items.count() == 4
    assert current_plan(healthy, THEN) is None
    event = AuditEvent.objects.get(action="prescribing.ended")
    assert event.details == {"was": "active"}


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_end_needs_a_reason(active, clinician, reason):
    with pytest.raises(actions.UnableToEnd):
        actions.end_assignment(
            by=clinician.actor, assignment=active, reason=reason, at=LATER
        )

    active.refresh_from_db()
    assert active.state == "active"


def test_a_programme_ends_once(active, clinician):
    actions.end_assignment(
        by=clinician.actor, assignment=active, reason="Better.", at=LATER
    )

    with pytest.raises(actions.UnableToEnd):
        actions.end_assignment(
            by=clinician.actor, assignment=active, reason="Again.", at=LATER
        )

    assert Assignment.objects.get().ended_reason == "Better."
