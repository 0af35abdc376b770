"""What each picture shows, in words: for people who listen instead of looking."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    """A title and what each pose shows. The same sentences as the content's alt."""

    title: str | Promise
    shows: dict[str, str | Promise]


WORDS = {
    "knee_to_chest": Words(
        _("Knee to chest"),
        {
            "start": _(
                "Start: a person lies on their back on a mat with both knees bent and both feet flat."
            ),
            "end": _(
                "End: both hands hold one knee, drawn up to the chest. The head rests on the mat and the other foot stays flat."
            ),
        },
    ),
    "trunk_rotation": Words(
        _("Slow knee rolls"),
        {
            "start": _(
                "Start: a person lies on their back on a mat, seen from above and from their left side. Knees bent and together, feet flat, arms out to the sides like the letter T."
            ),
            "end": _(
                "End: both knees have rolled together to the person's left. Both shoulders and arms stay on the mat."
            ),
        },
    ),
    "hip_abduction": Words(
        _("Knees apart with a band"),
        {
            "start": _(
                "Start: a person lies on their back on a mat, seen from above and from their feet. Knees bent and together, feet flat, a band around both legs just above the knees."
            ),
            "end": _(
                "End: the knees are pushed apart and the band is stretched between them. The feet stay flat."
            ),
        },
    ),
    "bird_dog": Words(
        _("Bird dog"),
        {
            "start": _(
                "Start: a person kneels on hands and knees with a flat back, looking at the floor."
            ),
            "end": _(
                "End: one arm reaches forwards and the opposite leg reaches back, both level with the back."
            ),
        },
    ),
    "sit_ups": Words(
        _("Leave out: sit-ups"),
        {
            "single": _(
                "To leave out: a person sits all the way up from lying, with arms crossed and knees bent. A no sign stands beside it."
            ),
        },
    ),
    "crunches": Words(
        _("Leave out: crunches"),
        {
            "single": _(
                "To leave out: a person lies with knees bent and hands behind the head, and curls only the head and shoulders off the mat. A no sign stands beside it."
            ),
        },
    ),
    "heavy_lifting": Words(
        _("Leave out: heavy lifting"),
        {
            "single": _(
                "To leave out: a person bends over with a rounded back to lift a heavy barbell from the floor. A no sign stands beside it."
            ),
        },
    ),
    "excessive_cycling": Words(
        _("Leave out: long bike rides"),
        {
            "single": _(
                "To leave out: a person rides a bicycle, bent forwards over the handlebars. A no sign stands beside it."
            ),
        },
    ),
    "twisting_sports": Words(
        _("Leave out: twisting sports"),
        {
            "single": _(
                "To leave out: a golfer swings a club back over the shoulder, hips and shoulders twisted and both feet on the ground. A no sign stands beside it."
            ),
        },
    ),
}
