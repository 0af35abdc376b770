"""Sign-in for staff: nobody signs up by themselves, and mail goes by the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """Close public sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody: a person comes in by an invitation."""
        return False
