"""Draw the person: outlined shapes for one pose, near limbs light, far limbs dark.

Pure: no Django.
"""

from __future__ import annotations

from dataclasses import dataclass

from programmes.library.figures.body import SIDES, Pose
from programmes.library.figures.geometry import (
    Camera,
    Vec,
    add,
    capsule,
    cross,
    hull,
    mix,
    num,
    sub,
    unit,
)


@dataclass(frozen=True)
class Shape:
    """One path; the larger its depth, the later it is painted."""

    depth: float
    tone: str  # which colour, see drawing.TONES
    path: str
    width: float = 0.0  # of the stroke, where not the usual one


class Person:
    """One pose seen by one camera."""

    def __init__(self, pose: Pose, cam: Camera) -> None:
        self.pose, self.cam, self.k = pose, cam, cam.k
        self.p = {joint: cam(v) for joint, v in pose.items()}
        self.z = {joint: v[2] for joint, v in self.p.items()}
        self.hip_gap = self.z["hip_l"] - self.z["hip_r"]
        # Fewer points per outline on small pictures.
        self.fine = max(8, min(16, 4 * round(4 * self.k)))

    def shapes(self) -> list[Shape]:
        """Return the body's shapes in painting order."""
        parts = [
            *(shape for side in SIDES for shape in self._leg(side)),
            *(shape for side in SIDES for shape in self._arm(side)),
            *self._seat(),
            *self._trunk_and_head(),
        ]
        return sorted(parts, key=lambda shape: shape.depth)

    def _depth(self, side: str, joints: tuple[str, ...]) -> float:
        return sum(self.z[joint + side] for joint in joints) / len(joints)

    def _leg_depth(self, side: str) -> float:
        return self._depth(side, ("hip_", "knee_", "ankle_"))

    def _limb(self, a: str, b: str, r: float, s: float) -> str:
        return capsule(self.p[a], self.p[b], r * self.k, s * self.k)

    def _leg(self, side: str) -> list[Shape]:
        p, k, depth = self.p, self.k, self._leg_depth(side)
        hip, ankle, toe = p["hip_" + side], p["ankle_" + side], p["toe_" + side]
        far = "f" if self.z["hip_" + side] < self.z["pelvis"] - 3 else ""
        shin = unit(sub(ankle, p["knee_" + side]))
        heel = add(add(ankle, shin, 1.5 * k), sub(toe, ankle), -0.22)
        foot = hull(
            [(heel, 4.6 * k), (ankle, 4.6 * k), (toe, 3.4 * k)], self.fine * 3 // 4
        )
        leg = self._limb("hip_" + side, "knee_" + side, 10, 7.2)
        leg += self._limb("knee_" + side, "ankle_" + side, 7.2, 5)
        if side == self._near_side():
            other = p["hip_r" if side == "l" else "hip_l"]
            loin = mix(p["pelvis"], p["waist"], 0.5)
            leg += hull([(hip, 10 * k), (other, 10 * k), (loin, 12 * k)], self.fine)
        return [Shape(depth - 0.02, "s" + far, foot), Shape(depth, "l" + far, leg)]

    def _near_side(self) -> str:
        gap = (
            self.hip_gap
            if abs(self.hip_gap) > 4
            else self._leg_depth("l") - self._leg_depth("r")
        )
        return "l" if gap >= 0 else "r"

    def _arm(self, side: str) -> list[Shape]:
        shoulder, elbow = "shoulder_" + side, "elbow_" + side
        wrist, hand = "wrist_" + side, "hand_" + side
        depth = self._depth(side, ("shoulder_", "elbow_", "wrist_"))
        far = "f" if self.z[shoulder] < self.z["chest"] - 5 else ""
        arm = self._limb(shoulder, elbow, 6, 5) + self._limb(elbow, wrist, 5, 3.6)
        sleeve_end = mix(self.p[shoulder], self.p[elbow], 0.5)
        sleeve = capsule(self.p[shoulder], sleeve_end, 7.2 * self.k, 6.6 * self.k)
        return [
            Shape(depth, "s" + far, arm + self._limb(wrist, hand, 4.4, 3.6)),
            Shape(depth + 0.01, "t" + far, sleeve),
        ]

    def _seat(self) -> list[Shape]:
        """Seen from the front there is no seam between seat and thighs."""
        if abs(self.hip_gap) > 4:
            return []
        p, k = self.p, self.k
        loin = mix(p["pelvis"], p["waist"], 0.45)
        circles = [(p["hip_l"], 8.7 * k), (p["hip_r"], 8.7 * k), (loin, 10.6 * k)]
        depth = max(self._leg_depth("l"), self._leg_depth("r")) + 0.01
        return [Shape(depth, "lo", hull(circles, self.fine))]

    def _trunk_and_head(self) -> list[Shape]:
        pose, p, k, z = self.pose, self.p, self.k, self.z
        trunk = (z["chest"] + z["pelvis"]) / 2
        lying = pose["nose"][1] > pose["head"][1] + 5
        head = z["head"] + (2 if lying else 0)
        across = sub(pose["shoulder_l"], pose["shoulder_r"])
        belly = unit(cross(across, sub(pose["chest"], pose["waist"])))
        rib = self.cam(add(mix(pose["chest"], pose["waist"], 0.35), belly, 1.5))
        ribs = hull(
            [
                (p["shoulder_l"], 7 * k),
                (p["shoulder_r"], 7 * k),
                (rib, 12.5 * k),
                (p["waist"], 11.5 * k),
            ],
            self.fine,
        )
        loin = mix(p["pelvis"], p["waist"], 0.4)
        shirt = ribs + capsule(loin, p["waist"], 12 * k, 11.5 * k)
        neck = capsule(p["chest"], self._on_head(0, -5), 6 * k, 5.4 * k)
        hair = capsule(
            self._on_head(-0.5, 2.2), self._on_head(0, -0.5), 10.3 * k, 9.6 * k
        )
        return [
            Shape(trunk, "t", shirt),
            Shape(min(trunk, head) - 0.03, "s", neck),
            Shape(head, "h", hair),
            *self._face(head),
        ]

    def _on_head(self, forward: float, up: float, aside: float = 0.0) -> Vec:
        head = self.pose["head"]
        crown = unit(sub(head, self.pose["chest"]))
        face = unit(sub(self.pose["nose"], head))
        side = unit(cross(crown, face))
        return self.cam(add(add(add(head, face, forward), crown, up), side, aside))

    def _face(self, depth: float) -> list[Shape]:
        if self.z["nose"] - self.z["head"] <= -4.5:  # turned away from us
            return []
        k, on = self.k, self._on_head
        cheek = capsule(on(2.8, -1.5), on(4, -7.6), 8.2 * k, 5.9 * k)
        nose = capsule(on(9.2, -2.5), on(10.6, -3), 2 * k, 1.4 * k)
        middle = self.z["head"] - 0.5
        eyes = [eye for w in (4, -4) if (eye := on(8.6, -0.6, w))[2] > middle]
        dots = "".join(f"M{num(*eye[:2])}h.01" for eye in eyes)
        return [Shape(depth + 0.01, "s", cheek + nose), Shape(depth + 0.02, "e", dots)]
