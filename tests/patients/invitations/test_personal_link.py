"""From a link to Today: nothing is written before a person types."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patients.audit.logs import HideTokens
from patients.audit.models import AuditEvent
from patients.invitations import browser, tokens
from patients.invitations.models import Device, PersonalLink
from patients.outbox.models import Message
from tests.conftest import remembered_as
from tests.factories import PatientFactory, PersonalLinkFactory

YEAR_PAGE = "/i/"


@pytest.fixture
def link(patient):
    return PersonalLinkFactory(patient=patient)


def path_of(link):
    return reverse("invitations:open_link", args=[tokens.write(link)])


def follow(client, link):
    client.get(path_of(link))
    return client.get(YEAR_PAGE)


def rows():
    models = (PersonalLink, Device, AuditEvent, Message)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_new_phone_is_let_in_by_link_and_birth_year(client, link, patient):
    follow(client, link)

    response = client.post(YEAR_PAGE, {"birth_year": "1958"})

    assert response.status_code == 302
    assert response.url == reverse("today:show_today")
    assert patient.devices.count() == 1
    assert client.get(reverse("invitations:show_pairing_code")).status_code == 200


def test_the_token_leaves_the_address_at_once(client, link):
    response = client.get(path_of(link))

    assert response.status_code == 303
    assert response.url == YEAR_PAGE
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"


def test_the_cookies_cannot_be_read_by_scripts(client, link):
    client.get(path_of(link))
    client.post(YEAR_PAGE, {"birth_year": "1958"})

    people = client.cookies[browser.cookie_name("people")]
    assert people["httponly"]
    assert people["samesite"] == "Lax"
    assert people["max-age"] == 400 * 24 * 60 * 60
    assert tokens.write(link) not in people.value


def test_over_https_the_cookie_belongs_to_this_host_alone(client, link, settings):
    settings.SESSION_COOKIE_SECURE = True

    response = client.get(path_of(link), secure=True)

    cookie = response.cookies["__Host-keystone-link"]
    assert cookie["secure"]
    assert cookie["path"] == "/"


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_mail_scanner_that_opens_the_link_changes_nothing(client, link, method):
    before = rows()

    getattr(client, method)(path_of(link))
    getattr(client, method)(YEAR_PAGE)

    assert rows() == before


def test_the_page_shows_no_name_before_the_birth_year(client, link, patient):
    page = follow(client, link).content.decode()

    assert patient.full_name not in page
    assert patient.full_name.split()[0] not in page
    assert patient.clinic.neutral_name in page


def test_a_remembered_phone_is_not_asked_again(link, patient):
    phone = remembered_as(patient)

    response = follow(phone, link)

    assert response.status_code == 302
    assert response.url == reverse("today:show_today")
    assert patient.devices.count() == 1


def test_a_remembered_phone_gets_in_by_a_replaced_link_too(link, patient):
    PersonalLink.objects.update(ended_at=timezone.now())

    assert follow(remembered_as(patient), link).status_code == 302


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Write the year you were born"),
        ("five", "four figures"),
        ("58", "four figures"),
        ("1958-03-02", "four figures"),
        ("1800", "from 1900 to"),
        ("2999", "from 1900 to"),
        ("-195", "four figures"),
        ("19\x0058", "1958"),
        ("9" * 10_000, "four figures"),
        ("🙂🙂🙂🙂", "four figures"),
    ],
)
def test_what_is_no_year_is_explained_and_not_counted(client, link, typed, says):
    follow(client, link)

    response = client.post(YEAR_PAGE, {"birth_year": typed})

    assert response.status_code == 200
    assert says in response.content.decode()
    link.refresh_from_db()
    assert link.wrong_tries == 0


def test_a_wrong_year_is_counted_and_says_how_many_tries_are_left(client, link):
    follow(client, link)

    response = client.post(YEAR_PAGE, {"birth_year": "1957"})

    assert "4 tries left" in response.content.decode()
    link.refresh_from_db()
    assert link.wrong_tries == 1


def test_the_count_belongs_to_the_link_not_to_the_browser(link):
    for _ in range(4):
        phone = Client()
        follow(phone, link)
        phone.post(YEAR_PAGE, {"birth_year": "1957"})
    last = Client()
    follow(last, link)

    response = last.post(YEAR_PAGE, {"birth_year": "1957"})

    assert response.status_code == 403
    assert "locked" in response.content.decode()
    link.refresh_from_db()
    assert link.is_locked


def test_a_locked_link_refuses_the_right_year_and_names_the_phone(client, link):
    PersonalLink.objects.update(wrong_tries=5, locked_at=timezone.now())
    follow(client, link)

    response = client.post(YEAR_PAGE, {"birth_year": "1958"})

    assert response.status_code == 403
    assert link.patient.clinic.phone in response.content.decode()
    assert Device.objects.count() == 0


def test_a_replaced_link_says_so_and_names_the_phone(client, link):
    PersonalLink.objects.update(ended_at=timezone.now())

    response = follow(client, link)

    assert response.status_code == 410
    assert "newer one" in response.content.decode()
    assert link.patient.clinic.phone in response.content.decode()


@pytest.mark.parametrize("token", ["garbage", "A" * 48, "%F0%9F%99%82", "a" * 3000])
def test_a_garbled_link_says_what_to_do(client, link, token):
    client.get(path_of(link))
    client.get(f"/i/{token}/")

    response = client.get(YEAR_PAGE)

    assert response.status_code == 404
    assert "Open the link from your e-mail or sheet once more" in (
        response.content.decode()
    )


def test_without_a_link_the_page_says_what_to_do(client, db):
    response = client.get(YEAR_PAGE)

    assert response.status_code == 404


def test_an_archived_patients_link_does_not_open(client, link, patient):
    patient.archived_at = timezone.now()
    patient.save()

    assert follow(client, link).status_code == 404


def test_two_tabs_with_two_peoples_links_do_not_mix(client, link, patient):
    partner = PatientFactory(clinic=patient.clinic, birth_date="1961-07-01")
    other = PersonalLinkFactory(patient=partner)
    first_tab = follow(client, link).context["form"].initial["link"]
    follow(client, other)

    response = client.post(YEAR_PAGE, {"birth_year": "1958", "link": first_tab})

    assert response.status_code == 302
    assert patient.devices.count() == 1
    assert partner.devices.count() == 0
    other.refresh_from_db()
    assert other.wrong_tries == 0


def test_the_followed_link_is_forgotten_after_a_quarter_of_an_hour(
    client, link, time_machine
):
    time_machine.move_to("2026-05-04 09:00:00+00:00", tick=False)
    client.get(path_of(link))

    time_machine.shift(timedelta(minutes=16))
    client.cookies[browser.cookie_name("link")]["max-age"] = ""

    assert client.get(YEAR_PAGE).status_code == 404


def test_no_log_line_holds_the_token(client, link, caplog):
    caplog.set_level(logging.DEBUG)
    hide = HideTokens()
    caplog.handler.addFilter(hide)
    token = tokens.write(link)

    follow(client, link)
    client.post(YEAR_PAGE, {"birth_year": "1957"})
    logging.getLogger("django.request").warning("Gone: %s", path_of(link))
    caplog.handler.removeFilter(hide)

    assert "Gone: /i/…" in caplog.text
    assert token not in caplog.text


def test_the_way_in_costs_the_same_at_any_number_of_devices(
    client, link, django_assert_num_queries
):
    client.get(path_of(link))

    with django_assert_num_queries(1):
        client.get(YEAR_PAGE)
