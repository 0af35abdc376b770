"""Make the e-mail of a message, in one piece and for one recipient."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings

from patients.outbox.kinds import Rendered
from patients.outbox.models import Message


def as_email(message: Message, rendered: Rendered) -> EmailMessage:
    """Return the e-mail. Message-ID and Date are the same at every attempt."""
    mail = EmailMessage()
    sender = settings.MAIL_FROM_ADDRESS
    name = message.clinic.neutral_name if message.clinic else "Keystone"
    user, _, domain = sender.partition("@")
    mail["From"] = Address(display_name=name, username=user, domain=domain)
    mail["To"] = message.to_address
    mail["Subject"] = " ".join(rendered.subject.split())
    mail["Message-ID"] = f"<{message.pk}@{domain}>"
    mail["Date"] = format_datetime(message.date_header)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(rendered.text)
    if rendered.html:
        mail.add_alternative(rendered.html, subtype="html")
    return mail
