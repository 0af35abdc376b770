"""Which room writes which kind of message: the outbox asks here."""

from patients.outbox.kinds import register
from programmes.followups import messages as followups
from programmes.followups.models import FollowUp


def register_messages() -> None:
    """Give the outbox a renderer and an "is it still wanted?" for each kind."""
    register(
        FollowUp.Rule.MISSED_SESSIONS,
        render=followups.write_missed_sessions,
        blocked=followups.block_missed_sessions,
    )
    register(
        FollowUp.Rule.DAILY_DIGEST,
        render=followups.write_daily_digest,
        blocked=followups.block_daily_digest,
    )
