"""Which conditions follow from answers and dates, as tables."""

from datetime import UTC, date, datetime, timedelta

import pytest

from programmes.screening.facts import (
    AGE,
    CLEARANCE,
    COMPLICATION,
    NO,
    NOT_SURE,
    YES,
    Answered,
    find_facts,
)

TODAY = date(2026, 11, 23)
ADULT = date(1980, 1, 1)


def days_ago(days):
    return (TODAY - timedelta(days=days)).isoformat()


def weeks_ago(weeks, days=0):
    return days_ago(weeks * 7 + days)


@pytest.fixture
def facts(book, questions):
    """Find facts for somebody who said no to all but the answers given."""

    def find(*, only=None, birth_date=ADULT, on=TODAY, at=None, cleared=True, **given):
        answers = {} if only else {q.slug: Answered(NO) for q in questions.questions}
        for slug, details in (only or given).items():
            answers[slug] = (
                Answered(YES, details) if isinstance(details, dict) else details
            )
        return find_facts(
            book,
            questions,
            answers,
            birth_date=birth_date,
            on=on,
            at=at,
            clearance_recorded=cleared,
        )

    return find


def test_a_no_to_everything_leaves_nothing_active_and_nothing_open(facts):
    found = facts()

    assert found.active == frozenset()
    assert found.undecided == {}


def test_no_answers_at_all_leave_every_question_open(book, questions):
    found = find_facts(
        book, questions, {}, birth_date=ADULT, on=TODAY, clearance_recorded=True
    )

    assert found.active == frozenset()
    assert found.undecided.keys() == {q.slug for q in questions.questions}


def test_a_plain_yes_makes_its_condition_active(facts, questions):
    for question in questions.questions:
        if question.rule == "plain" and not question.only_if:
            assert facts(**{question.slug: {}}).active == set(question.conditions)


@pytest.mark.parametrize("value", [NOT_SURE, "perhaps", ""])
def test_anything_but_yes_and_no_leaves_a_question_open(facts, value):
    found = facts(fever_unwell=Answered(value))

    assert found.active == frozenset()
    assert found.undecided == {"fever_unwell": {"infection_fever"}}


@pytest.mark.parametrize(
    ("born", "under_16"),
    [
        (date(2010, 11, 24), True),
        (date(2010, 11, 23), False),
        (date(2010, 11, 22), False),
        (date(2026, 11, 23), True),
    ],
)
def test_age_is_counted_in_whole_years(facts, born, under_16):
    assert (AGE in facts(birth_date=born).active) is under_16


@pytest.mark.parametrize("born", [None, date(2027, 1, 1)])
def test_an_unknown_or_impossible_birth_date_leaves_age_open(facts, born):
    assert facts(birth_date=born).undecided == {AGE: {AGE}}


def test_without_a_recorded_clearance_the_programme_is_not_cleared(facts):
    assert facts(cleared=False).active == {CLEARANCE}


def weeks_pregnant(weeks, days):
    """Return the due date of somebody this many weeks and days pregnant today."""
    return (TODAY + timedelta(days=280 - weeks * 7 - days)).isoformat()


@pytest.mark.parametrize(
    ("weeks", "days", "condition"),
    [
        (0, 0, "pregnancy_t1"),
        (13, 6, "pregnancy_t1"),
        (14, 0, "pregnancy_14_15w"),
        (15, 6, "pregnancy_14_15w"),
        (16, 0, "pregnancy_16_27w"),
        (27, 6, "pregnancy_16_27w"),
        (28, 0, "pregnancy_ge28w"),
        (40, 0, "pregnancy_ge28w"),
        (45, 0, "pregnancy_ge28w"),
    ],
)
def test_weeks_of_pregnancy_are_counted_from_the_due_date(
    facts, weeks, days, condition
):
    found = facts(pregnant={"due_date": weeks_pregnant(weeks, days)})

    assert found.active == {condition}
    assert found.undecided == {}


def test_a_pregnancy_moves_to_its_next_row_as_days_pass(facts):
    answer = {"due_date": weeks_pregnant(27, 6)}

    tomorrow = facts(pregnant=answer, on=TODAY + timedelta(days=1))

    assert tomorrow.active == {"pregnancy_ge28w"}


def test_a_very_new_pregnancy_counts_as_the_first_weeks(facts):
    found = facts(pregnant={"due_date": (TODAY + timedelta(days=300)).isoformat()})

    assert found.active == {"pregnancy_t1"}


