"""The body: bones of fixed length, and how far a pose may stray from them.

Pure: no Django.
"""

from __future__ import annotations

import math

from programmes.library.figures.geometry import Vec, add, mix, sub, unit

Pose = dict[str, Vec]
SIDES = ("l", "r")

# Centimetres, of an adult of 1.70 m: ours, chosen to draw well.
LENGTHS = {
    "pelvis-waist": 18.0,
    "waist-chest": 28.0,
    "chest-head": 23.0,
    "head-nose": 10.0,
    "chest-shoulder": 16.5,
    "shoulder-elbow": 27.0,
    "elbow-wrist": 23.5,
    "wrist-hand": 8.0,
    "pelvis-hip": 9.0,
    "hip-knee": 42.0,
    "knee-ankle": 41.0,
    "ankle-toe": 15.0,
}
_TRUNK = (
    ("pelvis", "waist"),
    ("waist", "chest"),
    ("chest", "head"),
    ("head", "nose"),
)
_LIMBS = (
    ("chest", "shoulder_"),
    ("shoulder_", "elbow_"),
    ("elbow_", "wrist_"),
    ("wrist_", "hand_"),
    ("pelvis", "hip_"),
    ("hip_", "knee_"),
    ("knee_", "ankle_"),
    ("ankle_", "toe_"),
)


def _of_side(joint: str, side: str) -> str:
    return joint + side if joint.endswith("_") else joint


# Parents first, so that a pose can be rebuilt from the pelvis outwards.
BONES: tuple[tuple[str, str], ...] = _TRUNK + tuple(
    (_of_side(a, side), _of_side(b, side)) for side in SIDES for a, b in _LIMBS
)


class BrokenPose(Exception):
    """A bone of a pose has the wrong length; the message names figure and bone."""


def bone_length(bone: tuple[str, str]) -> float:
    """Return how long the bone between two joints is."""
    return LENGTHS["-".join(joint.split("_")[0] for joint in bone)]


def check(name: str, pose: Pose, tolerance: float = 0.02) -> None:
    """Refuse a pose in which a bone is not as long as it should be."""
    for bone in BONES:
        want, got = bone_length(bone), math.dist(pose[bone[0]], pose[bone[1]])
        if abs(got - want) > tolerance * want + 0.1:
            raise BrokenPose(f"{name}: {bone} is {got:.1f} cm, should be {want}.")


def between(a: Pose, b: Pose, t: float) -> Pose:
    """Return a pose on the way from a to b; bones keep their length."""
    pose = {joint: mix(a[joint], b[joint], t) for joint in a}
    out: Pose = {"pelvis": pose["pelvis"]}
    for p, q in BONES:
        out[q] = add(out[p], unit(sub(pose[q], pose[p])), bone_length((p, q)))
    return out
