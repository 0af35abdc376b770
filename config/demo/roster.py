"""Who is at which clinic. All names are invented."""

from config.demo.people import (
    BENDY,
    PACEMAKER,
    SORE_KNEES,
    SORE_WRISTS,
    THIN_BONES,
    Cause,
    Pace,
    Person,
    Story,
    gave_birth,
    pregnant,
)
from config.demo.trajectories import Course

GOUT, WEIGHT, SITTING = Cause.GOUT, Cause.OBESITY, Cause.SEDENTARY
WEAR, SPONDYLITIS = Cause.OSTEOARTHRITIS, Cause.ANKYLOSING_SPONDYLITIS
INJURY, PREGNANCY, OTHER = Cause.INJURY_TRAUMA, Cause.PREGNANCY, Cause.OTHER
QUICK, SLOW, ONGOING = Course.QUICK, Course.SLOW, Course.ONGOING
UP_AND_DOWN, EPISODIC, RISING = Course.FLUCTUATING, Course.EPISODIC, Course.RISING_NOW
WEEKDAYS, ALTERNATE = Pace.WEEKDAYS, Pace.ALTERNATE

MILLPOND = (
    Person("Barnaby Thistlewood", 58, INJURY, 61, ONGOING, Story.EMERGENCY_TODAY),
    Person("Ottoline Brackenridge", 67, WEAR, 74, RISING, Story.PAIN_UP),
    Person("Rufus Ambleside-Finch", 41, SITTING, 52, RISING, Story.PAIN_UP, WEEKDAYS),
    Person(
        "Inés Vallenoire", 33, PREGNANCY, 35, ONGOING, Story.WEEK_28_SOON, spanish=True
    ),
    Person("Hamish Dunnowhere", 49, INJURY, 66, SLOW, Story.SILENT, quiet_for=9),
    Person("Winifred Applegarth-Sloe", 72, WEAR, 80, UP_AND_DOWN, says_yes=THIN_BONES),
    Person("Leopold Gantry-Moss", 36, INJURY, 63, QUICK),
    Person("Cosmo Wetherby-Lark", 55, GOUT, 70, ONGOING, pace=WEEKDAYS),
    Person("Perpetua Nightingale-Oake", 45, SITTING, 77, QUICK),
    Person("Zebedee Kestrelhoe", 29, INJURY, 56, UP_AND_DOWN, pace=WEEKDAYS),
    Person("Odalys Pemberquist", 61, WEAR, 81, SLOW, says_yes=SORE_KNEES),
    Person("Jonquil Ashgrove-Penn", 52, WEAR, story=Story.DRAFT),
    Person("Alaric Thornbuckle", 38, SPONDYLITIS, 84, SLOW),
    Person("Marguerite Plumstead-Vane", 83, WEAR, 79, SLOW, on_paper=True),
    Person("Digby Larkinshaw", 64, WEIGHT, 68, SLOW, pace=ALTERNATE),
    Person("Theodora Winklebury", 27, PREGNANCY, 60, QUICK, says_yes=gave_birth(115)),
    Person("Ignatius Popplewell", 47, SITTING, 11, story=Story.NEVER_STARTED),
    Person("Clementine Rooksby-Dale", 50, OTHER, 45, SLOW, says_yes=SORE_WRISTS),
    Person("Fitzroy Muddlecombe", 70, WEAR, 84, QUICK, Story.DISCHARGED),
    Person("Saffron Tillingham", 24, INJURY, 72, EPISODIC, pace=WEEKDAYS),
    Person("Lysander Oakapple", 44, SITTING, 58, SLOW, quiet_for=6, consents=False),
    Person("Beatrix Featherstonehaugh-Pym", 59, WEIGHT, 76, SLOW, Story.PAUSE_ENDED),
    Person("Montague Quillfeather", 66, GOUT, 65, ONGOING, Story.WARNING_PAST),
    Person("Araminta Goosegreen", 31, PREGNANCY, 20, ONGOING, says_yes=pregnant(21)),
    Person("Peregrine Saltmarsh", 57, SPONDYLITIS, 83, ONGOING, pace=WEEKDAYS),
    Person("Cordelia Hobblethwaite", 48, SITTING, 28, QUICK),
    Person("Bartholomew Nettlefold", 75, WEAR, 64, SLOW, Story.SILENT, quiet_for=23),
    Person("Wilhelmina Duckworthy", 39, OTHER, story=Story.REGISTERED),
    Person("Humphrey Tanglewood", 53, INJURY, 40, SLOW, Story.PAUSED),
    Person("Rosalind Merriweather-Bunce", 62, WEAR, 5, SLOW),
)

