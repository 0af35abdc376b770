"""The pictures: one for every pose, with words, small, and kept by caches."""

import math
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse
from django.utils import translation

from programmes.library import figures
from programmes.library.figures import body, drawing
from programmes.library.figures.words import WORDS

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = [(slug, mode) for slug in sorted(WORDS) for mode in WORDS[slug].shows]


def test_every_exercise_and_activity_has_its_pictures(shipped):
    drawn = {slug: set(figures.modes(slug)) for slug in figures.known()}

    for exercise in shipped["exercises"]["exercises"]:
        assert drawn[exercise["figure"]] == {"start", "end"}
    for activity in shipped["activities"]["activities"]:
        assert drawn[activity["figure"]] == {"single"}


def test_the_words_of_a_picture_are_the_ones_in_the_content(shipped):
    for exercise in shipped["exercises"]["exercises"]:
        shows = WORDS[exercise["figure"]].shows
        assert (exercise["alt_start"], exercise["alt_end"]) == (
            shows["start"],
            shows["end"],
        )
    for activity in shipped["activities"]["activities"]:
        assert activity["alt"] == WORDS[activity["figure"]].shows["single"]


def test_every_figure_has_words_for_every_pose():
    assert {slug: tuple(words.shows) for slug, words in WORDS.items()} == {
        slug: figures.modes(slug) for slug in figures.known()
    }


@pytest.mark.parametrize(("slug", "mode"), PICTURES)
def test_a_picture_is_well_formed_named_and_described(slug, mode):
    root = ET.fromstring(figures.file(slug, mode))  # noqa: S314

    names = root.attrib["aria-labelledby"].split()
    ids = {each.attrib["id"]: each.text for each in root if "id" in each.attrib}
    assert root.attrib["role"] == "img"
    assert [ids[name] for name in names] == [
        str(WORDS[slug].title),
        str(WORDS[slug].shows[mode]),
    ]


@pytest.mark.parametrize(("slug", "mode"), PICTURES)
def test_a_picture_is_small(slug, mode):
    assert len(figures.file(slug, mode)) < 6000


def test_a_picture_inside_a_page_carries_no_style_sheet():
    assert "<style" not in figures.picture("bird_dog", "start")
    assert "<style" in figures.file("bird_dog", "start")


def test_start_and_end_are_pictures_of_their_own():
    assert figures.picture("bird_dog", "start") != figures.picture("bird_dog", "end")


def test_sit_ups_and_crunches_are_told_apart_by_how_far_the_trunk_is_up():
    chest = {
        slug: drawing._figure(slug)["start"]["chest"][1]
        for slug in ("sit_ups", "crunches")
    }

    assert chest["sit_ups"] > 2 * chest["crunches"]


@pytest.mark.parametrize(
    ("slug", "mode"), [("nobody", "start"), ("bird_dog", "single"), ("sit_ups", "end")]
)
def test_an_unknown_picture_is_refused(slug, mode):
    with pytest.raises(figures.UnknownPicture):
        figures.picture(slug, mode)


def test_a_pose_with_a_bone_of_the_wrong_length_is_refused():
    pose = {joint: tuple(v) for joint, v in drawing._figure("bird_dog")["end"].items()}
    pose["hand_l"] = (0.0, 0.0, 0.0)

    with pytest.raises(body.BrokenPose, match="hand_l"):
        body.check("bird_dog", pose)


def test_bones_keep_their_length_on_the_way_from_start_to_end():
    figure = drawing._figure("knee_to_chest")
    start, end = (
        {joint: tuple(v) for joint, v in figure[key].items()}
        for key in ("start", "end")
    )

    half_way = body.between(start, end, 0.5)

    for bone in body.BONES:
        length = math.dist(half_way[bone[0]], half_way[bone[1]])
        assert length == pytest.approx(body.bone_length(bone))


def test_the_tag_names_size_and_words():
    tag = figures.img("bird_dog", "end", "An arm & a leg")

    assert tag.startswith('<img src="/figures/bird_dog/end.svg?v=')
    assert 'alt="An arm &amp; a leg"' in tag
    assert 'width="320" height="200"' in tag


def test_the_address_changes_with_the_language_of_the_words(monkeypatch):
    english = figures.address("bird_dog", "end")

    with translation.override("es"):
        spanish = figures.address("bird_dog", "end")

    assert english.split("?")[0] == spanish.split("?")[0]


def fetch(client, slug="bird_dog", mode="end", query="", **headers):
    path = reverse("library:show_figure", kwargs={"slug": slug, "mode": mode})
    return client.get(path + query, **headers)


def test_anybody_may_fetch_a_picture_and_caches_keep_it_for_ever(client, db):
    response = client.get(figures.address("bird_dog", "end"))

    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert "immutable" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("query", ["", "?v=old", "?v=%00x"])
def test_an_address_without_the_right_digest_is_asked_again_each_time(
    client, db, query
):
    response = fetch(client, query=query)

    if response.status_code == 200:
        assert response["Cache-Control"] == "public, no-cache"
    else:
        assert response.status_code == 400


def test_a_picture_that_did_not_change_is_not_sent_again(client, db):
    etag = fetch(client)["ETag"]

    response = fetch(client, headers={"If-None-Match": etag})

    assert response.status_code == 304
    assert response.content == b""


@pytest.mark.parametrize(("slug", "mode"), [("nobody", "end"), ("bird_dog", "up")])
def test_a_picture_that_does_not_exist_is_not_found(client, db, slug, mode):
    assert fetch(client, slug, mode).status_code == 404
