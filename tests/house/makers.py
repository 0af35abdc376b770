"""How to make the thing that each further URL argument names, for a given patient.

A made-up id is a 404 anyway and would hide a missing scope: each thing is built for
the stranger's patient, or for their clinic. An argument without a maker is a
KeyError, and tells the author.
"""

from tests.factories import (
    AlertFactory,
    AssignmentFactory,
    DeviceFactory,
    HoldFactory,
    MembershipFactory,
    MessageFactory,
    SessionFactory,
    StaffInvitationFactory,
    with_plan,
)

MAKERS = {
    "alert_id": lambda patient: AlertFactory(patient=patient).pk,
    "device_id": lambda patient: DeviceFactory(patient=patient).pk,
    "hold_id": lambda patient: (
        HoldFactory(assignment=AssignmentFactory(patient=patient)).pk
    ),
    "invitation_id": lambda patient: StaffInvitationFactory(clinic=patient.clinic).pk,
    "membership_id": lambda patient: MembershipFactory(clinic=patient.clinic).pk,
    "message_id": lambda patient: MessageFactory(patient=patient).pk,
    "session_id": lambda patient: (
        SessionFactory(version=with_plan(AssignmentFactory(patient=patient))).pk
    ),
}
# Arguments that name no row of a patient or clinic.
FIXED = {"slug": "bird_dog", "mode": "start", "token": "not-a-token"}


def make(argument, patient):
    """Return the argument of a door for a thing that belongs to this patient."""
    return MAKERS[argument](patient)
