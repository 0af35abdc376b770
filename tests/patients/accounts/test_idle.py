"""An idle session ends; what was typed does not."""

import re
from datetime import timedelta
from html import unescape

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import signing

from patients.accounts.carry_on import SALT
from patients.records.models import Patient
from tests.conftest import signed_in_as
from tests.factories import UserFactory

PASSWORD = "kestrel lane lamp 7"
AGAIN = "/sign-in/again/"
NEW = "/patients/new/"
TYPED = {
    "number": "TL-900",
    "full_name": "Zoë “Quote” <b> 🙂 محمد",
    "birth_date": "1958-03-02",
    "cause": "gout",
    "email": "",
    "language": "en",
    "time_zone": "Europe/London",
    "csrfmiddlewaretoken": "old",
    "password": "never carried",
}


@pytest.fixture
def idle(clinician, time_machine):
    """A browser that was left alone for a quarter of an hour."""
    clinician.user.set_password(PASSWORD)
    clinician.user.save()
    time_machine.move_to("2026-05-04 09:00:00+00:00", tick=False)
    browser = signed_in_as(clinician)
    browser.get("/patients/")
    time_machine.shift(timedelta(minutes=15, seconds=31))
    return browser


def kept_in(response):
    return unescape(
        re.search(r'name="kept" value="([^"]*)"', response.content.decode())[1]
    )


def credentials(user, **more):
    return {"login": user.email, "password": PASSWORD, **more}


def test_a_page_asked_for_after_the_idle_time_asks_to_sign_in(idle):
    response = idle.get("/patients/", follow=True)

    assert response.redirect_chain[0][0] == "/sign-in/?next=/patients/"
    assert "we signed you out" in response.content.decode()


def test_somebody_who_keeps_working_is_not_signed_out(clinician, time_machine):
    time_machine.move_to("2026-05-04 09:00:00+00:00", tick=False)
    browser = signed_in_as(clinician)

    for _ in range(4):
        assert browser.get("/patients/").status_code == 200
        time_machine.shift(timedelta(minutes=14))


def test_a_working_day_ends_even_for_somebody_who_never_rests(clinician, time_machine):
    time_machine.move_to("2026-05-04 06:00:00+00:00", tick=False)
    browser = signed_in_as(clinician)

    statuses = []
    for _ in range(62):
        statuses.append(browser.get("/patients/").status_code)
        time_machine.shift(timedelta(minutes=12))

    assert statuses == [200] * 61 + [302]


def test_the_clinic_decides_how_long_idle_is(clinic, clinician, time_machine):
    clinic.idle_minutes = 60
    clinic.save()
    time_machine.move_to("2026-05-04 09:00:00+00:00", tick=False)
    browser = signed_in_as(clinician)
    browser.get("/patients/")

    time_machine.shift(timedelta(minutes=59))
    assert browser.get("/patients/").status_code == 200
    time_machine.shift(timedelta(minutes=61))
    assert browser.get("/patients/").status_code == 302


def test_a_form_sent_too_late_is_carried_along_and_sent_by_a_button(idle, clinician):
    asked = idle.post(NEW, TYPED)
    assert asked.status_code == 403
    assert "What you typed is kept" in asked.content.decode()
    assert not Patient.objects.exists()

    back = idle.post(AGAIN, credentials(clinician.user, kept=kept_in(asked)))
    assert back.status_code == 200
    assert f'action="{NEW}"' in back.content.decode()
    fields = {
        name: unescape(value)
        for name, value in re.findall(
            r'<textarea name="([^"]*)" hidden>\n(.*?)</textarea>',
            back.content.decode(),
            re.DOTALL,
        )
    }
    assert not Patient.objects.exists()
    idle.post(NEW, fields)

    assert Patient.objects.get().full_name == TYPED["full_name"]


