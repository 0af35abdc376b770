"""What somebody who means harm, or a broken browser, may send to any door."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from patients.invitations import browser
from patients.outbox import kinds
from programmes.diary.models import Session
from programmes.followups.models import FollowUp
from programmes.prescribing.models import Hold
from tests.conftest import remembered_as, signed_in_as
from tests.factories import (
    NOW,
    AlertFactory,
    AssignmentFactory,
    ClinicFactory,
    DeviceFactory,
    HoldFactory,
    MembershipFactory,
    MessageFactory,
    PatientFactory,
    PersonalLinkFactory,
    SessionFactory,
    StaffInvitationFactory,
    UserFactory,
    with_plan,
)
from tests.house.doors import PATIENT, PUBLIC, SIGNED_IN, STAFF
from tests.house.makers import FIXED, MAKERS, make
from tests.house.walking import OURS, arguments

pytestmark = pytest.mark.django_db

HOSTILE = "\"'><img src=x onerror=hit>{{ 31336|add:1 }}{% now 'Y' %}"
HUGE = "9" * 5000
QUERIES = [
    {"q": "%", "page": HUGE, "show": HUGE, "whose": HUGE, "weeks": HUGE, "v": HUGE},
    {"page": "-1", "from": "2026-02-31", "to": HUGE, "which": "[]", "plan": "1"},
    {"q": "🦶‮" * 80, "next": "https://evil.example/", "person": "'", "weeks": "²"},
]
BODIES = [
    ("application/x-www-form-urlencoded", b"\xff\xfe=%ff&=&" + b"a=1&" * 50),
    ("application/json", json.dumps([None, {"pain": True}]).encode()),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: nonsense"),
    ("text/plain", b"\0" * 20),
]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def path_to(name, patient, **others):
    values = {
        argument: others[argument]
        if argument in others
        else patient.pk
        if argument == "patient_id"
        else FIXED[argument]
        if argument in FIXED
        else make(argument, patient)
        for argument in arguments(name)
    }
    return reverse(name, kwargs=values)


def everything_at(clinic):
    return MembershipFactory(
        clinic=clinic, is_clinician=True, is_reception=True, is_admin=True
    )


def client_for(name, patient):
    """Return a browser that may pass the door."""
    if name in PATIENT:
        return remembered_as(patient)
    if name in STAFF or name in SIGNED_IN:
        return signed_in_as(everything_at(patient.clinic))
    return Client()


@pytest.fixture(autouse=True)
def on_a_monday(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def hostile(db):
    """A clinic where every word that a person typed is an attack."""
    clinic = ClinicFactory(name=HOSTILE, neutral_name=HOSTILE)
    member = MembershipFactory(
        clinic=clinic,
        user=UserFactory(full_name=HOSTILE),
        is_reception=True,
        is_admin=True,
    )
    patient = PatientFactory(
        clinic=clinic, full_name=HOSTILE, number=HOSTILE[:30], clinician=member
    )
    version = with_plan(
        AssignmentFactory(patient=patient, assigned_by=member, clearance_name=HOSTILE),
        summary=HOSTILE,
        reason=HOSTILE,
    )
    version.items.update(modification=HOSTILE)
    version.activities.update(reason=HOSTILE)
    SessionFactory(version=version, note=HOSTILE)
    HoldFactory(assignment=version.assignment, note=HOSTILE, opened_by_name=HOSTILE)
    AlertFactory(patient=patient, reason=HOSTILE, owner=member)
    DeviceFactory(patient=patient, label=HOSTILE[:60])
    MessageFactory(patient=patient, reason=HOSTILE, error=HOSTILE)
    StaffInvitationFactory(clinic=clinic, full_name=HOSTILE)
    PersonalLinkFactory(patient=patient)
    return patient


@pytest.mark.parametrize("name", sorted(OURS))
def test_hostile_words_stay_words_on_every_page(name, hostile):
    member = hostile.clinician
    client = remembered_as(hostile) if name in PATIENT else signed_in_as(member)

    rows = {"session_id": Session.objects.get().pk, "hold_id": Hold.objects.get().pk}

    response = client.get(
        path_to(name, hostile, **rows), {"q": HOSTILE, "next": HOSTILE}
    )

    if "html" in response.get("Content-Type", ""):
        page = response.content.decode()
        assert "<img src=x" not in page
        assert "31337" not in page


@pytest.mark.parametrize("kind", ["welcome", *FollowUp.Rule.values])
def test_hostile_words_stay_words_in_a_mail(kind, hostile):
    link = hostile.personal_links.get()
    member = hostile.clinician
    message = MessageFactory(
        patient=hostile,
        kind=kind,
        context={"link": str(link.pk), "member": str(member.pk)},
    )

    written = kinds.find(kind).render(message)

    assert "<img src=x" not in (written.html or "")
    assert "\n" not in written.subject
    assert "31337" not in written.text


@pytest.mark.parametrize(
    "name",
    sorted(n for n in STAFF if {"patient_id"} < arguments(n)),
)
def test_a_neighbours_row_is_not_found_under_another_patient(name, patient):
    neighbour = PatientFactory(clinic=patient.clinic)
    rows = {
        argument: make(argument, neighbour)
        for argument in arguments(name) & MAKERS.keys()
    }
    client = signed_in_as(everything_at(patient.clinic))

    path = path_to(name, patient, **rows)

    assert client.get(path).status_code in {404, 405}
    assert client.post(path).status_code == 404


@pytest.mark.parametrize("name", sorted(n for n in PATIENT if arguments(n)))
def test_a_neighbours_row_is_not_found_from_ones_own_phone(name, as_patient, patient):
    neighbour = PatientFactory(clinic=patient.clinic)

    path = path_to(name, neighbour)

    assert as_patient.get(path).status_code == 404
    assert as_patient.post(path).status_code in {404, 405}


@pytest.mark.parametrize("name", sorted(OURS))
def test_nonsense_is_answered_and_never_breaks(name, patient):
    client = client_for(name, patient)
    path = path_to(name, patient)
    if not patient.assignments.exists():
        with_plan(AssignmentFactory(patient=patient))

    codes = [client.get(path, query).status_code for query in QUERIES]
    codes += [
        client.post(path, body, content_type=kind).status_code for kind, body in BODIES
    ]

    assert max(codes) < 500


@pytest.mark.parametrize("name", sorted(OURS))
def test_no_door_takes_a_form_from_another_site(name, patient):
    client = client_for(name, patient)
    client.handler.enforce_csrf_checks = True

    response = client.post(path_to(name, patient), {"next": "/", "go": "1"})

    assert response.status_code in {403, 405}


@pytest.mark.parametrize("name", sorted(OURS))
def test_no_door_opens_with_a_spoilt_cookie(name, patient):
    client = Client()
    for cookie in ("sessionid", "keystone-people", "keystone-link", "messages"):
        client.cookies[cookie] = "~.:é\\" + HUGE[:500]

    response = client.get(path_to(name, patient))

    assert response.status_code < 500
    if name not in PUBLIC:
        assert response.status_code in {302, 405}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/sign-in/", 200),
        ("/me/", 302),
        ("/patients/", 200),
        ("/patients/?q=%00", 400),
        ("/patients/not-an-id/", 404),
        ("/nowhere/", 404),
        ("/patients/00000000-0000-0000-0000-000000000000/", 404),
        ("/i/nothing/", 303),
        ("/operator/", 302),
    ],
)
def test_every_answer_carries_the_headers_that_protect_it(path, status, as_clinician):
    response = as_clinician.get(path, follow=status == 200)

    assert response.status_code == status
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    for header, value in HEADERS.items():
        assert response[header] == value or path.startswith("/i/")


def test_an_unknown_host_is_refused_without_a_trace():
    response = Client().get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert b"Traceback" not in response.content


def test_a_body_too_large_is_refused(as_clinician):
    response = as_clinician.post(
        reverse("records:register_patient"), {"full_name": "x" * 3_000_000}
    )

    assert response.status_code == 400


def test_a_phone_opens_its_own_record_however_many_are_remembered_elsewhere(patient):
    """The record is found by this browser's key, not by being the only one."""
    remembered_as(PatientFactory(clinic=patient.clinic), PatientFactory())
    phone = remembered_as(patient)
    remembered_as(PatientFactory(clinic=patient.clinic), PatientFactory())

    for name in sorted(n for n in PATIENT if not arguments(n)):
        response = phone.get(reverse(name))

        assert response.wsgi_request.patient == patient, name


def test_a_device_does_not_open_with_the_secret_of_another(patient):
    stolen = DeviceFactory(patient=patient, last_seen_on=patient.today(NOW))
    phone = Client()
    phone.cookies[browser.cookie_name("people")] = browser.pack(
        [browser.new_key(stolen.pk)]
    )

    response = phone.get(reverse("today:show_today"))

    assert response.url == reverse("invitations:ask_for_link")
    assert phone.get(reverse("invitations:choose_person")).status_code == 302
