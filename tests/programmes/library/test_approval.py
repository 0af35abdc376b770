"""Only the named clinician approves a version, after reading it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from patients.audit.actor import Actor
from patients.audit.models import AuditEvent
from programmes.library import actions, queries
from programmes.library.models import Approval
from tests.conftest import signed_in_as
from tests.factories import MembershipFactory

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def named(clinic, clinician):
    clinic.named_clinician = clinician
    clinic.is_demo = False
    clinic.save()
    return clinician


@pytest.fixture
def version(db):
    return queries.current_version()


def approve(by, clinic, version):
    return actions.approve_version(by=by, clinic=clinic, version=version, at=NOW)


def test_the_named_clinician_approves_a_version(named, clinic, version):
    approval = approve(named.actor, clinic, version)

    assert queries.approved(clinic, version) == approval
    assert (approval.approved_by, approval.at) == (named, NOW)


def test_an_approval_is_written_to_the_trail(named, clinic, version):
    approval = approve(named.actor, clinic, version)

    event = AuditEvent.objects.get(subject_id=str(approval.pk))
    assert event.action == "library.version_approved"
    assert event.clinic_id == clinic.pk
    assert event.actor_id == named.pk


def test_no_approval_stays_when_the_trail_fails(named, clinic, version, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions.audit, "record", broken)

    with pytest.raises(RuntimeError):
        approve(named.actor, clinic, version)

    assert queries.approved(clinic, version) is None


def test_approving_twice_keeps_the_first_approval(named, clinic, version):
    first = approve(named.actor, clinic, version)

    assert approve(named.actor, clinic, version) == first
    assert Approval.objects.count() == 1


def test_the_database_keeps_one_approval_per_version_and_clinic(named, clinic, version):
    approve(named.actor, clinic, version)

    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(
            clinic=clinic, version=version, approved_by=named, at=NOW
        )


def test_another_clinician_of_the_clinic_cannot_approve(named, clinic, version):
    colleague = MembershipFactory.create(clinic=clinic)

    with pytest.raises(actions.UnableToApprove):
        approve(colleague.actor, clinic, version)


def test_a_named_clinician_who_left_cannot_approve(named, clinic, version):
    named.is_active = False
    named.save()

    with pytest.raises(actions.UnableToApprove):
        approve(named.actor, clinic, version)


def test_nobody_approves_for_a_clinic_without_a_named_clinician(
    clinic, clinician, version
):
    with pytest.raises(actions.UnableToApprove):
        approve(clinician.actor, clinic, version)


def test_the_named_clinician_of_one_clinic_cannot_approve_for_another(
    named, stranger, version
):
    with pytest.raises(actions.UnableToApprove):
        approve(named.actor, stranger.clinic, version)


def test_a_tick_cannot_approve(named, clinic, version):
    tick = Actor(kind="tick", id=named.pk, clinic_id=clinic.pk)

    with pytest.raises(actions.UnableToApprove):
        approve(tick, clinic, version)


def test_an_approval_holds_for_its_own_clinic_only(named, clinic, version, stranger):
    approve(named.actor, clinic, version)

    assert queries.approved(stranger.clinic, version) is None


def post(client, version, read="on"):
    url = reverse("library:approve_version")
    version_id = getattr(version, "pk", version)
    return client.post(url, {"version": str(version_id), "read": read})


def test_the_button_approves_what_was_read(named, clinic, version):
    response = post(signed_in_as(named), version)

    assert response.status_code == 302
    assert Approval.objects.get(clinic=clinic).approved_by == named


def test_the_button_asks_for_the_tick(named, clinic, version):
    response = post(signed_in_as(named), version, read="")

    assert response.status_code == 422
    assert "Tick the box once you have read this version." in response.text
    assert queries.approved(clinic, version) is None


def test_a_colleague_who_posts_anyway_is_refused(named, clinic, version):
    colleague = signed_in_as(MembershipFactory(clinic=clinic))

    assert post(colleague, version).status_code == 403
    assert queries.approved(clinic, version) is None


@pytest.mark.parametrize("sent", ["", "nonsense", "1"])
def test_a_broken_version_id_never_breaks_the_page(named, sent):
    assert post(signed_in_as(named), sent).status_code == 302
    assert Approval.objects.count() == 0


def test_a_version_that_is_no_longer_in_use_has_to_be_read_again(
    named, clinic, version
):
    client = signed_in_as(named)
    content = {**version.content, "manifest": {**version.content["manifest"]}}
    content["manifest"]["number"] = "2027.01"
    newer = actions.load_content(
        by=Actor.tick("test"), content=content, at=version.loaded_at + timedelta(1)
    ).version

    response = client.post(
        reverse("library:approve_version"),
        {"version": str(version.pk), "read": "on"},
        follow=True,
    )

    assert "A newer version was loaded meanwhile" in response.text
    assert newer.number in response.text
    assert Approval.objects.count() == 0


@pytest.mark.parametrize("role", ["as_receptionist", "as_admin"])
def test_only_clinicians_reach_the_approval(request, role, version):
    assert post(request.getfixturevalue(role), version).status_code == 403
