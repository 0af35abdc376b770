"""The caseload: who needs someone, in words, those in need first."""

from datetime import timedelta

import pytest
import time_machine

from patients.audit.models import AuditEvent
from tests.factories import (
    NOW,
    TODAY,
    AlertFactory,
    AnswerFactory,
    AssignmentFactory,
    MembershipFactory,
    MessageFactory,
    PatientFactory,
    RestingPainFactory,
    SessionFactory,
    with_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_monday():
    with time_machine.travel(NOW, tick=False):
        yield


def on_programme(clinic, *, last_session=1, **fields):
    patient = PatientFactory(clinic=clinic, **fields)
    version = with_plan(AssignmentFactory(patient=patient))
    for day in range(last_session, 29):
        SessionFactory(version=version, local_date=TODAY - timedelta(days=day))
    return patient


def page(client, query=""):
    return client.get(f"/caseload/{query}")


def names(response):
    return [
        row.standing.patient.full_name
        for group in response.context["caseload"].groups
        for row in group.rows
    ]


def test_those_in_need_come_first_with_the_reason_in_words(as_clinician, clinic):
    on_programme(clinic, full_name="Aaron Usual")
    on_programme(clinic, full_name="Zelda Silent", last_session=9)

    response = page(as_clinician)

    assert names(response) == ["Zelda Silent", "Aaron Usual"]
    assert "Silent for 9 days." in response.content.decode()


def test_the_headline_counts_who_needs_someone_today(as_clinician, clinic):
    for severity in ("emergency", "same_day", "this_week"):
        AlertFactory(patient=on_programme(clinic), severity=severity)

    assert "2 people need someone today" in page(as_clinician).content.decode()


def test_pain_is_said_against_the_patients_own_first_week(as_clinician, clinic):
    patient = on_programme(clinic)
    for day in (28, 27, 26):
        RestingPainFactory(
            patient=patient, local_date=TODAY - timedelta(days=day), pain=2
        )
    for day in (3, 2, 1):
        RestingPainFactory(
            patient=patient, local_date=TODAY - timedelta(days=day), pain=5
        )

    text = page(as_clinician).content.decode()

    assert "first week 2, this week 5" in text
    assert "Resting pain is up 3 on the first week" in text


def test_too_few_answers_say_so(as_clinician, clinic):
    patient = on_programme(clinic)
    RestingPainFactory(patient=patient, local_date=TODAY, pain=0)

    text = page(as_clinician).content.decode()

    assert "too few answers (1 of 3)" in text


def test_mine_are_the_patients_of_the_signed_in_clinician(
    as_clinician, clinic, clinician
):
    on_programme(clinic, full_name="Mine Indeed", clinician=clinician)
    on_programme(clinic, full_name="Someone Elses")

    assert names(page(as_clinician, "?whose=mine")) == ["Mine Indeed"]


def test_any_clinicians_patients_can_be_chosen(as_clinician, clinic):
    other = MembershipFactory(clinic=clinic, user__full_name="Tobias Chosen")
    on_programme(clinic, full_name="His Own", clinician=other)
    on_programme(clinic, full_name="Nobodys Own")

    response = page(as_clinician, f"?whose={other.pk}")

    assert names(response) == ["His Own"]
    assert response.context["caseload"].total == 1
    assert f'<option value="{other.pk}" selected>Tobias Chosen' in (
        response.content.decode()
    )


def test_a_name_or_number_is_found(as_clinician, clinic):
    on_programme(clinic, full_name="Ottoline Findable", number="X-77")
    on_programme(clinic)

    assert names(page(as_clinician, "?q=ottol")) == ["Ottoline Findable"]
    assert names(page(as_clinician, "?q=x-77")) == ["Ottoline Findable"]


def test_twenty_five_stand_on_a_page(as_clinician, clinic):
    for _ in range(27):
        PatientFactory(clinic=clinic)

    assert len(names(page(as_clinician))) == 25
    assert len(names(page(as_clinician, "?page=2"))) == 2


@pytest.mark.parametrize(
    "query", ["?page=banana", "?page=0", "?page=9999", "?whose=nobody", "?q=%F0%9F%A6"]
)
def test_an_odd_address_is_no_error(as_clinician, clinic, query):
    on_programme(clinic)

    assert page(as_clinician, query).status_code == 200


def test_another_clinics_patient_is_not_on_the_list(as_clinician, strangers_patient):
    assert strangers_patient.full_name not in page(as_clinician).content.decode()


def test_an_empty_clinic_is_told_what_to_do(as_clinician):
    assert "Register the first patient" in page(as_clinician).content.decode()


def test_one_event_says_whom_the_list_showed(as_clinician, clinic, clinician):
    patient = on_programme(clinic)

    page(as_clinician)

    event = AuditEvent.objects.get(action="caseload.listed")
    assert event.details["patients"] == [str(patient.pk)]


@pytest.mark.parametrize("weeks", ["4", "12", "all", "banana", ""])
def test_a_patients_page_shows_the_trend_over_a_span(as_clinician, clinic, weeks):
    patient = on_programme(clinic)
    RestingPainFactory(patient=patient, local_date=TODAY, pain=0)

    response = as_clinician.get(f"/patients/{patient.pk}/?weeks={weeks}")

    assert response.status_code == 200
    assert "Pain trend" in response.content.decode()


def test_the_table_under_the_trend_writes_zero_and_leaves_gaps(as_clinician, clinic):
    patient = on_programme(clinic)
    RestingPainFactory(patient=patient, local_date=TODAY, pain=0)

    trend = as_clinician.get(f"/patients/{patient.pk}/").context["trend"].trend

    assert trend.days[-1].resting == 0
    assert trend.days[-2].resting is None


def test_a_patient_without_a_plan_is_shown_what_comes_next(as_clinician, patient):
    text = as_clinician.get(f"/patients/{patient.pk}/").content.decode()

    assert "No plan yet" in text


def test_a_search_is_headed_by_what_it_found(as_clinician, clinic):
    on_programme(clinic, full_name="Aaron Usual")

    found = page(as_clinician, "?q=aaron").content.decode()
    nobody = page(as_clinician, "?q=zzz").content.decode()

    assert "1 person found" in found
    assert "Nobody found" in nobody
    assert "Nobody needs anyone" not in found + nobody


def test_the_headline_of_mine_speaks_of_mine_alone(as_clinician, clinic, clinician):
    AlertFactory(patient=on_programme(clinic), severity="emergency")
    on_programme(clinic, clinician=clinician)

    text = page(as_clinician, "?whose=mine").content.decode()

    assert "None of your patients needs anyone today" in text
    assert "1 patient of yours" in text


def test_an_open_alert_stands_before_the_trend(as_clinician, clinic):
    patient = on_programme(clinic)
    AlertFactory(patient=patient, reason="Said yes: numb")

    text = as_clinician.get(f"/patients/{patient.pk}/").content.decode()

    assert text.index("Acknowledge") < text.index("Pain trend")


def test_an_ended_programme_is_not_called_no_plan_yet(as_clinician, clinic):
    patient = PatientFactory(clinic=clinic)
    with_plan(
        AssignmentFactory(
            patient=patient,
            state="ended",
            ended_at=NOW,
            ended_on=TODAY,
            ended_reason="Done",
        )
    )

    text = as_clinician.get(f"/patients/{patient.pk}/").content.decode()

    assert "The programme has ended" in text
    assert "No plan yet" not in text


def test_answers_that_stop_everything_stay_on_the_patients_page(as_clinician, clinic):
    patient = on_programme(clinic)
    AnswerFactory(patient=patient, question="numb_between_legs", value="yes")

    text = as_clinician.get(f"/patients/{patient.pk}/").content.decode()

    assert "Screening says no exercises for now: Cauda equina signs" in " ".join(
        text.split()
    )
    assert "The plan still runs." in text
    assert f"/patients/{patient.pk}/plan/pause/" in text


def test_what_the_clinic_was_told_is_not_among_the_patients_messages(
    as_clinician, patient
):
    told = MessageFactory(patient=patient, kind="alert", category="clinician_alert")
    own = MessageFactory(patient=patient)

    shown = as_clinician.get(f"/patients/{patient.pk}/").context["messages_sent"]

    assert own in shown
    assert told not in shown
