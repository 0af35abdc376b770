"""Every door of the house is guarded. The doors are walked from the URLconf."""

import ast
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from patients.accounts.permissions import ADMIN as ADMIN_ROLE
from patients.accounts.permissions import CLINICIAN, RECEPTION
from tests.conftest import signed_in_as
from tests.factories import MembershipFactory, UserFactory
from tests.house.doors import LIBRARY_PUBLIC, PATIENT, PUBLIC, SIGNED_IN, STAFF
from tests.house.makers import FIXED, make
from tests.house.walking import ADMIN, DOORS, LIBRARY, OURS, arguments

pytestmark = pytest.mark.django_db
PATIENT_DOORS = sorted(name for name in STAFF if "patient_id" in arguments(name))
CLINIC_DOORS = sorted(
    name
    for name in STAFF
    if arguments(name) - FIXED.keys() and "patient_id" not in arguments(name)
)
OWN_DOORS_WITH_ROWS = sorted(name for name in PATIENT if arguments(name))
ROLES = {"clinician": CLINICIAN, "reception": RECEPTION, "admin": ADMIN_ROLE}


def path_to(name, patient=None):
    """Return a door's path; each further argument is built for this very patient."""
    values = {
        argument: patient.pk
        if argument == "patient_id"
        else FIXED[argument]
        if argument in FIXED
        else make(argument, patient)
        for argument in arguments(name)
    }
    return reverse(name, kwargs=values)


def knock(client, path):
    """Open a door with GET, or with POST where it takes nothing else."""
    response = client.get(path)
    return client.post(path) if response.status_code == 405 else response


def member(clinic, role):
    return MembershipFactory(
        clinic=clinic,
        is_clinician=role == "clinician",
        is_reception=role == "reception",
        is_admin=role == "admin",
    )


def test_every_door_is_listed_and_none_is_listed_in_vain():
    assert set(STAFF) | PATIENT | PUBLIC | SIGNED_IN == OURS


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_view_names_its_permission(name):
    said = DOORS[name].callback.permission

    if name in STAFF:
        assert said == STAFF[name]
    elif name in PATIENT:
        assert said == "patient"
    elif name in PUBLIC:
        assert said.startswith("public: ")
    else:
        assert said.startswith("signed in: ")


@pytest.mark.parametrize("name", sorted(set(STAFF) | SIGNED_IN))
def test_a_visitor_is_sent_to_sign_in(name, patient):
    response = knock(Client(), path_to(name, patient))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(STAFF))
def test_a_role_passes_only_the_doors_it_is_given(name, role, patient):
    client = signed_in_as(member(patient.clinic, role))

    status = knock(client, path_to(name, patient)).status_code

    if STAFF[name] in ROLES[role].permissions:
        assert status in {200, 302, 303, 400, 405, 409, 422}
    else:
        assert status == 403


@pytest.mark.parametrize("name", PATIENT_DOORS)
def test_another_clinics_patient_is_not_found(name, clinic, strangers_patient):
    everything = MembershipFactory(
        clinic=clinic, is_clinician=True, is_reception=True, is_admin=True
    )
    client = signed_in_as(everything)

    path = path_to(name, strangers_patient)

    assert client.get(path).status_code in {404, 405}
    assert client.post(path).status_code in {404, 405}
    assert 404 in {client.get(path).status_code, client.post(path).status_code}


@pytest.mark.parametrize("name", PATIENT_DOORS)
def test_our_own_patient_is_found(name, patient):
    """The control: the door above is not closed to everybody."""
    everything = MembershipFactory(
        clinic=patient.clinic, is_clinician=True, is_reception=True, is_admin=True
    )

    response = knock(signed_in_as(everything), path_to(name, patient))

    assert response.status_code in {200, 302, 303, 400, 409, 422}


@pytest.mark.parametrize("name", CLINIC_DOORS)
def test_another_clinics_row_is_not_found(name, clinic, strangers_patient):
    everything = MembershipFactory(
        clinic=clinic, is_clinician=True, is_reception=True, is_admin=True
    )

    response = knock(signed_in_as(everything), path_to(name, strangers_patient))

    assert response.status_code == 404


@pytest.mark.parametrize("name", sorted(PATIENT))
def test_a_patients_page_is_closed_to_a_browser_that_was_not_let_in(name, patient):
    response = knock(Client(), path_to(name, patient))

    assert response.status_code == 302
    assert response.url == reverse("invitations:ask_for_link")


@pytest.mark.parametrize("name", sorted(PATIENT))
def test_a_patients_page_is_closed_to_staff(name, patient, as_clinician):
    response = knock(as_clinician, path_to(name, patient))

    assert response.status_code == 302
    assert response.url == reverse("invitations:ask_for_link")


@pytest.mark.parametrize("name", OWN_DOORS_WITH_ROWS)
def test_another_patients_row_is_not_found(name, as_patient, strangers_patient):
    response = knock(as_patient, path_to(name, strangers_patient))

    assert response.status_code == 404


@pytest.mark.parametrize("name", OWN_DOORS_WITH_ROWS)
def test_ones_own_row_is_found(name, as_patient, patient):
    response = knock(as_patient, path_to(name, patient))

    assert response.status_code in {200, 302, 303, 400, 409, 422}


@pytest.mark.parametrize("name", sorted(LIBRARY - LIBRARY_PUBLIC))
def test_a_librarys_page_is_closed_to_visitors(name):
    path = reverse(name, kwargs=dict.fromkeys(arguments(name), 1))

    response = knock(Client(), path)

    assert response.status_code in {302, 404}
    if response.status_code == 302:
        assert response.url.startswith(reverse("account_login"))


def test_nobody_signs_up_by_themselves():
    response = Client().post(
        reverse("account_signup"),
        {"email": "me@example.test", "password1": "x" * 20, "password2": "x" * 20},
    )

    assert response.status_code == 200
    assert "sessionid" not in response.cookies


@pytest.mark.parametrize("name", sorted(ADMIN - {"admin:login", "admin:logout"}))
def test_the_operators_pages_are_closed_to_a_clinics_staff(name, clinic):
    everything = MembershipFactory(
        clinic=clinic, is_clinician=True, is_reception=True, is_admin=True
    )
    values = {"object_id": str(uuid4()), "app_label": "accounts"}
    wanted = arguments(name) | set(DOORS[name].pattern.regex.groupindex)
    path = reverse(name, kwargs={key: values.get(key, "1") for key in wanted})

    for client in (Client(), signed_in_as(everything)):
        response = knock(client, path)
        assert response.status_code in {302, 403, 404}
        if response.status_code == 302:
            assert response.url.startswith("/operator/login/")


def test_an_operator_belongs_to_no_clinic():
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    response = client.get(reverse("caseload:list_patients"), follow=True)

    assert response.redirect_chain[-1][0] == reverse("admin:index")


@pytest.mark.parametrize("name", sorted(set(STAFF)))
def test_ended_access_ends_at_the_next_request(name, patient):
    gone = member(patient.clinic, "clinician")
    client = signed_in_as(gone)
    gone.is_active = False
    gone.save()

    response = knock(client, path_to(name, patient))

    assert response.status_code == 302


VIEWS = sorted(
    path
    for wing in ("patients", "programmes")
    for path in [*Path(wing).glob("*/views.py"), *Path(wing).glob("*/*views*.py")]
)


@pytest.mark.parametrize("path", sorted(set(VIEWS)), ids=str)
def test_views_never_touch_a_manager(path):
    """Rows come from request.clinic, from the patient, or from a query."""
    lines = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]

    assert lines == []