@pytest.mark.parametrize(
    "details",
    [
        {},
        {"due_date": "soon"},
        {"due_date": 20261123},
        {"due_date": (TODAY + timedelta(days=301)).isoformat()},
    ],
)
def test_a_pregnancy_without_a_possible_due_date_is_open(facts, details):
    found = facts(pregnant=details)

    assert found.active == frozenset()
    assert "pregnancy_ge28w" in found.undecided["pregnant"]


def test_questions_about_a_pregnancy_need_no_answer_without_one(facts, questions):
    answers = {
        q.slug: Answered(NO) for q in questions.questions if q.only_if != "pregnant"
    }

    assert facts(only=answers).undecided == {}


def test_questions_about_a_pregnancy_stay_open_while_it_is_not_known(facts, questions):
    answers = {
        q.slug: Answered(NO) for q in questions.questions if q.only_if != "pregnant"
    }
    answers["pregnant"] = Answered(NOT_SURE)

    assert facts(only=answers).undecided.keys() == {
        "pregnant",
        "pregnancy_warning_signs",
        "pregnancy_told_of",
    }


@pytest.mark.parametrize(
    ("kind", "days", "active"),
    [
        ("vaginal", 0, {"postpartum_lt6w"}),
        ("vaginal", 41, {"postpartum_lt6w"}),
        ("vaginal", 42, {"postpartum_6_11w"}),
        ("vaginal", 83, {"postpartum_6_11w"}),
        ("vaginal", 84, set()),
        ("caesarean", 0, {"postpartum_csection_lt12w"}),
        ("caesarean", 83, {"postpartum_csection_lt12w"}),
        ("caesarean", 84, set()),
    ],
)
def test_weeks_after_a_birth(facts, kind, days, active):
    found = facts(gave_birth={"baby_birth_date": days_ago(days), "birth_type": kind})

    assert found.active == active
    assert found.undecided == {}


@pytest.mark.parametrize(
    ("details", "open_for"),
    [
        (
            {"baby_birth_date": days_ago(3)},
            {"postpartum_lt6w", "postpartum_csection_lt12w"},
        ),
        (
            {"baby_birth_date": days_ago(50)},
            {"postpartum_6_11w", "postpartum_csection_lt12w"},
        ),
        (
            {"birth_type": "vaginal"},
            {
                "postpartum_lt6w",
                "postpartum_6_11w",
                "postpartum_csection_lt12w",
                COMPLICATION,
            },
        ),
        (
            {"birth_type": "vaginal", "baby_birth_date": days_ago(-2)},
            {
                "postpartum_lt6w",
                "postpartum_6_11w",
                "postpartum_csection_lt12w",
                COMPLICATION,
            },
        ),
    ],
)
def test_a_birth_not_fully_told_is_open(facts, details, open_for):
    # An unknown pressure keeps the pregnancy rule from settling by itself.
    found = facts(gave_birth=details, blood_pressure={"systolic": 150})

    assert found.undecided.get("gave_birth") == open_for


@pytest.mark.parametrize(
    ("approach", "weeks", "days", "active"),
    [
        ("posterior", 11, 6, {"hip_replacement_posterior_lt12w"}),
        ("lateral", 11, 6, {"hip_replacement_posterior_lt12w"}),
        ("unknown", 0, 0, {"hip_replacement_posterior_lt12w"}),
        (None, 5, 0, {"hip_replacement_posterior_lt12w"}),
        ("anterior", 11, 6, {"hip_replacement_anterior_lt12w"}),
        ("anterior", 12, 0, {"hip_replacement_ge12w"}),
        ("posterior", 12, 0, {"hip_replacement_ge12w"}),
        (None, 900, 0, {"hip_replacement_ge12w"}),
    ],
)
def test_a_hip_replacement_by_weeks_and_approach(facts, approach, weeks, days, active):
    details = {"operation_date": weeks_ago(weeks, days), "approach": approach}

    assert facts(hip_replacement=details).active == active


OPERATIONS = [
    ("recent_operation", "knee_replacement_date", "knee_replacement_lt12w", 12),
    ("recent_operation", "hip_operation_date", "hip_surgery_other_lt12w", 12),
    ("recent_operation", "spine_operation_date", "spine_decompression_lt12w", 12),
    ("heart_or_stroke", "event_date", "cardiac_event_or_surgery_lt12w", 12),
    ("hernia_or_tummy_operation", "operation_date", "abdominal_or_hernia", 8),
    ("pacemaker", "implant_date", "pacemaker_icd_lt6w", 6),
]


@pytest.mark.parametrize(("question", "detail", "condition", "weeks"), OPERATIONS)
def test_an_operation_counts_until_its_weeks_are_complete(
    facts, question, detail, condition, weeks
):
    last_day = facts(**{question: {detail: weeks_ago(weeks, -1)}})
    day_after = facts(**{question: {detail: weeks_ago(weeks)}})

    assert last_day.active == {condition}
    assert condition not in day_after.active


