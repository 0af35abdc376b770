"""How the desk gives, sends, prints and replaces a link, and forgets a device."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from patients.audit.models import AuditEvent
from patients.invitations import actions, tokens
from patients.invitations.models import PersonalLink
from patients.outbox.models import Message
from tests.conftest import remembered_as
from tests.factories import DeviceFactory, PersonalLinkFactory


def url(name, patient, *more):
    return reverse(f"invitations:{name}", args=[patient.pk, *more])


@pytest.fixture
def link(patient):
    return PersonalLinkFactory(patient=patient)


def test_the_first_link_is_given_and_mailed(as_receptionist, patient):
    response = as_receptionist.post(url("give_link", patient))

    assert response.url == url("show_access", patient)
    link = patient.personal_links.get()
    message = Message.objects.get()
    assert message.kind == "welcome"
    assert message.to_address == patient.email
    assert tokens.write(link) not in str(message.context)


def test_giving_a_link_twice_gives_the_same_one_and_one_mail(as_receptionist, patient):
    as_receptionist.post(url("give_link", patient))
    as_receptionist.post(url("give_link", patient))

    assert patient.personal_links.count() == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize("without", ["email", "consent"])
def test_a_patient_without_mail_gets_a_link_and_no_mail(
    as_receptionist, patient, without
):
    patient.email_consent = False
    if without == "email":
        patient.email = ""
    patient.save()

    as_receptionist.post(url("give_link", patient))
    page = as_receptionist.get(url("show_access", patient)).content.decode()

    assert patient.personal_links.exists()
    assert not Message.objects.exists()
    assert "copy or print the link" in page
    assert "Send by e-mail" not in page


def test_looking_at_the_page_gives_nothing(as_receptionist, patient):
    as_receptionist.get(url("show_access", patient))

    assert not PersonalLink.objects.exists()


def test_the_page_shows_the_link_to_copy(as_receptionist, patient, link):
    page = as_receptionist.get(url("show_access", patient)).content.decode()

    assert tokens.link_url(link) in page


def test_sending_again_before_the_first_has_left_makes_no_second_mail(
    as_receptionist, patient, link
):
    as_receptionist.post(url("send_link", patient))
    as_receptionist.post(url("send_link", patient))

    assert Message.objects.count() == 1


def test_sending_again_after_the_first_has_left_sends_again(
    as_receptionist, patient, link
):
    as_receptionist.post(url("send_link", patient))
    Message.objects.update(state=Message.State.SENT, sent_at=timezone.now())

    as_receptionist.post(url("send_link", patient))

    assert Message.objects.count() == 2


def test_a_mended_address_gets_its_own_mail(as_receptionist, patient, link):
    as_receptionist.post(url("send_link", patient))
    patient.email = "mended@example.test"
    patient.save()

    as_receptionist.post(url("send_link", patient))

    assert Message.objects.filter(to_address="mended@example.test").exists()


def test_without_consent_nothing_is_sent_and_the_page_says_so(
    as_receptionist, patient, link
):
    patient.email_consent = False
    patient.save()

    response = as_receptionist.post(url("send_link", patient), follow=True)

    assert "does not agree to e-mail" in response.content.decode()
    assert not Message.objects.exists()


def test_a_locked_link_is_not_sent(as_receptionist, patient, link):
    PersonalLink.objects.update(locked_at=timezone.now(), wrong_tries=5)

    as_receptionist.post(url("send_link", patient))

    assert not Message.objects.exists()


def test_replacing_ends_the_old_link_at_once(as_receptionist, client, patient, link):
    old = reverse("invitations:open_link", args=[tokens.write(link)])

    as_receptionist.post(url("replace_link", patient))

    client.get(old)
    assert client.get("/i/").status_code == 410
    new = patient.personal_links.current().get()
    client.get(reverse("invitations:open_link", args=[tokens.write(new)]))
    assert client.get("/i/").status_code == 200


def test_replacing_unlocks(as_receptionist, patient, link):
    PersonalLink.objects.update(locked_at=timezone.now(), wrong_tries=5)
    page = as_receptionist.get(url("show_access", patient)).content.decode()
    assert "Locked." in page

    as_receptionist.post(url("replace_link", patient))

    new = patient.personal_links.current().get()
    assert (new.wrong_tries, new.is_locked) == (0, False)


def test_replacing_keeps_devices_unless_asked(as_receptionist, patient, link):
    phone = remembered_as(patient)
    page = reverse("invitations:show_pairing_code")

    as_receptionist.post(url("replace_link", patient))
    assert phone.get(page).status_code == 200

    as_receptionist.post(url("replace_link", patient), {"forget_devices": "on"})
    assert phone.get(page).status_code == 302


def test_there_is_one_current_link_after_many_presses(as_receptionist, patient, link):
    for _ in range(3):
        as_receptionist.post(url("replace_link", patient))

    assert patient.personal_links.current().count() == 1
    assert patient.personal_links.count() == 4


def test_the_printed_page_has_the_square_the_steps_and_no_name(
    as_receptionist, patient, link
):
    page = as_receptionist.get(url("print_link", patient)).content.decode()

    article = page[page.index("<article") : page.index("</article")]
    assert "<svg" in article
    assert article.count("<li>") == 3
    assert patient.clinic.neutral_name in article
    assert tokens.link_url(link) in article
    assert patient.full_name not in article
    assert patient.clinic.name not in article
    assert "style=" not in article


def test_without_a_link_there_is_nothing_to_print(as_receptionist, patient):
    response = as_receptionist.get(url("print_link", patient))

    assert response.url == url("show_access", patient)


def test_a_device_is_forgotten_by_the_desk(as_receptionist, patient):
    phone = remembered_as(patient)
    device = patient.devices.get()

    as_receptionist.post(url("revoke_device", patient, device.pk))
    as_receptionist.post(url("revoke_device", patient, device.pk))

    assert phone.get(reverse("invitations:show_pairing_code")).status_code == 302
    assert AuditEvent.objects.filter(action="invitations.device_revoked").count() == 1


def test_another_patients_device_is_not_found(as_receptionist, patient):
    other = DeviceFactory()

    response = as_receptionist.post(url("revoke_device", patient, other.pk))

    assert response.status_code == 404
    other.refresh_from_db()
    assert other.revoked_at is None


@pytest.mark.parametrize("name", ["show_access", "print_link"])
def test_another_clinics_patient_is_not_found(as_receptionist, strangers_patient, name):
    assert as_receptionist.get(url(name, strangers_patient)).status_code == 404


@pytest.mark.parametrize("name", ["give_link", "send_link", "replace_link"])
def test_another_clinics_patient_gets_no_link(as_receptionist, strangers_patient, name):
    assert as_receptionist.post(url(name, strangers_patient)).status_code == 404
    assert not PersonalLink.objects.exists()


def test_an_admin_who_sees_no_patients_is_refused(as_admin, patient):
    assert as_admin.get(url("show_access", patient)).status_code == 403


@pytest.mark.parametrize("name", ["give_link", "replace_link"])
def test_an_archived_patient_gets_no_link(as_receptionist, patient, name):
    patient.archived_at = timezone.now()
    patient.save()

    as_receptionist.post(url(name, patient))

    assert not PersonalLink.objects.exists()


def test_a_link_its_mail_and_its_trail_stand_or_fall_together(patient, monkeypatch):
    def fail(action, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("patients.invitations.actions.audit.record", fail)

    with pytest.raises(RuntimeError):
        actions.invite_patient(by=patient.actor, patient=patient)

    assert not PersonalLink.objects.exists()
    assert not Message.objects.exists()


def test_the_page_costs_the_same_at_any_number_of_devices(
    as_receptionist, patient, link
):
    today = patient.today(timezone.now())
    as_receptionist.get(url("show_access", patient))
    with CaptureQueriesContext(connection) as few:
        as_receptionist.get(url("show_access", patient))
    DeviceFactory.create_batch(12, patient=patient, last_seen_on=today)

    with CaptureQueriesContext(connection) as many:
        as_receptionist.get(url("show_access", patient))

    assert len(many) == len(few) <= 8
