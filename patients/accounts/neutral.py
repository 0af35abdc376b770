"""Whether a name gives away why somebody goes to a clinic. Pure."""

import re

# Our list: a mail from "Hip and Back Clinic" tells whoever sees the phone what it is
# about. Whole words, so that Kneeland and Backhouse may keep their names.
TELLING_WORDS = frozenset(
    (
        *("ankle", "arm", "arthritis", "back", "bone", "cancer", "disc", "elbow"),
        *("feet", "foot", "gout", "hand", "head", "hip", "hips", "injury", "joint"),
        *("joints", "knee", "knees", "leg", "lumbar", "muscle", "neck", "pain"),
        *("pelvic", "pelvis", "pregnancy", "prenatal", "sacral", "sacroiliac"),
        *("sacrum", "shoulder", "si", "spinal", "spine", "trauma", "wrist"),
    )
)


def telling_words(name: str) -> list[str]:
    """Return the words of a name that give a body part or an illness away."""
    words = re.findall(r"[^\W\d_]+", name)
    return [word for word in words if word.lower() in TELLING_WORDS]
