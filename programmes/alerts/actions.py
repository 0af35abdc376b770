"""Raise, acknowledge and close alerts."""

from datetime import datetime

from django.db import transaction

from patients.accounts.hours import open_from
from patients.accounts.models import Membership
from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.outbox.actions import put_in_outbox
from patients.outbox.models import Message
from patients.records import actions as records
from patients.records.models import Patient
from programmes.alerts.due import due_at, more_urgent
from programmes.alerts.models import Alert

MAIL_KIND = "alert"


class UnableToClose(Exception):
    """The alert was closed meanwhile; `alert` holds how."""

    def __init__(self, alert: Alert) -> None:
        super().__init__("The alert is closed already.")
        self.alert = alert


@transaction.atomic
def raise_alert(
    *,
    by: Actor,
    patient: Patient,
    rule: str,
    reason: str,
    severity: str,
    at: datetime,
) -> Alert:
    """Put one reason in front of the patient's clinician.

    An open alert of the same rule is kept: its reason is brought up to date and its
    severity only rises, and a rise takes an acknowledgement back, because somebody
    must look again. The owner is the patient's clinician, else the clinic's named
    one; without either the alert still stands in the clinic's queue.
    """
    clinic = patient.clinic
    due = due_at(severity, now=at, hours=clinic.opening_hours, zone=clinic.zone)
    alert = (
        Alert.objects.open().select_for_update().filter(patient=patient, rule=rule)
    ).first()
    if alert is None:
        alert = Alert.objects.create(
            clinic=clinic,
            patient=patient,
            rule=rule,
            reason=reason,
            severity=severity,
            owner_id=patient.clinician_id or clinic.named_clinician_id,
            raised_at=at,
            due_at=due,
        )
    else:
        alert.reason = reason
        if more_urgent(severity, alert.severity) != alert.severity:
            alert.severity, alert.due_at = severity, due
            alert.acknowledged_at = alert.acknowledged_by = None
        alert.save()
    _tell(by=by, alert=alert, at=at)
    records.touch(patient=patient, at=at)
    audit.record("alerts.raised", by=by, subject=alert, rule=rule, severity=severity)
    return alert


def _tell(*, by: Actor, alert: Alert, at: datetime) -> None:
    """Mail the owner and the clinic: an emergency at any hour, the rest of the day's
    matters once the clinic is open. The words name nobody.

    Written in the alert's own transaction, once for each severity it reaches.
    """
    if alert.severity not in {Alert.Severity.EMERGENCY, Alert.Severity.SAME_DAY}:
        return
    clinic = alert.clinic
    at_once = alert.severity == Alert.Severity.EMERGENCY
    leaves = at if at_once else open_from(clinic.opening_hours, clinic.zone, at)
    addresses = {clinic.email, alert.owner.user.email if alert.owner else ""} - {""}
    for address in sorted(addresses):
        put_in_outbox(
            by=by,
            clinic=clinic,
            patient=alert.patient,
            kind=MAIL_KIND,
            category=Message.Category.CLINICIAN_ALERT,
            dedupe_key=f"alert:{alert.pk}:{alert.severity}:{address}",
            to=address,
            context={"alert": str(alert.pk)},
            not_before=leaves,
        )


@transaction.atomic
def acknowledge(*, by: Actor, member: Membership, alert: Alert, at: datetime) -> None:
    """Note that a member has seen the alert and looks after it from now on.

    The first to acknowledge is kept; a second press changes nothing.
    """
    took = Alert.objects.open().filter(pk=alert.pk, acknowledged_at__isnull=True)
    if not took.update(acknowledged_at=at, acknowledged_by=member, owner=member):
        return
    records.touch(patient=alert.patient, at=at)
    audit.record("alerts.acknowledged", by=by, subject=alert, rule=alert.rule)


@transaction.atomic
def close(
    *,
    by: Actor,
    member: Membership,
    alert: Alert,
    outcome: str,
    note: str,
    at: datetime,
) -> None:
    """Close the alert with what came of it.

    Raises UnableToClose when somebody closed it meanwhile: their outcome stands.
    """
    closed = (
        Alert.objects.open()
        .filter(pk=alert.pk)
        .update(closed_at=at, closed_by=member, outcome=outcome, note=note)
    )
    if not closed:
        raise UnableToClose(Alert.objects.get(pk=alert.pk))
    records.touch(patient=alert.patient, at=at)
    audit.record(
        "alerts.closed", by=by, subject=alert, rule=alert.rule, outcome=outcome
    )
