"""Things around the body: mats, bands, bars, and the arrows of a movement.

Pure: no Django. `props` and `arrows` are described in README.md beside it.
"""

from __future__ import annotations

import math
from typing import Any

from programmes.library.figures.body import Pose, between
from programmes.library.figures.geometry import (
    Camera,
    Vec,
    add,
    box_corners,
    capsule,
    cross,
    hull,
    mix,
    num,
    sub,
    unit,
)
from programmes.library.figures.person import Person, Shape

Figure = dict[str, Any]
PEN = 3.0  # width of an outline
BAND_RADIUS, BAND_WIDTH = 8.6, 4.6  # round a thigh just above the knee, cm
_BAND_POINTS = 32


def locate(ref: Any, pose: Pose) -> Vec:
    """Return a point given as [x, y, z], as a joint, or as a place between joints."""
    if isinstance(ref, dict):
        a: Vec = pose[ref["from"]]
        b: Vec = pose[ref["to"]] if "to" in ref else a
        return add(mix(a, b, ref.get("at", 0)), tuple(ref.get("shift", (0, 0, 0))))
    return pose[ref] if isinstance(ref, str) else tuple(ref)


def prop_points(prop: dict[str, Any], pose: Pose, cam: Camera) -> list[Vec]:
    """Return where a prop is on the page."""
    if prop["kind"] == "band":
        return [cam(v) for v in _band_loop(prop, pose)[0]]
    points = [locate(ref, pose) for ref in prop["points"]]
    return [cam(v) for v in (box_corners(*points) if prop["kind"] == "box" else points)]


def paint_order(figure: Figure, pose: Pose, cam: Camera) -> list[Shape]:
    """Return props behind, the body, and props in front."""
    behind: list[Shape] = []
    front: list[Shape] = []
    for prop in figure["props"]:
        if prop["kind"] == "band":
            behind.append(_band_half(prop, pose, cam, near=False))
            front.append(_band_half(prop, pose, cam, near=True))
        else:
            (front if prop.get("front") else behind).append(_shape(prop, pose, cam))
    return [*behind, *Person(pose, cam).shapes(), *front]


def _shape(prop: dict[str, Any], pose: Pose, cam: Camera) -> Shape:
    points, r = prop_points(prop, pose, cam), prop.get("r", 2) * cam.k
    if prop["kind"] in ("box", "hull"):
        path = hull([(q, 0.0) for q in points], 64)
    elif prop["kind"] == "line":
        path = "M" + "L".join(num(*q[:2]) for q in points)
    else:  # a rounded bar; one point makes a ball
        ends = zip(points, points[1:] or points, strict=False)
        path = "".join(capsule(a, b, r, r) for a, b in ends)
    return Shape(0.0, prop.get("tone", "p"), path, prop.get("width", 0) * cam.k)


def _band_loop(prop: dict[str, Any], pose: Pose) -> tuple[list[Vec], Vec]:
    """Return points round both thighs and the way out of their fronts.

    The first half of the points runs over the front of the thighs, from the left
    outer side to the right one; the second half runs back behind them.
    """
    left, right = (locate(ref, pose) for ref in prop["points"])
    thighs = [
        unit(sub(pose["hip_" + side], pose["knee_" + side])) for side in ("l", "r")
    ]
    along = unit(add(thighs[0], thighs[1]))
    aside = unit(sub(left, right))
    out = cross(aside, along)
    loop = []
    for i in range(_BAND_POINTS):
        turn = 2 * math.pi * i / _BAND_POINTS
        centre = left if math.cos(turn) >= 0 else right
        aim = add(tuple(math.cos(turn) * x for x in aside), out, math.sin(turn))
        loop.append(add(centre, aim, BAND_RADIUS))
    return loop, out


def _band_half(prop: dict[str, Any], pose: Pose, cam: Camera, *, near: bool) -> Shape:
    """Return the half of the band that passes before the legs, or behind them."""
    loop, out = _band_loop(prop, pose)
    half = _BAND_POINTS // 2
    first_is_near = cam(out)[2] >= cam((0.0, 0.0, 0.0))[2]
    strip = loop[: half + 1] if first_is_near == near else [*loop[half:], loop[0]]
    path = "M" + "L".join(num(*cam(v)[:2]) for v in strip)
    return Shape(0.0, "b" if near else "bf", path, BAND_WIDTH * cam.k)


def arrow_points(
    spec: dict[str, Any], a: Pose, b: Pose, cam: Camera
) -> tuple[Vec, Vec, Vec]:
    """Return the way of one joint from a to b, moved aside by `shift`.

    `push` draws a way that the joint itself does not go: effort, or a whole movement
    of which only one pose is shown.
    """
    start, middle, end = (
        cam(between(a, b, t)[spec["joint"]])[:2] for t in (0.0, 0.5, 1.0)
    )
    if "push" in spec:
        push = tuple(spec["push"])
        middle, end = add(start, push, cam.k / 2), add(start, push, cam.k)
        middle = add(middle, tuple(spec.get("bend", (0, 0))), cam.k)
    shift = tuple(spec["shift"])
    return (
        add(start, shift, cam.k),
        add(middle, shift, cam.k),
        add(end, shift, cam.k),
    )


def fit(
    figure: Figure, poses: list[Pose], box: tuple[float, float, float, float]
) -> Camera:
    """Return the camera that places all poses, props and arrows inside a box."""
    view = figure["view"]
    cam = Camera(view["yaw"], view["pitch"])
    spots = [(cam(v), 9.0) for pose in poses for v in pose.values()]
    spots += [(cam(pose["head"]), 12.0) for pose in poses]
    for pose in poses:
        for prop in figure["props"]:
            r = prop.get("r", 1.0)
            spots += [(q, r) for q in prop_points(prop, pose, cam)]
    for spec in figure["arrows"]:
        spots += [(q, 7.0) for q in arrow_points(spec, poses[0], poses[-1], cam)]
    left, right = min(q[0] - r for q, r in spots), max(q[0] + r for q, r in spots)
    top, bottom = min(q[1] - r for q, r in spots), max(q[1] + r for q, r in spots)
    x, y, width, height = box
    k = min(width / (right - left), height / (bottom - top), 1.6)
    return Camera(
        view["yaw"],
        view["pitch"],
        k,
        x + (width - k * (left + right)) / 2,
        y + (height - k * (top + bottom)) / 2,
    )
