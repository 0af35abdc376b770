"""How a person gets in: personal links, devices, staff invitations."""

from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    """How a person gets in: personal links, devices, staff invitations."""

    name = "patients.invitations"
    label = "invitations"
