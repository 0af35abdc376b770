"""How a person gets in: personal links, devices, staff invitations."""
