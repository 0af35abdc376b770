"""An operator of the site sees clinics and people, and nothing clinical."""

from django.contrib import admin
from django.urls import reverse

from patients.accounts.models import Clinic, Membership, User


def test_only_clinics_and_people_of_the_product_are_registered():
    ours = {
        model
        for model in admin.site._registry
        if model.__module__.startswith(("patients.", "programmes."))
    }

    assert {Clinic, User} <= ours
    assert not any(hasattr(model, "patient") for model in ours)


def test_the_operators_pages_open_for_an_operator(client, clinic, clinician):
    operator = User.objects.create_superuser("op@example.test", "x", full_name="Op")
    client.force_login(operator)

    for name, args in [
        ("admin:index", []),
        ("admin:accounts_clinic_changelist", []),
        ("admin:accounts_clinic_change", [clinic.pk]),
        ("admin:accounts_clinic_add", []),
        ("admin:accounts_user_changelist", []),
        ("admin:accounts_user_change", [clinician.user.pk]),
        ("admin:accounts_user_add", []),
    ]:
        assert client.get(reverse(name, args=args)).status_code == 200, name


def test_an_operator_makes_a_person(client, db):
    operator = User.objects.create_superuser("op@example.test", "x", full_name="Op")
    client.force_login(operator)

    client.post(
        reverse("admin:accounts_user_add"),
        {
            "email": "first@example.test",
            "full_name": "First Admin",
            "password1": "kestrel lane lamp 7",
            "password2": "kestrel lane lamp 7",
            "memberships-TOTAL_FORMS": "0",
            "memberships-INITIAL_FORMS": "0",
        },
    )

    assert User.objects.get(email="first@example.test").check_password(
        "kestrel lane lamp 7"
    )


def test_nobody_is_deleted(client, clinic):
    operator = User.objects.create_superuser("op@example.test", "x", full_name="Op")
    client.force_login(operator)

    response = client.post(
        reverse("admin:accounts_clinic_delete", args=[clinic.pk]), {"post": "yes"}
    )

    assert response.status_code == 403


def test_staff_of_a_clinic_have_no_business_there(as_admin):
    assert as_admin.get(reverse("admin:index")).status_code == 302


def test_a_membership_has_no_page_of_its_own():
    assert Membership not in admin.site._registry
