"""How to make the thing that each further URL argument names, for a given patient.

A made-up id is a 404 anyway and would hide a missing scope: each thing is built for
the stranger's patient. An argument without a maker is a KeyError, and tells the author.
"""

from tests.factories import AlertFactory, MessageFactory

MAKERS = {
    "alert_id": lambda patient: AlertFactory(patient=patient).pk,
    "message_id": lambda patient: MessageFactory(patient=patient).pk,
}
# Arguments that name no row of a patient.
FIXED = {}


def make(name, argument, patient):
    """Return the argument of a door for a thing that belongs to this patient."""
    return MAKERS[argument](patient)
