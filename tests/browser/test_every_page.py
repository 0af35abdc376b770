"""Every main page, on the desk and on the phone: no barrier, nothing cut off."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from patients.audit.actor import Actor
from patients.invitations.actions import invite_patient
from programmes.alerts.models import Alert
from programmes.diary.models import Session
from tests.browser.looking import barriers, overhang

DOORS = ["account_login", "account_reset_password", "invitations:open_front_door"]
DESK = [
    "caseload:list_patients",
    "alerts:list_alerts",
    "records:find_patients",
    "records:register_patient",
    "followups:list_messages",
    "progress:show_report",
    "progress:show_rows",
    "library:show_library",
    "library:show_rules",
    "accounts:show_clinic",
    "invitations:list_staff",
]
OF_A_PATIENT = [
    "caseload:show_patient",
    "records:edit_patient",
    "screening:answer_questions",
    "prescribing:show_plan",
    "prescribing:change_plan",
    "prescribing:pause_plan",
    "diary:log_session",
    "followups:show_messages",
    "invitations:show_access",
    "invitations:print_link",
]
PHONE = [
    "today:show_today",
    "today:answer_safety_list",
    "today:record_pain_now",
    "today:log_session",
    "today:log_some",
    "today:add_missed_day",
    "today:report_problem",
    "today:show_progress",
    "today:show_history",
    "today:show_more",
    "today:show_plan",
    "today:show_activities",
    "today:show_self_care",
    "today:show_looks",
    "invitations:show_pairing_code",
    "invitations:forget_device",
]


def test_the_doors(open_phone):
    phone = open_phone()

    found = look(phone, [reverse(name) for name in DOORS], narrow=True)

    assert found == {}


def test_the_clinics_pages(busy_clinic, open_desk):
    desk = open_desk(busy_clinic.clinician)

    found = look(desk, [reverse(name) for name in DESK])

    assert found == {}


def test_the_pages_of_one_patient(busy_clinic, open_desk):
    desk = open_desk(busy_clinic.clinician)
    # The one with an open alert; the other one has no plan yet.
    alert = Alert.objects.filter(clinic=busy_clinic.clinic).latest("raised_at")
    invite_patient(by=Actor.tick("test"), patient=alert.patient)
    paths = [reverse(name, args=[alert.patient_id]) for name in OF_A_PATIENT]
    paths.append(reverse("alerts:close", args=[alert.patient_id, alert.pk]))

    found = look(desk, paths)

    assert found == {}


def test_the_phones_pages(busy_clinic, open_phone):
    patient = busy_clinic.patients[3]
    phone = open_phone(patient)
    session = Session.objects.current().filter(patient=patient).latest("local_date")
    paths = [reverse(name) for name in PHONE]
    paths += [
        reverse("today:show_session", args=[session.pk]),
        reverse("today:fix_session", args=[session.pk]),
    ]

    found = look(phone, paths, narrow=True)

    assert found == {}


@pytest.mark.parametrize("where", ["desk", "phone"])
def test_two_pages_in_the_dark(busy_clinic, open_desk, open_phone, where):
    if where == "desk":
        page = open_desk(busy_clinic.clinician, color_scheme="dark")
        paths = ["/caseload/", f"/patients/{busy_clinic.patients[3].pk}/"]
    else:
        page = open_phone(busy_clinic.patients[5], color_scheme="dark")
        paths = ["/me/", "/me/progress/"]

    found = look(page, paths)

    assert found == {}


def look(page, paths, *, narrow=False) -> dict[str, list[str]]:
    """Return what is wrong on each page: barriers, and at 320 px what sticks out."""
    found = {}
    for path in paths:
        page.goto(path)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        wrong = barriers(page)
        if narrow:
            size = page.viewport_size
            page.set_viewport_size({"width": 320, "height": 640})
            if overhang(page) > 0:
                wrong.append(f"{overhang(page)} px wider than 320 px")
            page.set_viewport_size(size)
        if wrong:
            found[path] = wrong
    return found
