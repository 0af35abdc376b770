"""Something is wrong: what to do now, before anything else."""

import pytest

from programmes.alerts.models import Alert
from programmes.diary.models import SafetyCheck
from programmes.prescribing.models import Hold
from tests.conftest import remembered_as
from tests.factories import NOW, TODAY, ClinicFactory, PatientFactory

URL = "/me/something-wrong/"
QUESTIONS = [
    "rf1_saddle_bladder_bowel",
    "rf2_both_legs",
    "rf9_one_leg_weak",
    "rf3_chest_faint_breath",
    "rf4_trauma",
    "rf5_fever",
    "rf6_calf",
    "rf10_hot_joint",
    "rf7_pregnancy",
    "rf12_weight_night",
    "rf8_changed",
]


def test_the_way_out_stands_on_every_page(phone, version):
    for page in ["", "log/", "progress/", "history/", "more/", "plan/", "pain/now/"]:
        assert f'href="{URL}"' in phone.get(f"/me/{page}").content.decode(), page


def test_the_emergency_number_comes_before_the_questions(phone, version):
    shown = phone.get(URL).content.decode()

    assert shown.index("tel:999") < shown.index("rf1_saddle_bladder_bowel")
    assert shown.count("Not sure</span>") == len(QUESTIONS)


def test_one_tap_is_enough_for_somebody_who_cannot_say(phone, version):
    response = phone.post(URL, {"cannot_say": "1"}, follow=True)

    shown = response.content.decode()
    assert Alert.objects.get().severity == "emergency"
    assert Hold.objects.open().exists()
    assert "tel:999" in shown
    assert "Do not wait for the clinic to answer." in shown
    assert "exercises are paused until a clinician" in shown


def test_each_piece_of_advice_says_what_it_is_for(phone, version):
    shown = phone.post(URL, {"cannot_say": "1"}, follow=True).content.decode()

    for_each = shown[shown.index("What to do for each thing on the list") :]
    question = for_each.index("Is one calf or thigh newly swollen")
    assert question < for_each.index("Do not exercise. Call 111 or your GP today.")
    assert "For the rest of what you told us" not in shown


def test_one_yes_is_enough_to_send(phone, version):
    response = phone.post(URL, {"rf6_calf": "yes"}, follow=True)

    shown = response.content.decode()
    assert response.redirect_chain[-1][0] == "/me/advice/"
    assert "Call 111 or your GP today" in shown
    assert "Is one calf or thigh newly swollen" in shown
    assert SafetyCheck.objects.get().answers == {"rf6_calf": "yes"}


def test_not_sure_has_advice_of_its_own(phone, version):
    shown = phone.post(URL, {"rf2_both_legs": "not_sure"}, follow=True).content.decode()

    assert "Not sure counts" in shown
    assert "tel:111" in shown


def test_all_no_goes_back_to_today(phone, version):
    response = phone.post(URL, dict.fromkeys(QUESTIONS, "no"), follow=True)

    assert response.redirect_chain[-1][0] == "/me/"
    assert "Nothing on this list needs help at once" in response.content.decode()
    assert not Alert.objects.exists()


def test_a_question_left_open_is_asked_again_and_the_rest_is_kept(phone, version):
    answers = dict.fromkeys(QUESTIONS[1:], "no")

    shown = phone.post(URL, answers).content.decode()

    assert "Tap one answer" in shown
    assert shown.count("checked") == len(answers)
    assert not SafetyCheck.objects.exists()


def test_an_untouched_form_is_asked_for_once_not_ten_times(phone, version):
    shown = phone.post(URL, {"send": "1"}).content.decode()

    assert "Nothing is answered yet." in shown
    assert "Tap one answer: no, yes or not sure." not in shown
    assert not SafetyCheck.objects.exists()


def test_an_emergency_always_has_a_number_to_press(db):
    clinic = ClinicFactory(country="us")
    phone = remembered_as(PatientFactory(clinic=clinic))

    shown = phone.post(URL, {"rf9_one_leg_weak": "yes"}, follow=True).content.decode()

    assert "Go to the emergency department now." in shown
    assert "tel:911" in shown


def test_something_changed_keeps_the_plan_open(phone, version):
    phone.post(URL, {"rf8_changed": "yes"})

    shown = phone.get("/me/").content.decode()

    assert not Hold.objects.exists()
    assert "You told us today that something is new" in shown
    assert "1 of 2" in shown


def test_the_advice_uses_the_words_of_the_clinics_country(db):
    clinic = ClinicFactory(country="us", phone="555 0100", urgent_phone="")
    phone = remembered_as(PatientFactory(clinic=clinic))

    shown = phone.post("/me/safety/", {"line": "saddle"}, follow=True).content.decode()

    assert "tel:911" in shown
    assert "999" not in shown
    assert "tel:5550100" in shown
    assert "exercises are paused" not in shown  # there is no programme to pause


@pytest.mark.parametrize(
    ("hour", "says"), [(9, "is open now"), (20, "is closed now, and nobody reads")]
)
def test_the_advice_says_whether_anybody_reads(
    patient, version, monday_morning, hour, says
):
    monday_morning.move_to(f"2026-05-04T{hour:02}:00:00+00:00")
    phone = remembered_as(patient)

    shown = phone.post("/me/safety/", {"line": "chest"}, follow=True).content.decode()

    assert says in shown
    assert "Mon to Fri, 8:00 to 18:00" in shown


def test_a_lesser_answer_never_hides_a_graver_one(phone, version, monday_morning):
    phone.post("/me/safety/", {"line": "saddle"})
    monday_morning.shift(3 * 24 * 3600)

    advice = phone.post(URL, {"rf8_changed": "yes"}, follow=True).content.decode()
    today = phone.get("/me/").content.decode()

    assert advice.index("Call 999 or go to") < advice.index("Tell us what")
    assert "tel:999" in today


def test_once_the_hold_is_closed_only_the_new_answer_counts(
    phone, version, monday_morning
):
    phone.post("/me/safety/", {"line": "saddle"})
    Hold.objects.update(
        closed_at=NOW,
        closed_on=TODAY,
        closed_by=version.assignment.assigned_by,
        outcome="Seen, all clear",
    )
    monday_morning.shift(24 * 3600)

    shown = phone.post(URL, {"rf6_calf": "yes"}, follow=True).content.decode()

    assert "tel:111" in shown
    assert "cauda equina" not in shown


def test_without_any_answer_there_is_no_advice_page(phone, version):
    assert phone.get("/me/advice/")["Location"] == URL
