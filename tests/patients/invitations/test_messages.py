"""What the mails of this room say, and when one is held back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from patients.invitations import account_mail, messages, tokens
from patients.invitations.models import PersonalLink, StaffInvitation
from patients.outbox.models import Message
from tests.factories import (
    MessageFactory,
    PersonalLinkFactory,
    StaffInvitationFactory,
    UserFactory,
)

# Words that would tell a stranger what the mail is about.
TELLING = ("pain", "exercise", "joint", "physio", "back", "hip", "sacr", "therapy")


@pytest.fixture
def link(patient):
    return PersonalLinkFactory(patient=patient)


@pytest.fixture
def welcome(patient, link):
    return MessageFactory(patient=patient, context={"link": str(link.pk)})


def test_the_welcome_carries_the_link_and_nothing_clinical(welcome, link, patient):
    rendered = messages.write_welcome(welcome)

    assert tokens.link_url(link) in rendered.text
    assert tokens.link_url(link) in rendered.html
    assert patient.clinic.neutral_name in rendered.subject
    words = (rendered.subject + rendered.text).lower().replace(link.pk.hex, "")
    assert not [word for word in TELLING if word in words]
    assert patient.full_name not in rendered.text + rendered.html
    assert patient.clinic.name not in rendered.text + rendered.html


def test_a_welcome_is_wanted_while_the_link_opens(welcome):
    assert messages.block_welcome(welcome, timezone.now()) is None


@pytest.mark.parametrize(
    ("model", "change"),
    [
        ("link", {"ended_at": timezone.now()}),
        ("link", {"locked_at": timezone.now()}),
        ("patient", {"archived_at": timezone.now()}),
        ("patient", {"email_consent": False}),
        ("patient", {"email": "other@example.test"}),
    ],
)
def test_a_welcome_that_came_too_late_is_held_back(
    welcome, link, patient, model, change
):
    row = {"link": link, "patient": patient}[model]
    type(row).objects.filter(pk=row.pk).update(**change)

    assert messages.block_welcome(welcome, timezone.now())


def test_the_note_of_a_locked_link_names_nobody(patient, link):
    note = MessageFactory(
        patient=patient, kind="link_locked", context={"link": str(link.pk)}
    )

    rendered = messages.write_link_locked(note)

    assert f"/patients/{patient.pk}/access/" in rendered.text
    assert patient.full_name not in rendered.text + rendered.html
    assert tokens.write(link) not in rendered.text + rendered.html


def test_the_note_is_not_needed_once_a_new_link_was_given(patient, link):
    note = MessageFactory(patient=patient, context={"link": str(link.pk)})
    assert messages.block_link_locked(note, timezone.now()) is None

    PersonalLink.objects.update(ended_at=timezone.now())

    assert messages.block_link_locked(note, timezone.now())


@pytest.fixture
def invitation(clinic):
    return StaffInvitationFactory(
        clinic=clinic, expires_at=timezone.now() + timedelta(days=7)
    )


@pytest.fixture
def staff_mail(invitation):
    return Message.objects.create(
        clinic=invitation.clinic,
        kind="staff_invitation",
        dedupe_key=f"staff_invitation:{invitation.pk}:{invitation.nonce[:8]}",
        to_address=invitation.email,
        context={"invitation": str(invitation.pk)},
    )


def test_the_staff_invitation_carries_its_address(staff_mail, invitation):
    rendered = messages.write_staff_invitation(staff_mail)

    assert tokens.invitation_url(invitation) in rendered.text
    assert messages.block_staff_invitation(staff_mail, timezone.now()) is None


@pytest.mark.parametrize(
    "change",
    [
        {"accepted_at": timezone.now()},
        {"withdrawn_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(days=1)},
        {"nonce": "f" * 32},
    ],
)
def test_a_staff_invitation_that_came_too_late_is_held_back(staff_mail, change):
    StaffInvitation.objects.update(**change)

    assert messages.block_staff_invitation(staff_mail, timezone.now())


@pytest.mark.parametrize("mail", sorted(account_mail.NOTICES))
def test_every_notice_of_sign_in_has_words(db, mail):
    user = UserFactory()
    message = MessageFactory(
        patient=None,
        clinic=None,
        to_address=user.email,
        context={"mail": mail, "user": str(user.pk)},
    )

    rendered = account_mail.write(message)

    assert rendered.subject
    assert user.full_name in rendered.text
    assert "choose a new password at once" in rendered.text


def test_mail_of_somebody_whose_sign_in_ended_is_held_back(db):
    user = UserFactory(is_active=False)
    message = MessageFactory(
        patient=None,
        clinic=None,
        to_address=user.email,
        context={"mail": "password_reset_key", "user": str(user.pk)},
    )

    assert account_mail.block(message, timezone.now())