def test_passwords_and_tokens_are_not_carried(idle):
    kept = signing.loads(kept_in(idle.post(NEW, TYPED)), salt=SALT)

    names = [name for name, _ in kept["fields"]]
    assert "full_name" in names
    assert "csrfmiddlewaretoken" not in names
    assert "password" not in names


def test_a_field_with_many_values_keeps_them_all(idle):
    asked = idle.post(NEW, {"days": ["0", "2", "4"]})

    kept = signing.loads(kept_in(asked), salt=SALT)
    assert kept["fields"] == [["days", "0"], ["days", "2"], ["days", "4"]]


def test_a_wrong_password_keeps_the_form(idle, clinician):
    kept = kept_in(idle.post(NEW, TYPED))

    response = idle.post(
        AGAIN, {"login": clinician.user.email, "password": "no", "kept": kept}
    )

    assert response.status_code == 403
    assert kept_in(response) == kept
    assert "clinic" not in idle.session


def test_somebody_else_does_not_get_the_form(idle):
    kept = kept_in(idle.post(NEW, TYPED))
    other = UserFactory()
    other.set_password(PASSWORD)
    other.save()

    response = idle.post(AGAIN, credentials(other, kept=kept), follow=True)

    assert TYPED["number"] not in response.content.decode()


def test_the_second_step_is_asked_on_the_same_page(idle, clinician):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(clinician.user, secret)
    kept = kept_in(idle.post(NEW, TYPED))

    without = idle.post(AGAIN, credentials(clinician.user, kept=kept))
    assert without.status_code == 403
    assert "code that your app shows" in without.content.decode()
    wrong = idle.post(AGAIN, credentials(clinician.user, kept=kept, code="000000"))
    assert wrong.status_code == 403

    now = next(iter(totp.yield_hotp_counters_from_time()))
    code = totp.format_hotp_value(totp.hotp_value(secret, now))
    right = idle.post(AGAIN, credentials(clinician.user, kept=kept, code=code))

    assert right.status_code == 200
    assert idle.session["clinic"] == str(clinician.clinic_id)


@pytest.mark.parametrize("kept", ["", "garbage", "a:b:c", "🙂"])
def test_a_form_that_was_not_signed_here_is_not_shown(client, db, kept):
    assert client.post(AGAIN, {"kept": kept}).url == "/sign-in/"


def test_a_forged_form_is_not_shown(client, db):
    forged = signing.dumps({"user": "1", "path": "/", "fields": []}, salt="another")

    assert client.post(AGAIN, {"kept": forged}).url == "/sign-in/"


def test_a_kept_form_ends_with_the_working_day(idle, clinician, time_machine):
    kept = kept_in(idle.post(NEW, TYPED))

    time_machine.shift(timedelta(hours=13))

    assert idle.post(AGAIN, credentials(clinician.user, kept=kept)).url == "/sign-in/"


def test_ended_access_gets_no_clinic_back(idle, clinician):
    kept = kept_in(idle.post(NEW, TYPED))
    clinician.is_active = False
    clinician.save()

    back = idle.post(AGAIN, credentials(clinician.user, kept=kept))

    assert back.status_code == 200
    assert "clinic" not in idle.session
    assert idle.post(NEW, TYPED).status_code == 302
    assert not Patient.objects.exists()


def test_an_inactive_person_does_not_get_back_in(idle, clinician):
    kept = kept_in(idle.post(NEW, TYPED))
    clinician.user.is_active = False
    clinician.user.save()

    response = idle.post(AGAIN, credentials(clinician.user, kept=kept))

    assert response.status_code == 403
    assert "_auth_user_id" not in idle.session


def test_a_visitors_form_is_sent_to_sign_in_without_a_way_back_to_it(client, db):
    assert client.post(NEW, TYPED).url == "/sign-in/?next=/"


def test_nothing_typed_stays_on_the_server(idle):
    idle.post(NEW, TYPED)

    assert TYPED["full_name"] not in str(dict(idle.session))
