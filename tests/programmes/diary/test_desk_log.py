"""The desk enters a session on the patient's word."""

from uuid import uuid4

import pytest
import time_machine

from programmes.alerts.models import Alert
from programmes.diary.models import RestingPain, SafetyCheck, Session
from tests.conftest import signed_in_as
from tests.factories import NOW, TODAY, AssignmentFactory, MembershipFactory, with_plan


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def version(patient):
    return with_plan(AssignmentFactory(patient=patient))


@pytest.fixture
def desk(clinic):
    return signed_in_as(
        MembershipFactory(clinic=clinic, is_clinician=False, is_reception=True)
    )


def url(patient) -> str:
    return f"/patients/{patient.pk}/diary/log/"


def told(**changes):
    fields = {
        "client_uuid": str(uuid4()),
        "on": "2026-05-03",
        "how": "planned",
        "worst": "6",
        "safe": "not_asked",
    }
    return fields | changes


def test_a_session_is_entered_as_told(desk, patient, version):
    response = desk.post(url(patient), told(before="0", note="On the telephone"))

    session = Session.objects.get()
    assert response["Location"] == f"/patients/{patient.pk}/"
    assert (session.source, session.by_kind, session.mode) == (
        "desk",
        "staff",
        "backfilled",
    )
    assert (session.worst_pain, session.note) == (6, "On the telephone")
    assert RestingPain.objects.get().source == "desk"
    assert not SafetyCheck.objects.exists()


def test_some_of_it_says_nothing_of_single_exercises(desk, patient, version):
    desk.post(url(patient), told(how="partly"))

    session = Session.objects.get()
    assert not session.as_planned
    assert not session.items.exists()


def test_a_warning_sign_told_at_the_desk_alerts_all_the_same(desk, patient, version):
    response = desk.post(url(patient), told(safe="some", line=["fever"]), follow=True)

    assert "Tell the patient now: Do not exercise" in response.content.decode()
    assert Alert.objects.get().severity == "same_day"
    assert SafetyCheck.objects.get().local_date == TODAY
    assert Session.objects.exists()


def test_none_of_these_is_kept_as_asked(desk, patient, version):
    desk.post(url(patient), told(safe="none"))

    assert not SafetyCheck.objects.get().flagged


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"worst": "11"}, "“11” is not on the scale"),
        ({"worst": ""}, "Choose a number from 0 to 10"),
        ({"on": "2026-02-31"}, "There is no such day"),
        ({"on": "2026-05-05"}, "still to come"),
        ({"how": ""}, "Choose one of the two"),
        ({"safe": ""}, "Say what the patient answered"),
        ({"safe": "none", "line": "fever"}, "Something is ticked above"),
        ({"note": "x" * 3000}, "3000 characters"),
        ({"client_uuid": "x"}, "out of date"),
    ],
)
def test_bad_input_is_answered_at_its_field(desk, patient, version, changes, says):
    response = desk.post(url(patient), told(note="Typed words") | changes)

    shown = response.content.decode()
    assert response.status_code == 200
    assert says in shown
    assert ("Typed words" if "note" not in changes else "xxx") in shown
    assert not Session.objects.exists()


def test_the_same_form_twice_is_one_session(desk, patient, version):
    fields = told()

    desk.post(url(patient), fields)
    desk.post(url(patient), fields)
    other = desk.post(url(patient), fields | {"worst": "1"})

    assert "saved before, with other answers" in other.content.decode()
    assert Session.objects.get().worst_pain == 6


def test_the_form_chooses_no_pain_and_no_answer(desk, patient, version):
    shown = desk.get(url(patient)).content.decode()

    assert "checked" not in shown
    assert "None of these" in shown


def test_without_a_programme_the_form_says_so(desk, patient):
    assert "no programme yet" in desk.post(url(patient), told()).content.decode()


def test_another_clinics_patient_is_not_found(desk, strangers_patient):
    assert desk.get(url(strangers_patient)).status_code == 404


def test_an_admin_may_not_enter_sessions(as_admin, patient):
    assert as_admin.get(url(patient)).status_code == 403
