"""What a person may do at a clinic, and the roles that bundle it."""

from dataclasses import dataclass
from enum import StrEnum, auto

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One thing a member of a clinic may do."""

    SEE_PATIENTS = auto()
    EDIT_PATIENTS = auto()
    ARCHIVE_PATIENTS = auto()
    INVITE_PATIENTS = auto()
    SCREEN_PATIENTS = auto()
    PRESCRIBE = auto()
    LOG_SESSIONS = auto()
    SEE_CASELOAD = auto()
    HANDLE_ALERTS = auto()
    SEE_MESSAGES = auto()
    SEE_REPORTS = auto()
    EXPORT_REPORTS = auto()
    SEE_LIBRARY = auto()
    APPROVE_CONTENT = auto()
    MANAGE_CLINIC = auto()
    INVITE_STAFF = auto()
    CHOOSE_CLINIC = auto()


SENTENCES: dict[Permission, str | Promise] = {
    Permission.SEE_PATIENTS: _("Find and open the clinic's patients."),
    Permission.EDIT_PATIENTS: _("Register patients and mend their details."),
    Permission.ARCHIVE_PATIENTS: _("Archive a patient and bring one back."),
    Permission.INVITE_PATIENTS: _("Give, send again or replace a personal link."),
    Permission.SCREEN_PATIENTS: _("Answer the screening questions for a patient."),
    Permission.PRESCRIBE: _("Assign, change, pause and end a programme."),
    Permission.LOG_SESSIONS: _("Enter a session that a patient reports."),
    Permission.SEE_CASELOAD: _("See who needs someone, and why."),
    Permission.HANDLE_ALERTS: _("Acknowledge an alert and close it with an outcome."),
    Permission.SEE_MESSAGES: _("See which messages went out, and why one did not."),
    Permission.SEE_REPORTS: _("Read the clinic's progress report."),
    Permission.EXPORT_REPORTS: _("Take the report away as a file."),
    Permission.SEE_LIBRARY: _("Read the exercises, texts and their sources."),
    Permission.APPROVE_CONTENT: _("Approve a version of the clinical content."),
    Permission.MANAGE_CLINIC: _("Change the clinic's name, hours and numbers."),
    Permission.INVITE_STAFF: _("Invite staff, set their roles, end their access."),
    Permission.CHOOSE_CLINIC: _("Choose which of one's clinics to work at."),
}


@dataclass(frozen=True)
class Role:
    """A bundle of permissions with a name and a sentence."""

    slug: str
    name: str | Promise
    sentence: str | Promise
    permissions: frozenset[Permission]

    @property
    def sentences(self) -> list[str | Promise]:
        """What the role allows, a sentence each, in a steady order."""
        return [SENTENCES[one] for one in Permission if one in self.permissions]


_EVERYONE = {Permission.CHOOSE_CLINIC, Permission.SEE_LIBRARY}

CLINICIAN = Role(
    slug="clinician",
    name=_("Clinician"),
    sentence=_("Screens patients, assigns the programme and answers alerts."),
    permissions=frozenset(
        set(Permission) - {Permission.MANAGE_CLINIC, Permission.INVITE_STAFF}
    ),
)
RECEPTION = Role(
    slug="reception",
    name=_("Staff"),
    sentence=_("Registers patients, helps with access and reads reports."),
    permissions=frozenset(
        _EVERYONE
        | {
            Permission.SEE_PATIENTS,
            Permission.EDIT_PATIENTS,
            Permission.ARCHIVE_PATIENTS,
            Permission.INVITE_PATIENTS,
            Permission.LOG_SESSIONS,
            Permission.SEE_CASELOAD,
            Permission.SEE_MESSAGES,
            Permission.SEE_REPORTS,
            Permission.EXPORT_REPORTS,
        }
    ),
)
ADMIN = Role(
    slug="admin",
    name=_("Clinic admin"),
    sentence=_("Invites staff and sets the clinic's hours, numbers and names."),
    permissions=frozenset(
        _EVERYONE
        | {
            Permission.MANAGE_CLINIC,
            Permission.INVITE_STAFF,
            Permission.SEE_MESSAGES,
            Permission.SEE_REPORTS,
            Permission.EXPORT_REPORTS,
        }
    ),
)
ROLES = (CLINICIAN, RECEPTION, ADMIN)
