"""Let a running plan rest when a newer screening answer forbids exercise altogether."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import translation
from django.utils.translation import gettext as _

from patients.accounts.models import Clinic
from patients.audit.actor import Actor
from programmes.alerts import actions as alerts
from programmes.alerts.models import Alert
from programmes.library.queries import current_version
from programmes.prescribing.actions.holds import open_hold
from programmes.prescribing.models import Assignment, Hold
from programmes.screening.queries import screen_patient
from programmes.screening.verdicts import Programme

# Our default. A worker that was away for longer is a fault that shows elsewhere.
LOOK_BACK = timedelta(days=7)
RULE = "screening_hold"
# The urgency of the rule that holds, as the severity of the alert.
SEVERITY = {
    "emergency_now": Alert.Severity.EMERGENCY,
    "same_day": Alert.Severity.SAME_DAY,
    "urgent_review": Alert.Severity.SAME_DAY,
}


def hold_what_screening_forbids(*, by: Actor, clinic: Clinic, at: datetime) -> int:
    """Open a hold and raise an alert for each such plan; return how many.

    Looks only at patients with an answer newer than the start of their plan and than
    the last hold of this cause, so that a hold which a clinician closed stays closed
    until something new is answered. A second run changes nothing.
    """
    newest = Max("patient__screening_answers__answered_at")
    last_hold = Max("holds__opened_at", filter=Q(holds__cause=Hold.Cause.SCREENING))
    changed = (
        Assignment.objects.active()
        .filter(clinic=clinic)
        .annotate(newest=newest, last_hold=last_hold)
        .filter(
            Q(last_hold__isnull=True) | Q(last_hold__lt=F("newest")),
            newest__gt=F("activated_at"),
            newest__gte=at - LOOK_BACK,
        )
        .select_related("patient__clinic")
    )
    return sum(_hold(assignment, by=by, at=at) for assignment in changed)


@transaction.atomic
def _hold(assignment: Assignment, *, by: Actor, at: datetime) -> int:
    patient = assignment.patient
    screened = screen_patient(
        patient, patient.today(at), current_version(), at=at, clearance_recorded=True
    )
    if screened.programme != Programme.HOLD:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("Screening says no exercises for now: %(what)s") % {
            "what": "; ".join(
                condition.label
                for condition in screened.active
                if condition.programme == Programme.HOLD
            )
        }
    open_hold(
        by=by,
        assignment=assignment,
        cause=Hold.Cause.SCREENING,
        note=reason[:400],
        at=at,
    )
    alerts.raise_alert(
        by=by,
        patient=patient,
        rule=RULE,
        reason=reason[:400],
        severity=SEVERITY.get(screened.urgency, Alert.Severity.THIS_WEEK),
        at=at,
    )
    return 1
