"""Foreign keys obey the same floors as imports."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps

CONTRACT = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
][0]
FLOOR = {
    room.strip("() "): height
    for height, layer in enumerate(reversed(CONTRACT["layers"]))
    for room in layer.split("|")
}
OURS = [model for model in apps.get_models() if model._meta.app_config.name in FLOOR]
ROOMS = [
    config.name
    for config in apps.get_app_configs()
    if config.name.startswith(("patients.", "programmes."))
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model):
    for field in model._meta.get_fields():
        if field.auto_created or not field.is_relation or field.related_model is None:
            continue
        here = model._meta.app_config.name
        there = field.related_model._meta.app_config.name
        if here == there or there not in FLOOR:
            continue
        assert FLOOR[there] < FLOOR[here], f"{field} points up, or sideways, to {there}"


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_stands_on_a_floor(room):
    assert room in FLOOR


def test_the_guard_has_models_to_guard():
    assert len(OURS) > 20