HARBOR = (
    Person("Thaddeus Lanternwick", 46, INJURY, 47, SLOW, Story.WARNING_TODAY),
    Person("Maribel Quintasol", 54, WEAR, 69, RISING, Story.PAIN_UP, spanish=True),
    Person("Clayton Birdwhistle", 60, WEIGHT, 82, SLOW, pace=WEEKDAYS),
    Person(
        "Guadalupe Veracielo",
        34,
        PREGNANCY,
        55,
        SLOW,
        spanish=True,
        says_yes=gave_birth(150, "caesarean"),
    ),
    Person("Ezekiel Marshbanks", 43, SITTING, 71, SLOW, Story.SILENT, quiet_for=12),
    Person("Delphine Roundtree-Oakes", 29, INJURY, 33, QUICK, says_yes=BENDY),
    Person("Orville Pebblestone", 71, WEAR, 84, SLOW, says_yes=PACEMAKER),
    Person("Soledad Fuentelarga", 66, WEAR, 78, UP_AND_DOWN, spanish=True),
    Person("Jebediah Cloverdale", 52, SITTING, 62, QUICK, pace=WEEKDAYS),
    Person("Winona Skylarking", 37, PREGNANCY, 24, ONGOING, says_yes=pregnant(24)),
    Person("Augustus Tumbleweather", 63, GOUT, 73, ONGOING),
    Person("Henrietta Lopplestone", 58, SITTING, 80, QUICK),
    Person("Casimir Butterbaugh", 40, SPONDYLITIS, 67, SLOW),
    Person("Ramona Piedralisa", 49, WEIGHT, 59, SLOW, pace=ALTERNATE, spanish=True),
    Person("Lucius Hickorybend", 77, WEAR, 83, ONGOING, says_yes=THIN_BONES),
    Person("Philippa Sandscribe", 32, OTHER, 75, EPISODIC),
    Person("Barney Cottonwhistle", 51, INJURY, 15, story=Story.NEVER_STARTED),
    Person("Evangeline Moonharbor", 56, SITTING, 50, SLOW, pace=WEEKDAYS),
    Person("Ulysses Fernwhistle", 68, WEAR, 84, QUICK, Story.DISCHARGED),
    Person("Tallulah Brightwater", 26, INJURY, 38, QUICK),
    Person("Desmond Applecart", 44, SITTING, 76, SLOW, Story.PAUSE_ENDED),
    Person("Esperanza Lunavista", 61, WEAR, 64, QUICK, spanish=True),
    Person("Wendell Acornby", 73, GOUT, 70, ONGOING, Story.WARNING_PAST),
    Person("Josephine Harborlight", 38, PREGNANCY, 42, SLOW, says_yes=gave_birth(98)),
    Person("Reginald Tidepool", 59, SPONDYLITIS, 81, UP_AND_DOWN),
    Person("Odessa Kettlewright", 47, WEIGHT, 26, SLOW, says_yes=SORE_KNEES),
    Person("Milton Dandelyon", 65, WEAR, 57, SLOW, Story.SILENT, quiet_for=8),
    Person("Clarissa Windowmere", 30, OTHER, story=Story.DRAFT),
    Person("Basil Thimblegrove", 35, SITTING, story=Story.REGISTERED),
    Person("Xiomara Pradoverde", 28, INJURY, 4, QUICK, spanish=True),
)
