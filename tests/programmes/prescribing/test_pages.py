"""The pages on which a plan is written, changed, paused and ended."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from programmes.library.queries import current_version
from programmes.prescribing.models import Assignment, Hold, PlanItem, PlanVersion
from tests.conftest import signed_in_as
from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    HoldFactory,
    MembershipFactory,
    with_plan,
)
from tests.programmes.prescribing.conftest import answer

EXERCISES = ["knee_to_chest", "trunk_rotation", "hip_abduction", "bird_dog"]
ACTIVITIES = [
    "sit_ups",
    "crunches",
    "heavy_lifting",
    "excessive_cycling",
    "twisting_sports",
]
PAGES = ["assign_programme", "change_plan", "pause_plan", "end_plan"]


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def active(healthy):
    assignment = AssignmentFactory(patient=healthy)
    with_plan(assignment)
    return assignment


def url(name, patient, *more):
    return reverse(f"prescribing:{name}", args=[patient.pk, *more])


def filled_in(page):
    """Return what a browser would send if nothing on the page were touched."""
    sheet = page.context["sheet"]
    data = {"library": str(sheet.assessed.library.pk)}
    for form in sheet.forms:
        for field in form:
            value = field.value()
            if value is True:
                data[field.html_name] = "on"
            elif value is not None and value is not False:
                data[field.html_name] = str(value)
    for row in sheet.items:
        slug = row.form.exercise.slug
        data[f"{slug}-seen"] = row.verdict.level.value
        data[f"{slug}-seen_advice"] = [text for text, _ in row.advice]
        data[f"{slug}-days"] = [
            str(day) for day, mark in enumerate(row.form.weekdays) if mark == "1"
        ]
        if not row.is_open:
            data.pop(f"{slug}-take", None)
    if sheet.plan:
        data["expected"] = str(sheet.plan.version.number)
    return data


def text_of(response):
    return response.content.decode()


def test_the_template_is_filled_in_and_read_back(as_clinician, healthy):
    page = as_clinician.get(url("assign_programme", healthy))

    assert page.status_code == 200
    text = text_of(page)
    assert "4 exercises are fine for this patient." in text
    assert f"<b>{healthy.full_name}</b> does <b>4 exercises</b>" in text
    assert "2 times each side · hold 30 s · rest 15 s; every day" in text
    assert "cannot start yet" not in text


def test_one_tick_starts_the_plan_without_typing(as_clinician, healthy):
    page = as_clinician.get(url("assign_programme", healthy))

    response = as_clinician.post(
        url("assign_programme", healthy),
        {**filled_in(page), "cleared": "on", "start": "1"},
    )

    assert response.status_code == 302
    assert response["Location"] == reverse("caseload:show_patient", args=[healthy.pk])
    assignment = Assignment.objects.get()
    assert assignment.state == "active"
    assert assignment.start_on == TODAY
    assert assignment.weeks == 8
    assert PlanItem.objects.filter(version__assignment=assignment).count() == 4


def test_a_session_longer_than_the_programmes_maximum_is_said(as_clinician, healthy):
    page = as_clinician.get(url("assign_programme", healthy))
    long = {
        name: "3" if name.endswith("sets") else value
        for name, value in filled_in(page).items()
    }

    text = text_of(
        as_clinician.post(url("assign_programme", healthy), {**long, "look": "1"})
    )

    assert "minutes a session. Our default is 20 at most" in text


def test_a_patient_without_mail_is_to_be_given_the_link(as_clinician, healthy):
    healthy.email, healthy.email_consent = "", False
    healthy.save()
    page = as_clinician.get(url("assign_programme", healthy))

    response = as_clinician.post(
        url("assign_programme", healthy),
        {**filled_in(page), "cleared": "on", "start": "1"},
        follow=True,
    )

    assert "No e-mail goes to this patient." in text_of(response)
    assert reverse("invitations:show_access", args=[healthy.pk]) in text_of(response)


def test_sent_twice_one_plan_starts(as_clinician, healthy):
    page = as_clinician.get(url("assign_programme", healthy))
    data = {**filled_in(page), "cleared": "on", "start": "1"}

    for _ in range(2):
        response = as_clinician.post(url("assign_programme", healthy), data)

    assert response.status_code == 302
    assert Assignment.objects.count() == 1


def test_without_the_tick_it_says_what_is_missing_and_keeps_everything(
    as_clinician, healthy
):
    page = as_clinician.get(url("assign_programme", healthy))
    data = {**filled_in(page), "start": "1", "weeks": "6"}

    response = as_clinician.post(url("assign_programme", healthy), data)

    assert response.status_code == 200
    assert "Nobody has said that this patient may exercise." in text_of(response)
    assert response.context["sheet"].when["weeks"].value() == "6"
    assert not Assignment.objects.exists()


def test_an_unscreened_patient_is_sent_to_the_questions(as_clinician, patient):
    page = as_clinician.get(url("assign_programme", patient))

    text = text_of(page)
    assert "This plan cannot start yet" in text
    link = reverse("screening:answer_questions", args=[patient.pk])
    assert f"{link}?next={url('assign_programme', patient)}" in text
    assert 'aria-disabled="true"' in text


def test_an_unscreened_patients_plan_can_wait_as_a_draft(as_clinician, patient):
    page = as_clinician.get(url("assign_programme", patient))

    as_clinician.post(
        url("assign_programme", patient), {**filled_in(page), "save": "1", "weeks": "5"}
    )
    again = as_clinician.get(url("assign_programme", patient))

    assert Assignment.objects.get().state == "draft"
    assert again.context["sheet"].when["weeks"].value() == 5


def test_worst_comes_first_and_a_caution_wants_its_tick(
    as_clinician, healthy, clinician
):
    due = (TODAY + timedelta(weeks=11)).isoformat()
    answer(
        healthy, clinician, at=NOW + timedelta(minutes=1), pregnant={"due_date": due}
    )
    page = as_clinician.get(url("assign_programme", healthy))
    data = {**filled_in(page), "cleared": "on", "start": "1"}

    refused = as_clinician.post(url("assign_programme", healthy), data)
    advice = page.context["sheet"].rows[-1].advice
    saved = as_clinician.post(
        url("assign_programme", healthy), {**data, "bird_dog-advice": advice[0][0]}
    )

    assert [row.verdict.level for row in page.context["sheet"].rows] == [
        "contraindicated",
        "contraindicated",
        "contraindicated",
        "caution",
    ]
    assert "tick the modification" in text_of(refused)
    assert saved.status_code == 302
    assert PlanItem.objects.get().modification == advice[0][0]


def test_a_condition_from_another_tab_is_told_and_nothing_is_saved(
    as_clinician, healthy, clinician
):
    page = as_clinician.get(url("assign_programme", healthy))
    due = (TODAY + timedelta(weeks=11)).isoformat()
    answer(
        healthy, clinician, at=NOW + timedelta(minutes=1), pregnant={"due_date": due}
    )

    response = as_clinician.post(
        url("assign_programme", healthy),
        {**filled_in(page), "cleared": "on", "start": "1", "weeks": "7"},
    )

    text = text_of(response)
    assert "Bird dog was OK when you opened this page and is caution." in text
    assert response.context["sheet"].when["weeks"].value() == "7"
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"start_on": "2026-05-03"}, "Choose a day from Mon 4 May 2026"),
        ({"start_on": "2026-07-04"}, "to Fri 3 Jul 2026."),
        ({"start_on": "2026-02-31"}, "Choose a day that exists"),
        ({"start_on": ""}, "Choose a day that exists"),
        ({"weeks": "0"}, "Choose 1 to 26 weeks."),
        ({"weeks": "99"}, "Choose 1 to 26 weeks."),
        ({"weeks": "many"}, "Choose 1 to 26 weeks."),
        ({"bird_dog-sets": "4"}, "Choose 1 to 3 sets."),
        ({"bird_dog-sets": ""}, "Write a whole number."),
        ({"bird_dog-reps": "five"}, "Write a whole number."),
        ({"bird_dog-hold_s": "1" + "0" * 30}, "Choose a hold of 2 to 10 seconds."),
        ({"bird_dog-rest_s": "-1"}, "Choose a rest of 30 to 120 seconds."),
        ({"bird_dog-days": []}, "Choose 2 to 7 days a week."),
        ({"bird_dog-days": ["9"]}, "Select a valid choice"),
        ({"hip_abduction-band_level": "2"}, "leave a day of rest between"),
        ({"hip_abduction-band_level": "17"}, "Select a valid choice"),
        ({"clearance_name": ""}, "Name the person who agreed."),
        ({"clearance_name": "x" * 121}, "Keep this to 120 characters"),
        ({"clearance_on": "2026-05-05"}, "Choose the day they agreed, up to today."),
        ({"clearance_on": "1800-01-01"}, "Choose the day they agreed, up to today."),
        ({"clearance_on": "31 February"}, "Choose a day that exists"),
        ({"sit_ups-stance": "fine"}, "Write why this patient may do it."),
        ({"sit_ups-stance": "sometimes"}, "Select a valid choice"),
        (
            {
                "sit_ups-stance": "limit",
                "sit_ups-minutes": "601",
                "sit_ups-reason": "Y",
            },
            "Choose 1 to 600 minutes",
        ),
        (
            {"sit_ups-stance": "fine", "sit_ups-reason": "x" * 10_000},
            "Keep this to 300 characters; it has 10000.",
        ),
        ({"own0-name": "Rowing"}, "Write why, for the patient to read."),
        ({"own0-reason": "It hurts."}, "Name the activity, or empty this line."),
    ],
)
def test_bad_input_says_how_to_mend_it_and_saves_nothing(
    as_clinician, healthy, changes, said
):
    page = as_clinician.get(url("assign_programme", healthy))
    data = {**filled_in(page), "cleared": "on", "start": "1", **changes}

    response = as_clinician.post(url("assign_programme", healthy), data)

    assert response.status_code == 200
    assert said in text_of(response)
    assert response.context["sheet"].mends
    assert not Assignment.objects.exists()


def test_every_exercise_left_out_is_no_plan(as_clinician, healthy):
    page = as_clinician.get(url("assign_programme", healthy))
    data = {**filled_in(page), "cleared": "on", "start": "1"}
    for slug in EXERCISES:
        del data[f"{slug}-take"]

    response = as_clinician.post(url("assign_programme", healthy), data)

    assert "Keep at least one exercise in the plan." in text_of(response)


def test_an_exercise_left_out_needs_no_dose(as_clinician, healthy):
    page = as_clinician.get(url("assign_programme", healthy))
    data = {**filled_in(page), "cleared": "on", "start": "1", "bird_dog-sets": "99"}
    del data["bird_dog-take"]

    response = as_clinician.post(url("assign_programme", healthy), data)

    assert response.status_code == 302
    assert PlanItem.objects.count() == 3


def test_a_nul_is_refused_at_its_field(as_clinician, healthy):
    page = as_clinician.get(url("assign_programme", healthy))
    data = {**filled_in(page), "cleared": "on", "clearance_name": "Dr \0"}

    response = as_clinician.post(url("assign_programme", healthy), data)

    assert "Null characters are not allowed." in text_of(response)
    assert not Assignment.objects.exists()


def test_names_in_any_script_are_kept(as_clinician, healthy):
    page = as_clinician.get(url("assign_programme", healthy))
    name = "د. ليلى 🩺"
    data = {**filled_in(page), "cleared": "on", "start": "1", "clearance_name": name}

    as_clinician.post(url("assign_programme", healthy), data)

    assert Assignment.objects.get().clearance_name == name


def test_reading_back_saves_nothing(as_clinician, healthy):
    page = as_clinician.get(url("assign_programme", healthy))
    data = {**filled_in(page), "cleared": "on", "look": "1", "bird_dog-sets": "3"}

    response = as_clinician.post(url("assign_programme", healthy), data)

    assert "3 sets of 6 each side" in text_of(response)
    assert not Assignment.objects.exists()


def test_with_an_active_plan_assigning_leads_to_changing(as_clinician, active):
    response = as_clinician.get(url("assign_programme", active.patient))

    assert response["Location"] == url("change_plan", active.patient)


def test_a_change_is_saved_with_its_reason(as_clinician, healthy, active):
    page = as_clinician.get(url("change_plan", healthy))
    data = {
        **filled_in(page),
        "reason": "Two easy weeks.",
        "bird_dog-hold_s": "8",
        "bird_dog-rest_s": "30",
    }

    response = as_clinician.post(url("change_plan", healthy), data)

    assert response.status_code == 302
    version = PlanVersion.objects.get(number=2)
    assert "Bird dog: hold 5 → 8 s" in version.summary
    assert version.from_on == TODAY


def test_a_stale_page_is_told_what_changed_and_can_be_saved_again(
    as_clinician, healthy, active, clinic
):
    page = as_clinician.get(url("change_plan", healthy))
    data = {**filled_in(page), "reason": "Easier.", "bird_dog-hold_s": "6"}
    colleague = signed_in_as(MembershipFactory(clinic=clinic))
    colleague.post(
        url("change_plan", healthy),
        {**data, "reason": "Harder.", "bird_dog-hold_s": "9"},
    )

    stale = as_clinician.post(url("change_plan", healthy), data)
    again = as_clinician.post(
        url("change_plan", healthy),
        {**data, "expected": str(stale.context["sheet"].plan.version.number)},
    )

    assert "Somebody changed this plan while this page was open" in text_of(stale)
    assert "hold 5 → 9 s" in text_of(stale)
    assert 'value="Easier."' in text_of(stale)
    assert again.status_code == 302
    assert PlanVersion.objects.count() == 3


@pytest.mark.parametrize("expected", ["", "one", "²", "9" * 5000])
def test_a_page_with_a_strange_version_is_stale(
    as_clinician, healthy, active, expected
):
    page = as_clinician.get(url("change_plan", healthy))
    data = {**filled_in(page), "reason": "Easier.", "weeks": "9", "expected": expected}

    response = as_clinician.post(url("change_plan", healthy), data)

    assert "Somebody changed this plan" in text_of(response)


def test_a_change_without_a_reason_is_not_saved(as_clinician, healthy, active):
    page = as_clinician.get(url("change_plan", healthy))

    response = as_clinician.post(
        url("change_plan", healthy), {**filled_in(page), "weeks": "9"}
    )

    assert "Write a few words here." in text_of(response)
    assert PlanVersion.objects.count() == 1


def test_a_programme_that_ended_meanwhile_is_told(as_clinician, healthy, active):
    page = as_clinician.get(url("change_plan", healthy))
    data = {**filled_in(page), "reason": "Easier.", "weeks": "9"}
    as_clinician.post(url("end_plan", healthy), {"reason": "Better."})

    response = as_clinician.post(url("change_plan", healthy), data, follow=True)

    assert "No plan is active. Nothing was changed." in text_of(response)


def test_a_pause_and_its_lifting_have_pages(as_clinician, healthy, active):
    as_clinician.post(
        url("pause_plan", healthy), {"cause": "clinician", "note": "A cold."}
    )
    hold = Hold.objects.get()
    asked = as_clinician.get(url("close_hold", healthy, hold.pk))
    as_clinician.post(url("close_hold", healthy, hold.pk), {"outcome": "Well again."})

    hold.refresh_from_db()
    assert "No other pause is open" in text_of(asked)
    assert hold.note == "A cold."
    assert hold.outcome == "Well again."


def test_other_open_pauses_are_named_before_one_is_lifted(
    as_clinician, healthy, active
):
    hold = HoldFactory(assignment=active)
    HoldFactory(assignment=active, cause="red_flag")

    page = as_clinician.get(url("close_hold", healthy, hold.pk))

    assert "1 other pause stays open" in text_of(page)


def test_a_pause_already_lifted_says_so(as_clinician, healthy, active, clinician):
    hold = HoldFactory(
        assignment=active,
        closed_at=NOW,
        closed_on=TODAY,
        closed_by=clinician,
        outcome="Found nothing.",
    )

    page = as_clinician.post(url("close_hold", healthy, hold.pk), {"outcome": "Me too"})

    assert "Somebody lifted this pause meanwhile." in text_of(page)
    assert "Found nothing." in text_of(page)


@pytest.mark.parametrize(
    ("page", "data", "said"),
    [
        ("pause_plan", {}, "Choose one of the two."),
        ("pause_plan", {"cause": "red_flag"}, "Choose one of the two."),
        (
            "pause_plan",
            {"cause": "clinician", "note": "x" * 10_000},
            "Keep this to 400 characters",
        ),
        ("end_plan", {"reason": ""}, "Write a few words here."),
        ("end_plan", {"reason": "x" * 10_000}, "Keep this to 200 characters"),
    ],
)
def test_a_pause_or_an_end_says_how_to_mend_it(
    as_clinician, healthy, active, page, data, said
):
    response = as_clinician.post(url(page, healthy), data)

    assert said in text_of(response)
    assert not Hold.objects.exists()
    assert Assignment.objects.get().state == "active"


@pytest.mark.parametrize("page", ["change_plan", "pause_plan", "end_plan"])
def test_without_a_plan_there_is_nothing_to_change(as_clinician, patient, page):
    response = as_clinician.get(url(page, patient))

    assert response["Location"] == url("show_plan", patient)


def test_versions_and_pauses_are_listed(as_receptionist, healthy, active, clinician):
    with_plan(active, number=2, from_on=TODAY, summary="A\nB", reason="Easier.")
    HoldFactory(assignment=active, note="A fall.")

    page = as_receptionist.get(url("show_plan", healthy))

    text = text_of(page)
    assert "A<br>B" in text
    assert "Easier." in text
    assert "A fall." in text
    assert "Lift this pause" not in text


@pytest.mark.parametrize("page", PAGES)
def test_reception_does_not_prescribe(as_receptionist, healthy, page):
    assert as_receptionist.get(url(page, healthy)).status_code == 403
    assert as_receptionist.post(url(page, healthy), {}).status_code == 403


@pytest.mark.parametrize("page", [*PAGES, "show_plan"])
def test_a_stranger_learns_nothing(stranger, healthy, active, page):
    assert signed_in_as(stranger).get(url(page, healthy)).status_code == 404


def test_a_hold_of_another_patient_is_not_there(as_clinician, healthy):
    hold = HoldFactory()

    response = as_clinician.post(
        url("close_hold", healthy, hold.pk), {"outcome": "Mine now."}
    )

    assert response.status_code == 404
    assert Hold.objects.open().exists()


@pytest.mark.parametrize("page", [*PAGES, "show_plan"])
def test_a_visitor_is_asked_to_sign_in(client, healthy, page):
    response = client.get(url(page, healthy))

    assert response.status_code == 302
    assert "login" in response["Location"] or "sign-in" in response["Location"]


def test_the_assign_page_asks_the_database_a_fixed_number_of_questions(
    as_clinician, healthy, django_assert_max_num_queries
):
    current_version()

    with django_assert_max_num_queries(16):
        as_clinician.get(url("assign_programme", healthy))


def test_the_panel_shows_doses_days_and_what_speaks_for_a_modification(
    as_clinician, healthy, active
):
    item = active.versions.get().items.get(exercise__slug="bird_dog")
    PlanItem.objects.filter(pk=item.pk).update(
        sets=2, reps=6, weekdays="1010100", modification="Toe on the floor"
    )
    HoldFactory(assignment=active, cause="red_flag", note="Numb.")

    text = text_of(
        as_clinician.get(reverse("caseload:show_patient", args=[healthy.pk]))
    )

    assert "<span>2 sets of 6 each side</span>" in text
    assert "Mon, Wed, Fri" in text
    assert "Toe on the floor" in text
    assert "A warning sign was reported" in text
    assert "Golf, tennis and other twisting sports" in text


def test_the_panel_of_a_draft_leads_to_finishing_it(as_clinician, patient):
    draft = AssignmentFactory(patient=patient, state="draft")
    version = with_plan(draft)
    version.items.update(draft=True, level="not_checked")

    text = text_of(as_clinician.get(url("show_plan", patient)))

    assert "Finish the draft" in text
    assert "Not checked" in text
    assert "Put the draft away" in text


def test_an_own_activity_and_a_relaxed_one_come_back_on_the_page(as_clinician, healthy):
    page = as_clinician.get(url("assign_programme", healthy))
    data = {
        **filled_in(page),
        "save": "1",
        "sit_ups-stance": "limit",
        "sit_ups-minutes": "5",
        "sit_ups-reason": "Strong trunk.",
        "own0-name": "Rowing",
        "own0-stance": "avoid",
        "own0-reason": "The long pull hurts.",
    }

    as_clinician.post(url("assign_programme", healthy), data)
    again = as_clinician.get(url("assign_programme", healthy))

    text = text_of(again)
    assert "Sit-ups (5 min at most)" in text
    assert 'value="Rowing"' in text
    assert 'value="Strong trunk."' in text


def test_the_change_page_begins_from_the_newest_version(as_clinician, healthy, active):
    later = TODAY + timedelta(days=7)
    with_plan(active, number=2, from_on=later)

    page = as_clinician.get(url("change_plan", healthy))

    sheet = page.context["sheet"]
    assert sheet.plan.version.number == 2
    assert sheet.when["start_on"].value() == later


def test_an_exercise_that_may_no_longer_be_done_falls_out_of_a_change(
    as_clinician, healthy, active, clinician
):
    due = (TODAY + timedelta(weeks=11)).isoformat()
    answer(
        healthy, clinician, at=NOW + timedelta(minutes=1), pregnant={"due_date": due}
    )

    page = as_clinician.get(url("change_plan", healthy))

    assert [item.slug for item in page.context["sheet"].draft.items] == ["bird_dog"]
    assert "Knee to chest: left out" in text_of(page)


def test_a_plan_for_next_week_says_when_it_starts(as_clinician, healthy):
    page = as_clinician.get(url("assign_programme", healthy))
    data = {**filled_in(page), "cleared": "on", "start": "1", "start_on": "2026-05-11"}

    response = as_clinician.post(url("assign_programme", healthy), data, follow=True)

    assert "The plan is set. It starts on Mon 11 May 2026." in text_of(response)
