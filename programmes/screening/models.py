"""What a patient answered about their health."""

from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from patients.accounts.models import Clinic, Membership
from patients.records.models import Patient


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Reads of a patient's answers."""

    def newest(self) -> "AnswerQuerySet":
        """Keep the newest answer to each question of each patient."""
        return self.annotate(
            age_rank=Window(
                RowNumber(),
                partition_by=[F("patient_id"), F("question")],
                order_by=[F("answered_at").desc()],
            )
        ).filter(age_rank=1)


class Answer(models.Model):
    """One answer to one screening question. Never edited: a newer one replaces it.

    `details` say what a yes was about (a due date, a kind of operation); dates are
    ISO text. `answered_on` is the patient's own date. An answer given without a
    clinician has no `confirmed_by`.
    """

    class Value(models.TextChoices):
        """The three answers every question has."""

        NO = "no", _("No")
        YES = "yes", _("Yes")
        NOT_SURE = "not_sure", _("Not sure")

    class By(models.TextChoices):
        """Who can answer."""

        STAFF = "staff", _("Staff")
        PATIENT = "patient", _("Patient")
        TICK = "tick", _("Clockwork")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, related_name="screening_answers"
    )
    question = models.CharField(max_length=60)
    value = models.CharField(max_length=8, choices=Value.choices)
    details = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    answered_at = models.DateTimeField()
    answered_on = models.DateField()
    answered_by_kind = models.CharField(max_length=10, choices=By.choices)
    answered_by_id = models.UUIDField(null=True)
    confirmed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("screening answer")
        verbose_name_plural = _("screening answers")
        constraints = [
            models.CheckConstraint(
                condition=Q(value__in=["yes", "no", "not_sure"]),
                name="%(app_label)s_%(class)s_value_is_known",
            ),
            models.CheckConstraint(
                condition=Q(value="yes") | Q(details={}),
                name="%(app_label)s_%(class)s_details_only_with_yes",
            ),
            models.CheckConstraint(
                condition=~Q(question=""),
                name="%(app_label)s_%(class)s_names_its_question",
            ),
            models.CheckConstraint(
                condition=Q(answered_by_kind="tick")
                | Q(
                    answered_by_kind__in=["staff", "patient"],
                    answered_by_id__isnull=False,
                ),
                name="%(app_label)s_%(class)s_a_person_has_an_id",
            ),
            # "Newest wins" needs one newest; the index also serves that read.
            models.UniqueConstraint(
                fields=["patient", "question", "answered_at"],
                name="%(app_label)s_%(class)s_once_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"
