"""The secret in a link proves one row and is stored nowhere."""

from uuid import uuid4

import pytest

from patients.invitations import tokens
from patients.invitations.models import PersonalLink, StaffInvitation
from patients.invitations.queries import find_invitation, find_link
from tests.factories import PersonalLinkFactory, StaffInvitationFactory


def test_a_token_finds_its_own_link(patient):
    link = PersonalLinkFactory(patient=patient)

    found = find_link(tokens.write(link))

    assert found == link


def test_the_same_link_can_be_written_out_again(patient):
    link = PersonalLinkFactory(patient=patient)

    assert tokens.link_url(link) == tokens.link_url(PersonalLink.objects.get())


def test_the_address_is_absolute_and_short_enough_for_a_coarse_qr_code(
    patient, settings
):
    settings.BASE_URL = "https://keystone.example"

    url = tokens.link_url(PersonalLinkFactory(patient=patient))

    assert url.startswith("https://keystone.example/i/")
    assert len(url) < 80


def test_a_new_nonce_ends_the_old_secret(patient):
    link = PersonalLinkFactory(patient=patient)
    old = tokens.write(link)

    PersonalLink.objects.update(nonce="other")

    assert find_link(old) is None


def test_another_rows_secret_does_not_fit(db):
    link, other = PersonalLinkFactory(), PersonalLinkFactory()
    swapped = tokens.Token(id=link.pk, secret=tokens.parse(tokens.write(other)).secret)

    assert not tokens.fits(swapped, link)


def test_a_staff_invitation_never_opens_as_a_personal_link(patient):
    link = PersonalLinkFactory(patient=patient)
    invitation = StaffInvitationFactory(id=link.pk)
    StaffInvitation.objects.update(nonce=link.nonce)

    assert find_link(tokens.write(invitation)) is None
    assert find_invitation(tokens.write(link)) is None


def test_a_retired_key_still_opens_printed_links(patient, settings):
    link = PersonalLinkFactory(patient=patient)
    printed = tokens.write(link)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "quite another key, long enough for a test"

    assert find_link(printed) == link


def test_a_key_that_is_gone_opens_nothing(patient, settings):
    printed = tokens.write(PersonalLinkFactory(patient=patient))

    settings.SECRET_KEY = "quite another key, long enough for a test"

    assert find_link(printed) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "A" * 47,
        "A" * 49,
        "!" * 48,
        "é" * 48,
        "A" * 10_000,
        "\0" * 48,
        "🙂" * 12,
    ],
)
def test_garbage_is_no_token(text, db):
    assert find_link(text) is None


def test_a_token_of_a_row_that_never_was_finds_nothing(db):
    assert find_link(tokens.write(PersonalLinkFactory.build(id=uuid4()))) is None


def test_changing_any_letter_of_the_secret_closes_it(patient):
    token = tokens.write(PersonalLinkFactory(patient=patient))

    for place in range(22, len(token)):
        wrong = "A" if token[place] != "A" else "B"
        assert find_link(token[:place] + wrong + token[place + 1 :]) is None
