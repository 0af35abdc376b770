"""Somebody new joins a clinic by an invitation."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from patients.accounts.models import Membership, User
from patients.audit.models import AuditEvent
from patients.invitations import staff, tokens
from patients.invitations.models import StaffInvitation
from patients.outbox.models import Message
from tests.conftest import signed_in_as
from tests.factories import MembershipFactory, StaffInvitationFactory, UserFactory

STAFF = "/clinic/staff/"
GOOD = {"full_name": "Newly Invited", "password": "lamp kestrel lane seven"}


@pytest.fixture
def invitation(clinic):
    return StaffInvitationFactory(
        clinic=clinic, expires_at=timezone.now() + timedelta(days=7)
    )


def door(invitation):
    return reverse("invitations:accept_invitation", args=[tokens.write(invitation)])


def invite(client, **changes):
    data = {"full_name": "Newly Invited", "email": "new@example.test"}
    return client.post(STAFF, data | {"roles": ["reception"]} | changes)


def test_an_admin_invites_by_email(as_admin, clinic):
    response = invite(as_admin, email="New@Example.test")

    assert response.url == STAFF
    invitation = clinic.staff_invitations.get()
    assert invitation.email == "new@example.test"
    assert invitation.is_reception
    message = Message.objects.get()
    assert (message.kind, message.to_address) == ("staff_invitation", invitation.email)
    assert tokens.write(invitation) not in str(message.context)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"email": "no-at-sign"}, "with an @"),
        ({"email": ""}, "Write the e-mail address"),
        ({"full_name": ""}, "Write the person"),
        ({"full_name": "x" * 121}, "at most 120"),
        ({"roles": []}, "Tick at least one role"),
        ({"roles": ["owner"]}, "Tick one of the roles"),
        ({"full_name": "a\x00b"}, "ull"),
    ],
)
def test_bad_input_is_explained_at_the_field(as_admin, clinic, changes, says):
    response = invite(as_admin, **changes)

    assert response.status_code == 200
    assert says in response.content.decode()
    assert not clinic.staff_invitations.exists()


def test_a_colleague_is_not_invited_again(as_admin, clinician, clinic):
    response = invite(as_admin, email=clinician.user.email)

    assert "works here already" in response.content.decode()
    assert not clinic.staff_invitations.exists()


def test_an_open_invitation_is_not_doubled(as_admin, clinic):
    invite(as_admin)

    response = invite(as_admin)

    assert "is invited" in response.content.decode()
    assert clinic.staff_invitations.count() == 1
    assert Message.objects.count() == 1


def test_only_admins_see_and_invite_staff(as_clinician, as_receptionist):
    assert as_clinician.get(STAFF).status_code == 403
    assert invite(as_receptionist).status_code == 403


def test_the_new_person_chooses_a_password_and_starts(client, invitation, clinic):
    assert client.get(door(invitation)).status_code == 200

    response = client.post(door(invitation), GOOD)

    assert response.url == reverse("records:find_patients")
    member = Membership.objects.get(user__email=invitation.email)
    assert (member.clinic, member.is_reception, member.is_clinician) == (
        clinic,
        True,
        False,
    )
    assert member.user.check_password(GOOD["password"])
    assert client.get(response.url).status_code == 200


def test_looking_at_the_invitation_accepts_nothing(client, invitation):
    client.get(door(invitation))
    client.head(door(invitation))

    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not User.objects.filter(email=invitation.email).exists()


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "at least 12 characters"),
        ("", "Choose a password"),
        ("123456789012", "entirely numeric"),
        ("password1234", "too common"),
        ("x" * 257, "at most 256"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(client, invitation, password, says):
    response = client.post(door(invitation), GOOD | {"password": password})

    assert says in response.content.decode()
    assert not User.objects.filter(email=invitation.email).exists()


def test_a_password_like_the_address_is_refused(client, clinic):
    invitation = StaffInvitationFactory(
        clinic=clinic,
        email="marigold.lampwick@example.test",
        expires_at=timezone.now() + timedelta(days=7),
    )

    response = client.post(door(invitation), GOOD | {"password": "marigold.lampwick"})

    assert "too similar" in response.content.decode()


def test_what_was_typed_beside_a_weak_password_is_kept(client, invitation):
    response = client.post(
        door(invitation), {"full_name": "Zoë 🙂 محمد", "password": "short"}
    )

    assert "Zoë 🙂 محمد" in response.content.decode()


def test_an_invitation_works_once(client, invitation):
    client.post(door(invitation), GOOD)

    response = Client().post(door(invitation), GOOD)

    assert response.status_code == 410
    assert "joined already" in response.content.decode()
    assert Membership.objects.filter(user__email=invitation.email).count() == 1


def test_an_invitation_ends_after_seven_days(client, invitation):
    StaffInvitation.objects.update(expires_at=timezone.now())

    response = client.post(door(invitation), GOOD)

    assert response.status_code == 410
    assert not User.objects.filter(email=invitation.email).exists()


def test_a_withdrawn_invitation_is_closed(as_admin, client, invitation):
    as_admin.post(reverse("invitations:withdraw_invitation", args=[invitation.pk]))

    assert client.get(door(invitation)).status_code == 410


def test_sending_again_ends_the_earlier_address(as_admin, client, invitation):
    old = door(invitation)

    as_admin.post(reverse("invitations:invite_again", args=[invitation.pk]))

    invitation.refresh_from_db()
    assert client.get(old).status_code == 404
    assert client.get(door(invitation)).status_code == 200
    assert Message.objects.filter(kind="staff_invitation").count() == 1


def test_an_expired_invitation_can_be_sent_again(as_admin, client, invitation):
    StaffInvitation.objects.update(expires_at=timezone.now() - timedelta(days=1))

    as_admin.post(reverse("invitations:invite_again", args=[invitation.pk]))

    invitation.refresh_from_db()
    assert client.get(door(invitation)).status_code == 200


@pytest.mark.parametrize("token", ["x", "A" * 48, "🙂"])
def test_a_garbled_address_says_what_to_do(client, db, token):
    response = client.get(f"/join/{token}/")

    assert response.status_code == 404
    assert "Open the link in your newest e-mail" in response.content.decode()


def test_somebody_who_signs_in_already_accepts_with_one_press(clinic, invitation):
    elsewhere = MembershipFactory(user=UserFactory(email=invitation.email))
    browser = signed_in_as(elsewhere)
    assert (
        "Your password stays the same" in browser.get(door(invitation)).content.decode()
    )

    browser.post(door(invitation))

    assert elsewhere.user.memberships.count() == 2
    assert browser.session["clinic"] == str(clinic.pk)


def test_somebody_else_cannot_accept_it(as_clinician, clinic, invitation):
    UserFactory(email=invitation.email)

    response = as_clinician.post(door(invitation))

    assert "went to another address" in response.content.decode()
    assert not clinic.memberships.filter(user__email=invitation.email).exists()


def test_a_visitor_with_a_password_is_sent_to_sign_in_and_back(client, invitation):
    UserFactory(email=invitation.email)

    page = client.get(door(invitation)).content.decode()

    assert f"/sign-in/?next={door(invitation)}" in page


def test_somebody_who_left_comes_back_with_the_roles_of_the_invitation(
    clinic, invitation
):
    gone = MembershipFactory(
        user=UserFactory(email=invitation.email), clinic=clinic, is_active=False
    )

    staff.join_as(invitation=invitation, user=gone.user, at=timezone.now())

    gone.refresh_from_db()
    assert gone.is_active
    assert (gone.is_clinician, gone.is_reception) == (False, True)


def test_two_tabs_accept_once(invitation):
    staff.join(invitation=invitation, at=timezone.now(), **GOOD)

    with pytest.raises(staff.UnableToAccept):
        staff.join(invitation=invitation, at=timezone.now(), **GOOD)

    assert User.objects.filter(email=invitation.email).count() == 1


def test_joining_and_its_trail_stand_or_fall_together(invitation, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("patients.invitations.staff.audit.record", fail)

    with pytest.raises(RuntimeError):
        staff.join(invitation=invitation, at=timezone.now(), **GOOD)

    assert not User.objects.filter(email=invitation.email).exists()
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


@pytest.mark.parametrize("name", ["invite_again", "withdraw_invitation"])
def test_another_clinics_invitation_is_not_found(as_admin, name):
    other = StaffInvitationFactory()

    response = as_admin.post(reverse(f"invitations:{name}", args=[other.pk]))

    assert response.status_code == 404
    assert not AuditEvent.objects.filter(subject_id=str(other.pk)).exists()


def test_the_list_costs_the_same_at_any_number_of_people(as_admin, clinic):
    as_admin.get(STAFF)
    with CaptureQueriesContext(connection) as few:
        as_admin.get(STAFF)
    MembershipFactory.create_batch(12, clinic=clinic)
    StaffInvitationFactory.create_batch(9, clinic=clinic)

    with CaptureQueriesContext(connection) as many:
        as_admin.get(STAFF)

    assert len(many) == len(few) <= 5


def test_a_new_person_invited_by_two_clinics_signs_in_for_the_second(invitation):
    other = StaffInvitationFactory(
        email=invitation.email, expires_at=timezone.now() + timedelta(days=7)
    )
    staff.join(invitation=invitation, at=timezone.now(), **GOOD)

    with pytest.raises(staff.UnableToAccept):
        staff.join(invitation=other, at=timezone.now(), **GOOD)

    other.refresh_from_db()
    assert other.accepted_at is None