@pytest.mark.parametrize(("question", "detail", "condition", "weeks"), OPERATIONS)
def test_an_operation_still_to_come_leaves_the_question_open(
    facts, question, detail, condition, weeks
):
    found = facts(**{question: {detail: days_ago(-1)}})

    assert condition in found.undecided[question]


def test_a_pacemaker_is_stable_from_six_weeks(facts):
    assert facts(pacemaker={"implant_date": weeks_ago(6)}).active == {
        "pacemaker_icd_stable"
    }


def test_two_operations_are_both_kept(facts):
    details = {
        "knee_replacement_date": weeks_ago(3),
        "spine_operation_date": weeks_ago(4),
    }

    assert facts(recent_operation=details).active == {
        "knee_replacement_lt12w",
        "spine_decompression_lt12w",
    }


def test_a_yes_without_a_date_holds_where_the_rule_asks_only_for_a_yes(facts):
    assert facts(heart_or_stroke={}).active == {"cardiac_event_or_surgery_lt12w"}
    assert facts(hernia_or_tummy_operation={}).active == {"abdominal_or_hernia"}


def test_a_yes_without_a_date_is_open_where_the_rule_needs_the_date(facts):
    assert facts(recent_operation={}).undecided["recent_operation"] == {
        "knee_replacement_lt12w",
        "hip_surgery_other_lt12w",
        "spine_decompression_lt12w",
    }
    assert facts(pacemaker={}).undecided["pacemaker"] == {
        "pacemaker_icd_lt6w",
        "pacemaker_icd_stable",
    }


def test_a_hernia_counts_however_long_ago_the_operation_was(facts):
    details = {"unrepaired_hernia": True, "operation_date": weeks_ago(50)}

    assert facts(hernia_or_tummy_operation=details).active == {"abdominal_or_hernia"}


@pytest.mark.parametrize(
    ("weeks", "union", "active"),
    [
        (3, "no", "spine_or_si_fusion_lt12w"),
        (3, "yes", "spine_or_si_fusion_lt12w"),
        (11, "yes", "spine_or_si_fusion_lt12w"),
        (12, "no", "spine_or_si_fusion_lt12w"),
        (12, "not_sure", "spine_or_si_fusion_lt12w"),
        (200, None, "spine_or_si_fusion_lt12w"),
        (12, "yes", "spine_or_si_fusion_united"),
    ],
)
def test_a_fusion_counts_as_new_until_union_is_recorded(facts, weeks, union, active):
    details = {"operation_date": weeks_ago(weeks), "union_recorded": union}

    assert facts(fusion=details).active == {active}


def test_a_fusion_without_a_date_is_open(facts):
    found = facts(fusion={"union_recorded": "yes"})

    assert found.undecided["fusion"] == {
        "spine_or_si_fusion_lt12w",
        "spine_or_si_fusion_united",
    }


NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "active"),
    [
        (0, True),
        (48 * 60, True),
        (48 * 60 + 59, True),  # 48 completed hours
        (49 * 60, False),
    ],
)
def test_an_injection_counts_for_48_completed_hours(facts, minutes, active):
    at = NOW - timedelta(minutes=minutes)

    found = facts(joint_injection={"injection_at": at.isoformat()}, at=NOW)

    assert found.active == ({"si_injection_48h"} if active else set())


def test_without_a_time_an_injection_counts_through_the_day_it_wears_off(facts):
    details = {"injection_at": "2026-11-21T08:00:00+00:00"}

    assert facts(joint_injection=details, on=date(2026, 11, 23)).active
    assert not facts(joint_injection=details, on=date(2026, 11, 24)).active


@pytest.mark.parametrize(
    "details",
    [
        {},
        {"injection_at": "noon"},
        {"injection_at": (NOW + timedelta(hours=1)).isoformat()},
    ],
)
def test_an_injection_without_a_possible_time_is_open(facts, details):
    found = facts(joint_injection=details, at=NOW)

    assert found.undecided == {"joint_injection": {"si_injection_48h"}}


@pytest.mark.parametrize(
    ("upper", "lower", "active"),
    [
        (159, 99, None),
        (160, 70, "bp_160_179"),
        (120, 100, "bp_160_179"),
        (179, 109, "bp_160_179"),
        (180, 70, "bp_ge180_110"),
        (120, 110, "bp_ge180_110"),
        (165, 112, "bp_ge180_110"),
        (180, None, "bp_ge180_110"),
        (None, 100, "bp_160_179"),
        (None, 80, None),
    ],
)
def test_either_number_is_enough_and_the_higher_band_wins(facts, upper, lower, active):
    found = facts(blood_pressure={"systolic": upper, "diastolic": lower})

    assert found.active == ({active} if active else set())
    assert found.undecided == {}


