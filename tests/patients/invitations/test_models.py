"""Each constraint of this room refuses its bad row."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from patients.invitations.models import PairingTries
from tests.factories import PersonalLinkFactory, StaffInvitationFactory


def test_a_patient_has_one_current_link(patient):
    PersonalLinkFactory(patient=patient, ended_at=timezone.now())
    PersonalLinkFactory(patient=patient)

    with pytest.raises(IntegrityError, match=r"one_current|patient_id"):
        PersonalLinkFactory(patient=patient)


def test_a_link_counts_at_most_five_wrong_tries(patient):
    PersonalLinkFactory(patient=patient, wrong_tries=5, ended_at=timezone.now())

    with pytest.raises(IntegrityError, match="tries_end"):
        PersonalLinkFactory(patient=patient, wrong_tries=6)


def test_one_place_counts_at_most_ten_codes(db):
    PairingTries.objects.create(origin_hash="a", tries=10)

    with pytest.raises(IntegrityError, match="tries_end"):
        PairingTries.objects.create(origin_hash="b", tries=11)


def test_an_invitation_without_a_role_is_refused(clinic):
    with pytest.raises(IntegrityError, match="has_a_role"):
        StaffInvitationFactory(clinic=clinic, is_reception=False)


def test_an_address_has_one_open_invitation_at_a_clinic(clinic):
    first = StaffInvitationFactory(clinic=clinic, withdrawn_at=timezone.now())
    StaffInvitationFactory(clinic=clinic, email=first.email)

    with pytest.raises(IntegrityError, match=r"one_open|email"):
        StaffInvitationFactory(clinic=clinic, email=first.email)
