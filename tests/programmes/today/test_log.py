"""Three taps log a session; what was typed is never lost."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from programmes.diary.models import RefusedEntry, RestingPain, SafetyCheck, Session
from programmes.prescribing.models import Assignment, Hold
from tests.conftest import remembered_as
from tests.factories import (
    NOW,
    TODAY,
    HoldFactory,
    PatientFactory,
    RestingPainFactory,
    SafetyCheckFactory,
    SessionFactory,
    with_plan,
)

URL = "/me/log/"
DAY = timedelta(days=1)


def sent(version, **changes):
    fields = {
        "client_uuid": str(uuid4()),
        "version": str(version.pk),
        "on": TODAY.isoformat(),
        "worst": "4",
    }
    return fields | changes


def test_three_taps_log_a_session(phone, patient, version):
    SafetyCheckFactory(patient=patient)
    RestingPainFactory(patient=patient, pain=3)
    today = phone.get("/me/").content.decode()

    link = re.search(r'btn go" href="([^"]+)"', today)[1]  # tap 1: done as planned
    form = phone.get(link).content.decode()
    hidden = dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    )
    response = phone.post(URL, hidden | {"worst": "5"})  # taps 2 and 3: pain, save
    saved = phone.get(response["Location"]).content.decode()

    session = Session.objects.get()
    assert response["Location"] == f"/me/sessions/{session.pk}/"
    assert (session.worst_pain, session.as_planned, session.version) == (
        5,
        True,
        version,
    )
    assert session.before.pain == 3
    assert "Your clinic sees it" in saved
    assert "Is any of this new" not in form


def test_the_form_chooses_no_pain(phone, version):
    form = phone.get(f"{URL}?plan={version.pk}").content.decode()

    assert 'name="worst"' in form
    assert "checked" not in form


def test_a_double_tap_is_one_session(phone, version):
    fields = sent(version)

    first = phone.post(URL, fields)
    again = phone.post(URL, fields)

    assert first["Location"] == again["Location"]
    assert Session.objects.count() == 1


def test_the_same_form_with_another_answer_leads_to_what_is_saved(phone, version):
    fields = sent(version)
    phone.post(URL, fields)

    response = phone.post(URL, fields | {"worst": "9"}, follow=True)

    assert "saved before, with other answers" in response.content.decode()
    assert Session.objects.get().worst_pain == 4
    assert RefusedEntry.objects.get().payload["worst_pain"] == 9


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("worst", "11", "“11” is not on the scale"),
        ("worst", "", "Choose a number from 0 to 10"),
        ("worst", "five", "“five” is not on the scale"),
        ("on", "2026-05-05", "still to come"),
        ("on", "2026-02-31", "There is no such day"),
        ("on", "2026-04-03", "too long ago"),
        ("on", "2026-04-05", "programme started on Mon 6 Apr"),
        ("note", "x" * 10_000, "The note has 10000 characters"),
        ("note", "a\x00b", "cannot be saved"),
        ("client_uuid", "no-uuid", "This page is out of date"),
    ],
)
def test_bad_input_is_answered_and_the_rest_is_kept(phone, version, field, typed, says):
    fields = sent(version, note="My knee clicked.")

    response = phone.post(URL, fields | {field: typed})

    shown = response.content.decode()
    assert response.status_code == 200
    assert says in shown
    assert not Session.objects.exists()
    if field == "note":
        assert typed[:1000].replace("\x00", "") in shown.replace("\x00", "")
    else:
        assert "My knee clicked." in shown


def test_a_note_may_hold_any_writing(phone, version):
    note = "مرحبا 😀 <b>not bold</b>"

    response = phone.post(URL, sent(version, note=note), follow=True)

    assert Session.objects.get().note == note
    assert "&lt;b&gt;not bold&lt;/b&gt;" in response.content.decode()


def test_a_plan_that_ended_meanwhile_is_said_and_nothing_typed_is_lost(phone, version):
    Assignment.objects.update(
        state="ended", ended_at=NOW, ended_on=TODAY - DAY, ended_reason="Done"
    )

    response = phone.post(URL, sent(version, note="Last one"))

    shown = response.content.decode()
    assert "The programme ended on Sun 3 May" in shown
    assert "Your answers are still here." in shown
    assert "Last one" in shown
    assert not Session.objects.exists()


def test_a_day_that_does_not_exist_stays_in_its_field(phone, version):
    fields = sent(version, how="planned") | {"on": "31/02/2026"}

    shown = phone.post("/me/log/missed/", fields).content.decode()

    field = re.search(r'<input[^>]*name="on"[^>]*>', shown)[0]
    assert 'value="31/02/2026"' in field
    assert 'type="text"' in field


def test_a_day_to_choose_opens_the_phones_own_picker(phone, version):
    shown = phone.get("/me/log/missed/").content.decode()

    assert 'type="date"' in re.search(r'<input[^>]*name="on"[^>]*>', shown)[0]


def test_a_second_session_of_a_day_is_named_as_one_before_and_after(phone, version):
    before = phone.get(URL).content.decode()
    first = phone.post(URL, sent(version), follow=True).content.decode()

    again = phone.get(URL).content.decode()
    second = phone.post(URL, sent(version), follow=True).content.decode()

    assert "Save a second session" not in before
    assert "more than one session" not in first
    assert "You have already saved a session today." in again
    assert "Save a second session" in again
    assert "Did you save the same one twice?" in second
    assert Session.objects.count() == 2


def test_errors_are_listed_in_the_order_of_the_page(phone, version):
    fields = sent(version, worst="")

    shown = phone.post(f"{URL}some/", fields).content.decode()

    exercise = shown.index("Say how at least one exercise went.")
    assert exercise < shown.index("Choose a number from 0 to 10.")


def test_a_plan_that_changed_meanwhile_keeps_the_version_that_was_seen(phone, version):
    with_plan(version.assignment, number=2, from_on=TODAY)

    phone.post(URL, sent(version))

    assert Session.objects.get().version == version


def test_without_a_programme_the_page_says_so(phone, patient):
    response = phone.post(
        URL, {"client_uuid": str(uuid4()), "on": TODAY.isoformat(), "worst": "3"}
    )

    assert "There is no programme yet" in response.content.decode()


@pytest.mark.parametrize("url", [URL, f"{URL}some/"])
def test_without_exercises_the_page_counts_none(phone, patient, url):
    shown = phone.get(url).content.decode()

    assert "0 exercises" not in shown
    assert "Say how each exercise went" not in shown


def test_a_session_done_is_saved_while_the_plan_is_on_hold(phone, version):
    HoldFactory(assignment=version.assignment)

    phone.post(URL, sent(version))

    assert Session.objects.exists()


def test_the_list_is_asked_with_the_log_when_it_is_still_open(phone, version):
    form = phone.get(URL).content.decode()

    response = phone.post(URL, sent(version, safe="none", before="2"))

    assert "None of these" in form
    assert "Pain before you started" in form
    session = Session.objects.get()
    assert session.check_made == SafetyCheck.objects.get(flagged=False)
    assert session.before.pain == 2
    assert "One more question" not in phone.get(response["Location"]).content.decode()


def test_a_list_left_open_never_keeps_a_session_from_being_saved(phone, version):
    response = phone.post(URL, sent(version))

    assert Session.objects.exists()
    assert "One more question" in phone.get(response["Location"]).content.decode()


@pytest.mark.parametrize("answer", [{"safe": "some"}, {"line": ["fever"]}])
def test_a_yes_with_the_log_saves_the_session_and_stops_the_programme(
    phone, version, answer
):
    response = phone.post(URL, sent(version, **answer))

    assert response["Location"] == "/me/advice/"
    assert Session.objects.get().check_made.flagged
    assert Hold.objects.open().exists()


def test_a_yes_is_kept_even_when_the_session_is_refused(phone, version):
    phone.post(URL, sent(version, on="2026-05-09", safe="some"))

    assert not Session.objects.exists()
    assert Hold.objects.open().exists()


def test_some_of_it_is_said_exercise_by_exercise(phone, version):
    one, two, *_rest = version.items.order_by("order")
    fields = sent(version) | {
        f"item_{one.pk.hex}": "done",
        f"item_{two.pk.hex}": "stopped",
    }

    phone.post("/me/log/some/", fields)

    session = Session.objects.get()
    assert not session.as_planned
    assert {each.item: each.state for each in session.items.all()} == {
        one: "done",
        two: "stopped",
    }


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("", "Say how at least one exercise went"),
        ("skipped", "nothing to save"),
        ("dreamt", "Tap one of the answers"),
    ],
)
def test_none_of_it_is_no_session(phone, version, state, says):
    states = {f"item_{item.pk.hex}": state for item in version.items.all()}

    response = phone.post("/me/log/some/", sent(version) | states)

    assert says in response.content.decode()
    assert not Session.objects.exists()


def test_an_exercise_stopped_because_of_pain_has_advice(phone, version):
    one, *_ = version.items.all()
    fields = sent(version) | {f"item_{one.pk.hex}": "stopped"}

    shown = phone.post(f"{URL}some/", fields, follow=True).content.decode()

    assert "Stopping because of pain was right." in shown


def test_a_missed_day_is_marked_as_added_later(phone, version):
    response = phone.post(
        "/me/log/missed/",
        {
            "client_uuid": str(uuid4()),
            "on": "2026-05-01",
            "how": "some",
            "worst": "0",
            "before": "1",
        },
    )

    session = Session.objects.get()
    assert (session.mode, session.as_planned, session.worst_pain) == (
        "backfilled",
        False,
        0,
    )
    assert RestingPain.objects.get().local_date == session.local_date
    assert "added later" in phone.get(response["Location"]).content.decode()


def test_a_missed_day_asks_for_what_is_missing(phone, version):
    response = phone.post("/me/log/missed/", {"client_uuid": str(uuid4())})

    shown = response.content.decode()
    assert "Choose the day" in shown
    assert "Choose one of the two" in shown
    assert "Choose a number from 0 to 10" in shown


def test_a_mistake_is_fixed_and_the_history_kept(phone, patient, version):
    wrong = SessionFactory(version=version, worst_pain=8, received_at=NOW)
    form = phone.get(f"/me/sessions/{wrong.pk}/fix/").content.decode()

    response = phone.post(
        f"/me/sessions/{wrong.pk}/fix/",
        sent(version, worst="3", how="planned", before="2"),
        follow=True,
    )

    assert 'value="8" id="id_worst_8" required checked' in form
    assert "Your change is saved" in response.content.decode()
    right = Session.objects.current().get()
    assert (right.worst_pain, right.supersedes) == (3, wrong)
    assert right.before.pain == 2


def test_pain_before_a_session_of_long_ago_is_refused_at_its_field(phone, version):
    wrong = SessionFactory(
        version=version, local_date=TODAY - 33 * DAY, received_at=NOW - 5 * DAY
    )

    answer = phone.post(
        f"/me/sessions/{wrong.pk}/fix/",
        sent(version, how="planned", worst="9", before="7"),
    )

    assert "That is too long ago" in answer.content.decode()
    assert Session.objects.get() == wrong


def test_the_worst_pain_is_fixed_with_two_taps(phone, version):
    one = version.items.first()
    phone.post(
        "/me/log/some/", sent(version, note="Kept") | {f"item_{one.pk.hex}": "partly"}
    )
    wrong = Session.objects.get()
    shown = phone.get(f"/me/sessions/{wrong.pk}/fix/").content.decode()  # tap 1
    uuid = re.search(r'name="client_uuid" value="([^"]+)"', shown)[1]

    phone.post(
        f"/me/sessions/{wrong.pk}/fix/",
        {"quick": "1", "client_uuid": uuid, "worst": "7"},  # tap 2
    )

    right = Session.objects.current().get()
    assert (right.worst_pain, right.note, right.as_planned) == (7, "Kept", False)
    assert [each.state for each in right.items.all()] == ["partly"]


def test_a_quick_fix_off_the_scale_is_asked_again(phone, version):
    wrong = SessionFactory(version=version, received_at=NOW)

    response = phone.post(
        f"/me/sessions/{wrong.pk}/fix/",
        {"quick": "1", "client_uuid": str(uuid4()), "worst": "11"},
    )

    assert "“11” is not on the scale" in response.content.decode()
    assert Session.objects.get() == wrong


def test_a_session_fixed_meanwhile_leads_to_the_history(phone, version):
    wrong = SessionFactory(version=version, received_at=NOW)
    url = f"/me/sessions/{wrong.pk}/fix/"
    phone.post(url, sent(version, how="planned"))

    response = phone.post(url, sent(version, how="planned", worst="7"), follow=True)

    assert "changed meanwhile" in response.content.decode()
    assert response.redirect_chain[-1][0] == "/me/history/"


def test_a_session_is_removed_in_two_taps(phone, version):
    session = SessionFactory(version=version, received_at=NOW)
    asked = phone.get(f"/me/sessions/{session.pk}/remove/")

    response = phone.post(f"/me/sessions/{session.pk}/remove/", follow=True)

    assert "Remove this session?" in asked.content.decode()
    assert not Session.objects.current().exists()
    assert "The session is removed" in response.content.decode()


def test_an_old_session_is_left_to_the_clinic(phone, version):
    old = SessionFactory(version=version, received_at=NOW - 8 * DAY)

    response = phone.post(f"/me/sessions/{old.pk}/remove/", follow=True)

    assert "more than 7 days ago" in response.content.decode()
    assert Session.objects.current().get() == old


@pytest.mark.parametrize("page", ["", "fix/", "remove/"])
def test_somebody_elses_session_is_not_found(phone, version, page):
    theirs = remembered_as(PatientFactory(clinic=version.clinic))
    session = SessionFactory(version=version)

    assert theirs.get(f"/me/sessions/{session.pk}/{page}").status_code == 404
    assert phone.get(f"/me/sessions/{session.pk}/{page}").status_code == 200


def test_an_unknown_plan_in_the_address_is_ignored(phone, version):
    assert phone.get(f"{URL}?plan=nonsense").status_code == 200
    assert phone.get(f"{URL}?plan={uuid4()}").status_code == 200
