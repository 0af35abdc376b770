"""Which room writes which kind of message: the outbox asks here."""

from patients.invitations import account_mail
from patients.invitations import messages as invitations
from patients.outbox.kinds import register
from programmes.alerts import messages as alerts
from programmes.alerts.actions import MAIL_KIND
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
    register(
        "welcome",
        render=invitations.write_welcome,
        blocked=invitations.block_welcome,
    )
    register(
        "link_locked",
        render=invitations.write_link_locked,
        blocked=invitations.block_link_locked,
    )
    register(
        "staff_invitation",
        render=invitations.write_staff_invitation,
        blocked=invitations.block_staff_invitation,
    )
    register("account_mail", render=account_mail.write, blocked=account_mail.block)
    register(MAIL_KIND, render=alerts.write_alert, blocked=alerts.block_alert)
