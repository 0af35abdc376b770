"""What the product says, and what it must never say."""

import json

import pytest

from patients.records.models import Patient
from programmes.library.texts import read_texts

BANNED = [
    "physio flex",  # a supplement's brand
    "thera-band",
    "theraband",
    "side-effect free",
    "side effect free",
    "side-effect-free",
    "pain-free and happier",
    "natural",
    "cure",
    "guarantee",
    "easily managed",
]


def sentences(data, skip=("sources", "screening", "swaps", "manifest")):
    """Yield every text that may reach a reader, apart from citations and rules."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for value in data:
            yield from sentences(value)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in skip:
                yield from sentences(value)


@pytest.fixture(scope="session")
def texts(shipped):
    return read_texts(shipped)


@pytest.mark.parametrize("phrase", BANNED)
def test_no_brand_and_no_empty_promise_stands_in_the_content(shipped, phrase):
    assert [each for each in sentences(shipped) if phrase in each.lower()] == []


def test_no_brand_stands_in_the_sources_either(shipped):
    cited = json.dumps(shipped["sources"]).lower()

    assert "physio flex" not in cited
    assert "thera-band" not in cited


@pytest.mark.parametrize(
    "american",
    [" color", "favorite", "center ", "exercize", "labor ", "program ", "gray "],
)
def test_the_content_is_written_in_british_spelling(shipped, american):
    assert [each for each in sentences(shipped) if american in each.lower()] == []


def test_the_seven_causes_are_those_a_patient_can_be_registered_with(texts):
    registered = set(Patient.Cause.values) - {Patient.Cause.OTHER}

    assert {cause.slug for cause in texts.causes} == registered
    assert len(texts.causes) == 7


def test_the_relaxin_account_stands_beside_a_reassuring_text(texts):
    pregnancy = texts.cause("pregnancy")

    assert "relaxin" in pregnancy.text
    assert "strong and stable" in pregnancy.reassurance


def test_the_apparent_contradiction_is_explained_on_both_sides(shipped):
    rolls = shipped["exercises"]["exercises"][1]
    sports = shipped["activities"]["activities"][4]

    assert "golf" in rolls["note"]
    assert "slow knee rolls" in sports["why"]


def test_supplements_are_what_the_article_says_and_nothing_we_recommend(texts):
    supplements = next(each for each in texts.self_care if each.slug == "supplements")

    assert supplements.text.startswith("The article behind this programme says")
    assert "do not recommend" in supplements.text
    assert "pharmacist" in supplements.caution


def test_remarks_about_the_advice_are_not_shown_to_patients(texts):
    shown = [*(each.text for each in texts.self_care)]
    shown += [each.caution for each in texts.self_care]
    sitting = next(each for each in texts.self_care if "sitting" in each.slug)

    assert not [text for text in shown if "default" in text]
    assert sitting.for_clinician == "The 30 minutes are our default."


def test_the_evidence_is_stated_honestly(texts):
    evidence = texts.programme.evidence

    assert "together with other care" in evidence
    assert "by itself did not ease the pain" in evidence


def test_there_are_the_three_gates(texts):
    assert [gate.slug for gate in texts.gates] == [
        "consult_doctor",
        "be_gentle",
        "be_consistent",
    ]


def test_everything_shown_keeps_its_source(texts):
    shown = [*texts.gates, *texts.causes, *texts.self_care]

    assert all(each.source for each in shown)


def test_the_articles_dose_says_only_what_the_article_says(shipped):
    for exercise in shipped["exercises"]["exercises"]:
        dose = exercise["source_dose"]

        assert dose["hold_s"]
        assert [dose["sets"], dose["reps"], dose["frequency"]] == [None] * 3


@pytest.mark.parametrize(
    ("slug", "hold"),
    [
        ("knee_to_chest", [30, 40]),
        ("trunk_rotation", [4, 5]),
        ("hip_abduction", [5, 10]),
        ("bird_dog", [5, 10]),
    ],
)
def test_the_articles_holds_are_kept_as_they_are(shipped, slug, hold):
    exercise = next(
        each for each in shipped["exercises"]["exercises"] if each["slug"] == slug
    )

    assert exercise["source_dose"]["hold_s"] == hold


def words_per_sentence(text):
    parts = [part for part in text.replace("?", ".").split(".") if part.strip()]
    return max(len(part.split()) for part in parts)


def test_patients_read_short_sentences(texts, shipped):
    flags = shipped["red_flags"]["questions"]
    read = [
        *(gate.text for gate in texts.gates),
        *(cause.text for cause in texts.causes),
        *(each.text for each in texts.self_care),
        *(step for each in shipped["exercises"]["exercises"] for step in each["steps"]),
        *(each["why"] for each in shipped["activities"]["activities"]),
        *(advice["text"] for each in flags for advice in each["advice"].values()),
    ]

    assert [text for text in read if words_per_sentence(text) > 27] == []
