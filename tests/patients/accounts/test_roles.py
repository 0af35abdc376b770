"""What people may do at a clinic, and how that ends."""

import pytest
from django.urls import reverse

from patients.accounts import actions
from patients.accounts.models import Membership
from patients.accounts.permissions import ROLES, SENTENCES, Permission
from patients.audit.models import AuditEvent
from tests.conftest import signed_in_as
from tests.factories import MembershipFactory

STAFF = "/clinic/staff/"


def roles_url(membership):
    return reverse("accounts:change_roles", args=[membership.pk])


def end_url(membership):
    return reverse("accounts:end_access", args=[membership.pk])


def test_every_permission_has_a_sentence_and_a_role():
    held = frozenset().union(*(role.permissions for role in ROLES))

    assert set(SENTENCES) == set(Permission) == held


def test_every_role_says_what_it_allows(as_admin):
    page = as_admin.get(STAFF).content.decode()

    for role in ROLES:
        assert str(role.sentence).replace("'", "&#x27;") in page
        assert len(role.sentences) == len(role.permissions)


def test_new_roles_count_from_the_next_request_on(as_admin, receptionist):
    browser = signed_in_as(receptionist)
    assert browser.get("/patients/").status_code == 200

    as_admin.post(roles_url(receptionist), {"roles": ["admin"]})

    assert browser.get("/patients/").status_code == 403
    assert AuditEvent.objects.get(action="accounts.roles_changed").details == {
        "roles": ["admin"]
    }


def test_ended_access_counts_from_the_next_request_on(as_admin, clinician):
    browser = signed_in_as(clinician)
    assert browser.get("/patients/").status_code == 200

    as_admin.post(end_url(clinician))

    assert browser.get("/patients/").status_code == 302
    assert clinician.user.memberships.get().is_active is False


def test_a_clinic_keeps_its_last_admin(as_admin, admin):
    roles = as_admin.post(roles_url(admin), {"roles": ["clinician"]})
    ended = as_admin.post(end_url(admin), follow=True)

    assert "only admin" in roles.content.decode()
    assert "only admin" in ended.content.decode()
    admin.refresh_from_db()
    assert admin.is_admin
    assert admin.is_active


def test_two_admins_who_end_each_other_leave_one(admin, clinic):
    other = MembershipFactory(clinic=clinic, is_clinician=False, is_admin=True)
    stale = Membership.objects.get(pk=admin.pk)

    actions.end_access(by=admin.actor, membership=other)

    with pytest.raises(actions.UnableToChange):
        actions.end_access(by=other.actor, membership=stale)


def test_an_admin_of_another_clinic_does_not_count(admin, stranger):
    stranger.is_admin = True
    stranger.save()

    with pytest.raises(actions.UnableToChange):
        actions.end_access(by=admin.actor, membership=admin)


def test_nobody_is_left_without_a_role(as_admin, clinician):
    response = as_admin.post(roles_url(clinician), {"roles": []})

    assert "Tick at least one role" in response.content.decode()


@pytest.mark.parametrize("address", [roles_url, end_url])
def test_another_clinics_member_is_not_found(as_admin, stranger, address):
    assert as_admin.post(address(stranger), {"roles": ["admin"]}).status_code == 404
    stranger.refresh_from_db()
    assert stranger.is_active
    assert not stranger.is_admin


def test_a_clinician_cannot_change_roles(as_clinician, clinician):
    response = as_clinician.post(roles_url(clinician), {"roles": ["admin"]})

    assert response.status_code == 403


def test_a_change_of_roles_and_its_trail_stand_or_fall_together(
    admin, clinician, monkeypatch
):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("patients.accounts.actions.audit.record", fail)

    with pytest.raises(RuntimeError):
        actions.change_roles(by=admin.actor, membership=clinician, roles=["reception"])

    clinician.refresh_from_db()
    assert clinician.is_clinician