def test_told_of_high_pressure_without_a_number_is_open(facts):
    assert facts(blood_pressure={}).undecided == {
        "blood_pressure": {"bp_ge180_110", "bp_160_179"}
    }


def test_not_measured_and_never_told_it_is_high_is_an_answer(facts):
    assert facts(blood_pressure=Answered(NO)).undecided == {}


PREGNANT = {"pregnant": {"due_date": weeks_pregnant(20, 0)}}


def born(weeks, days=0, kind="vaginal"):
    details = {"baby_birth_date": weeks_ago(weeks, days), "birth_type": kind}
    return {"gave_birth": details}


@pytest.mark.parametrize(
    ("expecting", "upper", "lower", "complicated"),
    [
        (PREGNANT, 139, 89, False),
        (PREGNANT, 140, 70, True),
        (PREGNANT, 120, 90, True),
        (PREGNANT, None, 90, True),
        (born(5, 6), 140, 70, True),
        (born(5, 6, "caesarean"), 140, 70, True),
        (born(6), 150, 95, False),
        ({}, 150, 95, False),
    ],
)
def test_raised_pressure_complicates_a_pregnancy_and_the_weeks_after(
    facts, expecting, upper, lower, complicated
):
    found = facts(**expecting, blood_pressure={"systolic": upper, "diastolic": lower})

    assert (COMPLICATION in found.active) is complicated


def test_an_unknown_pressure_in_pregnancy_leaves_the_complication_open(facts):
    found = facts(**PREGNANT, blood_pressure=Answered(NOT_SURE))

    assert COMPLICATION in found.undecided["blood_pressure"]


def test_an_unknown_pregnancy_with_raised_pressure_leaves_it_open(facts):
    found = facts(pregnant=Answered(NOT_SURE), blood_pressure={"systolic": 150})

    assert COMPLICATION in found.undecided["pregnant"]


@pytest.mark.parametrize(
    ("details", "active"),
    [
        ({"height_cm": 200, "weight_kg": 120}, True),  # exactly 30
        ({"height_cm": 200, "weight_kg": 119}, False),
        ({}, True),
        ({"height_cm": 160}, True),
    ],
)
def test_the_body_mass_index_is_worked_out_where_it_can_be(facts, details, active):
    assert ("obesity" in facts(body_weight=details).active) is active


@pytest.mark.parametrize(
    ("question", "details", "active"),
    [
        ("bone_strength", {"which": ["thin_bones"]}, {"osteoporosis"}),
        ("bone_strength", {"which": ["steroids"]}, {"long_term_steroids"}),
        (
            "bone_strength",
            {"which": ["thin_bones", "spine_fracture"]},
            {"vertebral_fragility_fracture"},
        ),
        ("axial_spa", {"which": "not_fused"}, {"axspa_stable"}),
        ("axial_spa", {"which": "fused"}, {"axspa_stable", "axspa_ankylosed"}),
        ("gout_or_hot_joint", {"which": "hot_now"}, {"gout_flare"}),
        ("gout_or_hot_joint", {"which": "quiet"}, {"gout_intercritical"}),
        (
            "steady_leg_symptoms",
            {"which": ["below_knee", "walking"]},
            {"radiculopathy_stable", "spinal_stenosis"},
        ),
        ("cancer", {"which": "settled"}, {"cancer_history_stable"}),
        ("cancer", {"which": "both"}, {"active_cancer", "cancer_new_pain"}),
        ("sore_places", {"which": ["hands"]}, {"wrist_pain"}),
        ("band_risk", {"which": ["latex"]}, {"latex_allergy"}),
        ("band_risk", {"which": ["latex"], "latex_free_band": True}, set()),
        (
            "band_risk",
            {"which": ["cracked_band"], "latex_free_band": True},
            {"fragile_skin_or_band_risk"},
        ),
    ],
)
def test_a_choice_tells_which_conditions_are_meant(facts, question, details, active):
    found = facts(**{question: details})

    assert found.active == active
    assert found.undecided == {}


@pytest.mark.parametrize("chosen", [None, [], "not_sure", ["latex", "feathers"]])
def test_a_choice_not_made_or_not_known_leaves_the_question_open(
    facts, questions, chosen
):
    for slug in ("cancer", "axial_spa", "band_risk"):
        found = facts(**{slug: {"which": chosen}})

        assert found.undecided == {slug: set(questions.question(slug).conditions)}
