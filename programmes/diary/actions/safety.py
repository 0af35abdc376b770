"""Write the answers to the safety questions, and what follows from them at once."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from patients.audit import actions as audit
from patients.audit.actor import Actor
from patients.records import actions as records
from patients.records.models import Patient
from programmes.alerts import actions as alerts
from programmes.alerts.models import Alert
from programmes.diary.models import SafetyCheck, Source
from programmes.diary.queries import UNSPECIFIED, red_flags_of
from programmes.diary.red_flags import (
    Outcome,
    Reply,
    daily_lines,
    from_answers,
    from_daily,
)
from programmes.prescribing import actions as prescribing
from programmes.prescribing.models import Assignment, Hold

REASON_LENGTH = 400
PART_LENGTH = 130  # our default: three answers fit into one reason


@transaction.atomic
def answer_safety_list(
    *,
    by: Actor,
    patient: Patient,
    ticked: Collection[str] = (),
    none_of_these: bool = False,
    on: date,
    at: datetime,
    source: str = Source.PHONE,
) -> SafetyCheck:
    """Store the answer to the daily list; a yes holds the programme and alerts.

    Neither ticked lines nor "none of these" is "yes, or not sure" without saying
    which: an emergency. The clinic relies on check, hold and alert being stored
    together or not at all.
    """
    records.touch(patient=patient, at=at)
    asked = red_flags_of(patient, on=on)
    lines = daily_lines(asked.flags, asked.person, today=on)
    outcome = from_daily(
        asked.flags,
        lines,
        none_of_these=none_of_these,
        ticked=ticked,
        country=patient.clinic.country,
    )
    answers = {line.slug: Reply.YES if line.slug in ticked else "" for line in lines}
    answers = {slug: str(reply) for slug, reply in answers.items() if reply}
    if outcome.unspecified:
        answers = {**answers, UNSPECIFIED: Reply.YES.value}
    with translation.override(settings.LANGUAGE_CODE):
        said = [line.text for line in lines if line.slug in ticked]
        reason = _reason(said, [])
    return _store(
        SafetyCheck(kind=SafetyCheck.Kind.DAILY, local_date=on, answers=answers),
        outcome,
        reason,
        by=by,
        patient=patient,
        at=at,
        source=source,
    )


@transaction.atomic
def answer_full_questions(
    *,
    by: Actor,
    patient: Patient,
    replies: Mapping[str, str],
    on: date,
    at: datetime,
    source: str = Source.PHONE,
) -> SafetyCheck:
    """Store answers to the questions one by one (slug to yes, no or not_sure).

    A yes or a "not sure" alerts the clinic, and holds the programme unless the
    question only asks to be screened again.
    """
    records.touch(patient=patient, at=at)
    asked = red_flags_of(patient, on=on)
    outcome = from_answers(asked.flags, replies, country=patient.clinic.country)
    texts = {question.slug: question.text for question in asked.flags.questions}
    with translation.override(settings.LANGUAGE_CODE):
        reason = _reason(
            [texts.get(slug, slug) for slug, r in replies.items() if r == Reply.YES],
            [
                texts.get(slug, slug)
                for slug, r in replies.items()
                if r == Reply.NOT_SURE
            ],
        )
    return _store(
        SafetyCheck(
            kind=SafetyCheck.Kind.FULL,
            local_date=on,
            answers={slug: str(Reply(reply)) for slug, reply in replies.items()},
        ),
        outcome,
        reason,
        by=by,
        patient=patient,
        at=at,
        source=source,
    )


def _store(
    check: SafetyCheck,
    outcome: Outcome,
    reason: str,
    *,
    by: Actor,
    patient: Patient,
    at: datetime,
    source: str,
) -> SafetyCheck:
    check.clinic_id = patient.clinic_id
    check.patient = patient
    check.flagged = outcome.flagged
    check.action = outcome.action or ""
    check.at = at
    check.source = Source(source)
    check.by_kind, check.by_id = by.kind, by.id
    check.save(force_insert=True)
    if outcome.severity is not None:
        if outcome.holds:
            _hold(by=by, patient=patient, note=reason, at=at)
        reason = _with_what_stands(reason, patient)
        alerts.raise_alert(
            by=by,
            patient=patient,
            rule=Alert.RED_FLAG,
            reason=reason,
            severity=outcome.severity,
            at=at,
        )
    audit.record(
        "diary.safety_answered",
        by=by,
        subject=check,
        kind=check.kind,
        flagged=check.flagged,
        leads_to=check.action,
    )
    return check


def _hold(*, by: Actor, patient: Patient, note: str, at: datetime) -> None:
    """Open a hold on the active programme, unless this cause holds it already."""
    assignment = Assignment.objects.active().filter(patient=patient).first()
    if assignment is None:
        return
    if assignment.holds.open().filter(cause=Hold.Cause.RED_FLAG).exists():
        return
    # Ended at this very moment: there is nothing left to hold, and the alert stands.
    with suppress(prescribing.UnableToOpenHold):
        prescribing.open_hold(
            by=by,
            assignment=assignment,
            cause=Hold.Cause.RED_FLAG,
            note=note,
            at=at,
        )


def _reason(yes: list[str], not_sure: list[str]) -> str:
    """Return one sentence for the clinic about what was answered."""
    parts = []
    if yes:
        parts.append(_("Said yes: %(what)s") % {"what": _joined(yes)})
    if not_sure:
        parts.append(_("Said “not sure”: %(what)s") % {"what": _joined(not_sure)})
    if not parts:
        parts.append(
            _("Said “yes, or not sure” to the safety list, without saying to what.")
        )
    return " ".join(parts)[:REASON_LENGTH]


def _with_what_stands(reason: str, patient: Patient) -> str:
    """Return a reason that still says what the open alert said.

    The open alert is used again: a fever reported at noon must not wipe out the
    numbness reported in the morning.
    """
    alert = Alert.objects.open().filter(patient=patient, rule=Alert.RED_FLAG).first()
    if alert is None or alert.reason.startswith(reason):
        return alert.reason if alert else reason
    with translation.override(settings.LANGUAGE_CODE):
        both = _("%(now)s Before that: %(before)s")
    return (both % {"now": reason, "before": alert.reason})[:REASON_LENGTH]


def _joined(texts: list[str]) -> str:
    """Join what was said, each part cut to where it can still be told apart."""
    return "; ".join(
        text if len(text) <= PART_LENGTH else f"{text[: PART_LENGTH - 1].rstrip()}…"
        for text in texts
    )
