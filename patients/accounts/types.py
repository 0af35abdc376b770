"""What the middleware adds to a request."""

from django.http import HttpRequest

from patients.accounts.models import Clinic, Membership, User


class ClinicRequest(HttpRequest):
    """A request of someone signed in who has chosen a clinic."""

    user: User
    membership: Membership
    clinic: Clinic
