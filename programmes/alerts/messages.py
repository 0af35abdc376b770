"""The words of an alert's mail, and whether it is still wanted."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop

from patients.outbox.kinds import Rendered
from patients.outbox.models import Message
from patients.outbox.words import render
from programmes.alerts.models import Alert


def write_alert(message: Message) -> Rendered:
    """Say that somebody is needed, how soon, and where to look. Name nobody."""
    alert = _alert(message)
    return render(
        message,
        "alerts/mail",
        url=settings.BASE_URL + reverse("alerts:list_alerts"),
        at_once=alert.severity == Alert.Severity.EMERGENCY,
        due=alert.due_at,
    )


def block_alert(message: Message, now: datetime) -> str | None:
    """Stay silent when somebody looks after it already."""
    alert = _alert(message)
    if alert.closed_at is not None:
        return gettext_noop("The alert was closed meanwhile.")
    if alert.acknowledged_at is not None:
        return gettext_noop("Somebody looks after the alert already.")
    return None


def _alert(message: Message) -> Alert:
    return Alert.objects.get(pk=message.context["alert"])
