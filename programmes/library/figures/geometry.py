"""Vectors, the camera and rounded outlines for the pictures.

Pure: no Django. Lengths are centimetres until the camera turns them into points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

Vec = tuple[float, ...]
Circle = tuple[Vec, float]  # centre, radius


def add(a: Vec, b: Vec, k: float = 1.0) -> Vec:
    """Return a + k·b."""
    return tuple(x + k * y for x, y in zip(a, b, strict=False))


def sub(a: Vec, b: Vec) -> Vec:
    return add(a, b, -1.0)


def unit(a: Vec) -> Vec:
    n = math.hypot(*a) or 1.0
    return tuple(x / n for x in a)


def mix(a: Vec, b: Vec, t: float) -> Vec:
    """Return the point a part t of the way from a to b."""
    return add(a, sub(b, a), t)


def cross(a: Vec, b: Vec) -> Vec:
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


class Camera:
    """Orthographic view: yaw turns the scene about the vertical, pitch lifts the eye.

    Calling it gives screen x, screen y (down) and depth (larger is nearer).
    """

    def __init__(
        self,
        yaw: float,
        pitch: float,
        scale: float = 1.0,
        dx: float = 0.0,
        dy: float = 0.0,
    ) -> None:
        self.yaw, self.pitch = math.radians(yaw), math.radians(pitch)
        self.k, self.dx, self.dy = scale, dx, dy

    def __call__(self, v: Vec) -> Vec:
        x = v[0] * math.cos(self.yaw) + v[2] * math.sin(self.yaw)
        z = v[2] * math.cos(self.yaw) - v[0] * math.sin(self.yaw)
        up = v[1] * math.cos(self.pitch) - z * math.sin(self.pitch)
        depth = v[1] * math.sin(self.pitch) + z * math.cos(self.pitch)
        return (self.dx + self.k * x, self.dy - self.k * up, depth)


def num(*values: float) -> str:
    """Return short decimals; a minus sign doubles as separator."""
    texts = []
    for value in values:
        text = f"{value:.1f}".removesuffix(".0")
        texts.append(
            "0"
            if text in ("-0", "0")
            else text.replace("0.", ".", 1)
            if abs(value) < 0.95
            else text
        )
    return " ".join(texts).replace(" -", "-")


def polyline(points: list[Vec], arcs: tuple[str, ...] = ()) -> str:
    """Return a closed outline; every other segment takes the next arc, if any."""
    at: Vec = (0.0, 0.0)
    out = ""
    for i, point in enumerate(points):
        to = (round(point[0], 1), round(point[1], 1))
        drawn = arcs[i // 2] if arcs and i % 2 else "l"
        command = drawn if i else "M"
        gap = " " if command[0] == "a" and to[0] - at[0] > -0.05 else ""
        out += command + gap + num(to[0] - at[0], to[1] - at[1])
        at = to
    return out + "z"


def capsule(p: Vec, q: Vec, r: float, s: float) -> str:
    """Return the outline of circles at p and q and the tangents that join them."""
    dist = math.dist(p[:2], q[:2]) or 0.01
    angle = math.acos(max(-0.95, min(0.95, (r - s) / dist)))
    base = math.atan2(q[1] - p[1], q[0] - p[0])
    corners = ((p, r, angle), (p, r, -angle), (q, s, -angle), (q, s, angle))
    points: list[Vec] = [
        (o[0] + w * math.cos(base + turn), o[1] + w * math.sin(base + turn))
        for o, w, turn in corners
    ]
    arcs = (f"a{num(r, r)} 0 {int(r >= s)} 1", f"a{num(s, s)} 0 {int(r < s)} 1")
    return polyline(points, arcs)


def hull(circles: Iterable[Circle], n: int = 16) -> str:
    """Return one rounded outline around several circles."""
    around = list(circles)
    points: list[Vec] = []
    for i in range(n):
        u = (math.cos(2 * math.pi * i / n), math.sin(2 * math.pi * i / n))
        centre, radius = max(
            around,
            key=lambda circle, u=u: (  # type: ignore[misc]
                circle[0][0] * u[0] + circle[0][1] * u[1] + circle[1]
            ),
        )
        points.append((centre[0] + radius * u[0], centre[1] + radius * u[1]))
    return polyline([q for i, q in enumerate(points) if not i or q != points[i - 1]])


def box_corners(a: Vec, b: Vec) -> list[Vec]:
    return [(x, y, z) for x in (a[0], b[0]) for y in (a[1], b[1]) for z in (a[2], b[2])]
