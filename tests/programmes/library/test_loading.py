"""Loading the content: once, whole, and as a new version when it changed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from patients.audit.actor import Actor
from patients.audit.models import AuditEvent
from programmes.library import actions, queries
from programmes.library.models import Activity, Exercise, LibraryVersion

LATER = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
TICK = Actor.tick("load_library")

pytestmark = pytest.mark.django_db


def load(content, at=LATER):
    return actions.load_content(by=TICK, content=content, at=at)


def test_the_shipped_content_is_loaded_whole():
    version = queries.current_version()

    exercises = queries.exercises(version)
    activities = queries.activities(version)

    assert [each.slug for each in exercises] == [
        "knee_to_chest",
        "trunk_rotation",
        "hip_abduction",
        "bird_dog",
    ]
    assert [each.slug for each in activities] == [
        "sit_ups",
        "crunches",
        "heavy_lifting",
        "excessive_cycling",
        "twisting_sports",
    ]


def test_loading_the_same_content_again_changes_nothing(content):
    before = list(LibraryVersion.objects.values_list("pk", "loaded_at"))

    loaded = load(content)

    assert loaded.created is False
    assert list(LibraryVersion.objects.values_list("pk", "loaded_at")) == before


def test_the_command_may_run_twice(capsys):
    call_command("load_library")
    call_command("load_library")

    assert capsys.readouterr().out.count("was loaded before") == 2


def test_changed_content_makes_a_new_version_and_leaves_the_old_one_alone(content):
    old = queries.current_version()
    old_name = old.exercises.get(slug="bird_dog").name
    content["exercises"]["exercises"][3]["name"] = "Bird dog, renamed"

    loaded = load(content)

    assert loaded.created is True
    assert loaded.version.number == f"{old.number}.2"
    assert loaded.version.exercises.get(slug="bird_dog").name == "Bird dog, renamed"
    assert old.exercises.get(slug="bird_dog").name == old_name
    old.refresh_from_db()
    assert old.content["exercises"]["exercises"][3]["name"] == old_name


def test_a_new_number_in_the_manifest_is_the_number_of_the_version(content):
    content["manifest"]["number"] = "2027.01"

    assert load(content).version.number == "2027.01"


def test_the_newest_loaded_version_is_the_one_in_use(content):
    content["manifest"]["number"] = "2027.01"
    newer = load(content).version
    content["manifest"]["number"] = "2026.99"
    older = load(content, at=LATER - timedelta(days=1)).version

    assert queries.current_version() == newer
    assert older != newer


def test_which_version_is_in_use_costs_one_query(django_assert_num_queries):
    queries.current_version()

    with django_assert_num_queries(1):
        queries.texts(queries.current_version())


def test_an_empty_library_says_how_to_fill_it(monkeypatch):
    nothing = LibraryVersion.objects.none()
    monkeypatch.setattr(LibraryVersion.objects, "order_by", lambda *_: nothing)

    with pytest.raises(queries.LibraryIsEmpty, match="load_library"):
        queries.current_version()


def test_loading_is_written_to_the_trail(content):
    content["manifest"]["number"] = "2027.01"

    version = load(content).version

    event = AuditEvent.objects.get(subject_id=str(version.pk))
    assert event.action == "library.version_loaded"
    assert event.actor_kind == "tick"
    assert event.details == {"number": "2027.01"}


def test_neither_the_version_nor_its_exercises_stay_when_the_trail_fails(
    content, monkeypatch
):
    content["manifest"]["number"] = "2027.01"
    before = (LibraryVersion.objects.count(), Exercise.objects.count())

    def broken(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions.audit, "record", broken)

    with pytest.raises(RuntimeError):
        load(content)

    assert (LibraryVersion.objects.count(), Exercise.objects.count()) == before


def test_bad_content_is_refused_and_nothing_of_it_is_kept(content):
    content["exercises"]["exercises"][0]["default_dose"]["hold_s"] = 600
    before = LibraryVersion.objects.count()

    with pytest.raises(actions.UnableToLoad, match="knee_to_chest: default_dose"):
        load(content)

    assert LibraryVersion.objects.count() == before


def test_the_command_names_the_place_of_a_missing_file(tmp_path):
    with pytest.raises(CommandError, match=r"manifest\.json: the file is missing"):
        call_command("load_library", folder=tmp_path)


def test_the_command_names_the_place_of_broken_json(tmp_path):
    (tmp_path / "manifest.json").write_text('{"files": ["gates"]}')
    (tmp_path / "gates.json").write_text("{oops")

    with pytest.raises(CommandError, match=r"gates\.json: not valid JSON"):
        call_command("load_library", folder=tmp_path)


def test_the_command_names_every_file_the_manifest_leaves_out(tmp_path):
    (tmp_path / "manifest.json").write_text('{"files": []}')

    with pytest.raises(CommandError, match="screening is missing"):
        call_command("load_library", folder=tmp_path)


def test_the_command_says_when_the_manifest_names_no_files(tmp_path):
    (tmp_path / "manifest.json").write_text("[]")

    with pytest.raises(CommandError, match="name the content files"):
        call_command("load_library", folder=tmp_path)


def refused(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_same_content_cannot_be_stored_twice():
    version = queries.current_version()

    refused(
        LibraryVersion(
            number="other", digest=version.digest, loaded_at=LATER, content={}
        )
    )


def test_two_versions_cannot_share_a_number():
    version = queries.current_version()

    refused(
        LibraryVersion(
            number=version.number, digest="0" * 64, loaded_at=LATER, content={}
        )
    )


def test_a_version_needs_a_number():
    refused(LibraryVersion(number="", digest="0" * 64, loaded_at=LATER, content={}))


@pytest.mark.parametrize("model", [Exercise, Activity])
@pytest.mark.parametrize("taken", ["slug", "order"])
def test_a_slug_and_a_place_in_the_order_are_given_once_in_a_version(model, taken):
    row = model.objects.get(version=queries.current_version(), order=1)
    row._state.adding = True
    row.id = model._meta.pk.get_default()
    if taken == "slug":
        row.order = 99
    else:
        row.slug = "another"

    refused(row)


def test_an_exercise_has_a_kind_we_know():
    row = Exercise.objects.get(version=queries.current_version(), order=1)
    row.id = Exercise._meta.pk.get_default()
    row._state.adding = True
    row.slug, row.order, row.kind = "another", 99, "dance"

    refused(row)
