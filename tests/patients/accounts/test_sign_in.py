"""Staff sign in by e-mail and password, and reach their clinic."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from patients.accounts.models import User
from patients.invitations import account_mail
from patients.outbox.models import Message
from tests.factories import MembershipFactory

PASSWORD = "kestrel lane lamp 7"
SIGN_IN = "/sign-in/"


@pytest.fixture
def person(clinician):
    clinician.user.set_password(PASSWORD)
    clinician.user.save()
    EmailAddress.objects.create(
        user=clinician.user, email=clinician.user.email, verified=True, primary=True
    )
    return clinician.user


def sign_in(client, person, password=PASSWORD, **more):
    return client.post(
        SIGN_IN, {"login": person.email, "password": password, **more}, follow=True
    )


def test_one_clinic_opens_by_itself(client, person, clinic):
    response = sign_in(client, person)

    assert response.redirect_chain[-1][0] == reverse("caseload:list_patients")
    assert client.session["clinic"] == str(clinic.pk)


def test_capitals_in_the_address_do_not_matter(client, person):
    sign_in(client, person, login=person.email.upper())

    assert client.session.get("clinic")


def test_a_wrong_password_and_a_stranger_are_told_the_same(client, person):
    wrong = sign_in(client, person, "not it").content.decode()
    stranger = client.post(
        SIGN_IN, {"login": "nobody@example.test", "password": "not it"}
    ).content.decode()

    said = re.findall(r'<div class="note urgent.*?</div>', wrong, re.DOTALL)
    assert said
    assert said == re.findall(r'<div class="note urgent.*?</div>', stranger, re.DOTALL)


def test_guessing_is_stopped_but_nobody_else_is_kept_out(client, person):
    for _ in range(6):
        sign_in(client, person, "not it")

    stopped = sign_in(client, person)
    assert "Too many wrong passwords. Wait five minutes" in stopped.content.decode()

    client.post(
        SIGN_IN,
        {"login": person.email, "password": PASSWORD},
        REMOTE_ADDR="203.0.113.9",
    )
    assert "_auth_user_id" in client.session


def test_a_wrong_password_and_an_empty_form_say_how_to_mend_it(client, person):
    wrong = sign_in(client, person, "not it").content.decode()
    empty = client.post(SIGN_IN, {}).content.decode()

    assert "do not go together" in wrong
    assert "Write your e-mail address." in empty
    assert "Write your password." in empty


def test_somebody_whose_sign_in_ended_stays_outside(client, person):
    User.objects.update(is_active=False)

    sign_in(client, person)

    assert not client.session.get("clinic")


def test_nobody_signs_up_by_themselves(client, db):
    client.post(
        reverse("account_signup"),
        {"email": "me@example.test", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert not User.objects.filter(email="me@example.test").exists()


def test_the_page_asked_for_opens_after_sign_in_with_the_only_clinic(client, person):
    asked = client.get("/patients/?q=nora")
    assert asked.url == "/sign-in/?next=/patients/%3Fq%3Dnora"

    signed_in = client.post(asked.url, {"login": person.email, "password": PASSWORD})
    by_the_clinic = client.get(signed_in.url)
    back = client.get(by_the_clinic.url)

    assert by_the_clinic.url.startswith(reverse("accounts:open_clinic"))
    assert back.url == "/patients/?q=nora"
    assert client.get(back.url).status_code == 200


@pytest.mark.parametrize(
    "evil", ["https://evil.example/", "//evil.example", "\\\\evil", "evil", "no:view"]
)
def test_nobody_is_sent_to_a_strange_site(as_clinician, evil):
    response = as_clinician.get(reverse("accounts:open_clinic"), {"next": evil})

    assert response.url == reverse("caseload:list_patients")


def test_each_role_starts_on_its_own_page(as_receptionist, as_admin):
    start = reverse("accounts:open_clinic")

    assert as_receptionist.get(start).url == reverse("records:find_patients")
    assert as_admin.get(start).url == reverse("accounts:show_clinic")


def test_a_clinician_without_a_second_step_is_reminded_once(client, person):
    first = sign_in(client, person)

    assert "Set up two-step sign-in" in first.content.decode()
    again = client.get(reverse("accounts:open_clinic"), follow=True)
    assert "Set up two-step sign-in" not in again.content.decode()


def test_the_second_step_is_asked_of_those_who_have_one(client, person):
    totp.TOTP.activate(person, totp.generate_totp_secret())

    response = sign_in(client, person)

    assert response.request["PATH_INFO"] == reverse("mfa_authenticate")
    assert client.get("/patients/").status_code == 302
    assert Authenticator.objects.count() == 1


def test_a_forgotten_password_is_chosen_anew_by_a_mail_of_the_outbox(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})

    assert mail.outbox == []
    message = Message.objects.get()
    assert (message.kind, message.category) == ("account_mail", "security")
    assert message.context == {"mail": "password_reset_key", "user": str(person.pk)}
    path = re.search(r"http\S+?(/account/\S+)", account_mail.write(message).text)[1]
    form = client.get(path, follow=True)
    done = client.post(
        form.request["PATH_INFO"],
        {"password1": "another kestrel lamp 8", "password2": "another kestrel lamp 8"},
    )
    assert done.status_code == 302
    person.refresh_from_db()
    assert person.check_password("another kestrel lamp 8")
    notice = Message.objects.exclude(pk=message.pk).get()
    assert notice.context["mail"] == "password_reset"


def test_an_unknown_address_is_told_the_same_and_gets_no_mail(client, person):
    url = reverse("account_reset_password")

    known = client.post(url, {"email": person.email})
    unknown = client.post(url, {"email": "nobody@example.test"})

    assert known.url == unknown.url
    assert Message.objects.count() == 1


def test_two_presses_make_one_mail(client, person, time_machine):
    time_machine.move_to("2026-05-04 09:00:10+00:00", tick=False)
    url = reverse("account_reset_password")

    client.post(url, {"email": person.email})
    client.post(url, {"email": person.email})

    assert Message.objects.count() == 1


def test_changing_the_address_is_confirmed_by_the_new_one(client, person):
    sign_in(client, person)

    wanted = {"email": "new@example.test", "action_add": ""}
    asked = client.post(reverse("account_email"), wanted)
    assert asked.url.startswith(reverse("account_reauthenticate"))

    client.post(asked.url, {"password": PASSWORD})

    message = Message.objects.get(context__mail="email_confirmation")
    assert message.to_address == "new@example.test"
    path = re.search(r"http\S+?(/account/\S+)", account_mail.write(message).text)[1]
    assert client.get(path).status_code == 200
    person.refresh_from_db()
    assert person.email != "new@example.test"
    client.post(path)
    person.refresh_from_db()
    assert person.email == "new@example.test"


def test_an_address_that_nobody_confirmed_is_not_signed_in_with(client, person):
    sign_in(client, person)
    url, victim = reverse("account_email"), "victim@example.test"
    asked = client.post(url, {"email": victim, "action_add": ""})
    client.post(asked.url, {"password": PASSWORD})

    client.post(url, {"email": victim, "action_primary": ""})

    person.refresh_from_db()
    assert person.email != victim


def test_a_person_of_two_clinics_chooses(client, person, clinic):
    other = MembershipFactory(user=person, is_clinician=False, is_reception=True)
    page = sign_in(client, person)
    assert page.request["PATH_INFO"] == reverse("accounts:choose_clinic")
    assert "clinic" not in client.session

    response = client.post(
        page.request["PATH_INFO"], {"clinic": str(other.clinic.pk)}, follow=True
    )

    assert response.redirect_chain[0][0] == reverse("records:find_patients")
    assert client.session["clinic"] == str(other.clinic_id)


@pytest.mark.parametrize(
    "chosen", ["", "garbage", "00000000-0000-0000-0000-000000000000"]
)
def test_a_clinic_that_is_not_ones_own_cannot_be_chosen(as_clinician, clinic, chosen):
    response = as_clinician.post(reverse("accounts:choose_clinic"), {"clinic": chosen})

    assert "Choose one of the clinics shown" in response.content.decode()
    assert as_clinician.session["clinic"] == str(clinic.pk)


def test_a_strangers_clinic_cannot_be_chosen(as_clinician, clinic, stranger):
    as_clinician.post(
        reverse("accounts:choose_clinic"), {"clinic": str(stranger.clinic_id)}
    )

    assert as_clinician.session["clinic"] == str(clinic.pk)


def test_somebody_without_a_clinic_is_told_what_to_do(client, person, clinician):
    clinician.is_active = False
    clinician.save()

    response = sign_in(client, person)

    assert "Ask the clinic" in response.content.decode()


def test_an_operator_without_a_clinic_goes_to_the_operators_pages(client, db):
    operator = User.objects.create_superuser(
        "op@example.test", PASSWORD, full_name="Op"
    )

    client.force_login(operator)

    assert client.get(reverse("accounts:open_clinic")).url == reverse("admin:index")


def test_pages_of_somebody_signed_in_are_not_kept_by_caches(as_clinician):
    assert as_clinician.get("/patients/")["Cache-Control"] == "no-store"


def test_times_at_the_desk_are_the_clinics(as_clinician, clinic):
    clinic.time_zone = "Pacific/Auckland"
    clinic.save()
    before = timezone.get_current_timezone_name()

    as_clinician.get("/patients/")

    assert timezone.get_current_timezone_name() == before
