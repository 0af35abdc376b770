"""Turn one figure's data into SVG text, start and end as pictures of their own.

Pure: no Django. Colours stand as attributes, so that a picture is right wherever it
is put; the style sheet only adds the dark and the printed version.
"""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Literal

from programmes.library.figures.body import Pose, check
from programmes.library.figures.geometry import Vec, add, mix, num, sub, unit
from programmes.library.figures.person import Shape
from programmes.library.figures.scene import PEN, Figure, arrow_points, fit, paint_order

Mode = Literal["start", "end", "single"]
FOLDER = Path(__file__).with_name("poses")
WIDTH, HEIGHT = 320, 200

# tone: (light, dark, print). Every shape also has an ink outline, so that colour
# never carries meaning alone.
GROUND = ("#e1eff1", "#16363c", "#fff")  # as the picture card behind it
INK = ("#16211f", "#f2f6f5", "#000")
ACCENT = ("#c2410c", "#fb923c", "#000")
TONES = {
    "s": ("#e3b48c", "#d9a87e", "#fff"),  # skin, near and far
    "sf": ("#b98d6a", "#9c7353", "#bbb"),
    "t": ("#3aa39b", "#2f8f88", "#ddd"),  # shirt
    "tf": ("#2b7a75", "#1f6660", "#999"),
    "l": ("#6f86b3", "#6079aa", "#ccc"),  # trousers
    "lf": ("#4d6188", "#43567c", "#888"),
    "h": ("#323a46", "#11171f", "#444"),  # hair
    "p": ("#c3cad3", "#7b8794", "#eee"),  # things
    "m": ("#ffffff", "#2b4a50", "#fff"),  # mat
    "b": ("#f4873f", "#fb923c", "#fff"),  # band, near and far
    "bf": ("#b9531a", "#b9531a", "#bbb"),
}
BANDS = ("b", "bf")


class UnknownPicture(Exception):
    """No such figure, or no such pose of it."""


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """Return the figures that can be drawn."""
    return frozenset(path.stem for path in FOLDER.glob("*.json"))


def modes(slug: str) -> tuple[Mode, ...]:
    """Return the pictures a figure has."""
    return ("start", "end") if "end" in _figure(slug) else ("single",)


def draw(slug: str, mode: str, *, title: str, desc: str, themed: bool) -> str:
    """Return one picture as SVG text; `themed` adds the dark and printed colours.

    A page with a strict policy refuses style sheets inside its own text, so a
    picture that is put straight into a page is drawn without them.
    """
    if slug not in known() or mode not in modes(slug):
        raise UnknownPicture(f"{slug}: {mode}")
    figure = _figure(slug)
    keys: list[str] = [key for key in ("start", "end") if key in figure]
    poses = [_pose(figure[key]) for key in keys]
    for pose in poses:
        check(slug, pose)
    key = "end" if mode == "end" else "start"
    pose = poses[keys.index(key)]
    room = WIDTH - (66 if figure.get("avoid") else 20)  # beside the "no" sign
    cam = fit(figure, poses, (10, 10, room, HEIGHT - 20))
    art = "".join(_path(shape) for shape in paint_order(figure, pose, cam))
    if key == "start":
        for spec in figure["arrows"]:
            art += _arrow(*arrow_points(spec, poses[0], poses[-1], cam))
    if figure.get("avoid"):
        art += _no_sign()
    uid = f"fig-{slug}-{mode}".replace("_", "-")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="kf" width="{WIDTH}"'
        f' height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-labelledby="{uid}-t {uid}-d">'
        f'<title id="{uid}-t">{escape(title)}</title>'
        f'<desc id="{uid}-d">{escape(desc)}</desc>'
        f"{f'<style>{_style()}</style>' if themed else ''}"
        f'<rect class="g" width="{WIDTH}" height="{HEIGHT}" fill="{GROUND[0]}"/>'
        f'<g class="i" stroke="{INK[0]}" stroke-width="{PEN}" stroke-linejoin="round"'
        f' stroke-linecap="round" paint-order="stroke">{art}</g></svg>'
    )


def _figure(slug: str) -> Figure:
    return _read_figure(FOLDER / f"{slug}.json")


@lru_cache(maxsize=64)
def _read_figure(path: Path) -> Figure:
    figure: Figure = json.loads(path.read_text(encoding="utf-8"))
    return figure


def _pose(data: dict[str, list[float]]) -> Pose:
    return {joint: tuple(v) for joint, v in data.items()}


def _path(shape: Shape) -> str:
    width = f' stroke-width="{num(shape.width)}"' if shape.width else ""
    if shape.tone == "n":  # a bare line
        return f'<path fill="none" d="{shape.path}"{width}/>'
    if shape.tone == "e":  # eyes, dark in every version
        return f'<path fill="none" stroke="#1d2733" d="{shape.path}"/>'
    if shape.tone in BANDS:  # a strip with two inked edges
        colour = TONES[shape.tone][0]
        return (
            f'<path fill="none" d="{shape.path}" stroke-width="{num(shape.width + PEN)}"/>'
            f'<path class="{shape.tone}" fill="none" stroke="{colour}"'
            f' d="{shape.path}" stroke-width="{num(shape.width)}"/>'
        )
    bare = ' stroke="none"' if shape.tone.endswith("o") else ""
    tone = shape.tone.removesuffix("o")
    return (
        f'<path class="{tone}" fill="{TONES[tone][0]}"{bare} d="{shape.path}"{width}/>'
    )


def _arrow(start: Vec, middle: Vec, end: Vec) -> str:
    control = add(add(middle, middle), mix(start, end, 0.5), -1)
    u = unit(sub(end, control))
    across = (-u[1], u[0])
    tip = "L".join(
        num(*v) for v in (add(end, u, 10), add(end, across, 8), add(end, across, -8))
    )
    return (
        f'<path class="a" fill="none" stroke="{ACCENT[0]}" stroke-width="5"'
        f' d="M{num(*start)}Q{num(*control)} {num(*end)}"/>'
        f'<path class="af" fill="{ACCENT[0]}" stroke="none" d="M{tip}Z"/>'
    )


def _no_sign() -> str:
    return (
        f'<path class="a" fill="none" stroke="{ACCENT[0]}" stroke-width="5"'
        ' d="M284 14a20 20 0 1 0 .1 0ZM270 48L298 20"/>'
    )


def _style() -> str:
    """Return the colours of the dark and of the printed version."""

    def sheet(which: int) -> str:
        fills = "".join(
            f".{tone}{{{'stroke' if tone in BANDS else 'fill'}:{colours[which]}}}"
            for tone, colours in TONES.items()
        )
        return (
            f".g{{fill:{GROUND[which]}}}.i{{stroke:{INK[which]}}}"
            f".a{{stroke:{ACCENT[which]}}}.af{{fill:{ACCENT[which]}}}{fills}"
        )

    return (
        f"@media screen and (prefers-color-scheme:dark){{{sheet(1)}}}"
        f"@media print{{{sheet(2)}}}"
    )
