"""Pictures of the exercises and activities, drawn as SVG from joint positions."""

from programmes.library.figures.drawing import UnknownPicture, known, modes
from programmes.library.figures.pictures import address, file, file_digest, img, picture

__all__ = [
    "UnknownPicture",
    "address",
    "file",
    "file_digest",
    "img",
    "known",
    "modes",
    "picture",
]
