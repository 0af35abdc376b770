"""The screening questions as a form: checks what was typed, saves nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patients.records.models import Patient
from programmes.screening.facts import NO, YES, Answered
from programmes.screening.fields import (
    as_stored,
    as_typed,
    check_date,
    field_for,
    field_for_detail,
)
from programmes.screening.questionnaire import Detail, Group, Question

# From conception to the due date: 40 weeks less the two before ovulation.
CONCEPTION_BEFORE_DUE = timedelta(days=266)


def name_of(question: Question, detail: Detail) -> str:
    return f"{question.slug}__{detail.name}"


def name_of_none(group: Group) -> str:
    return f"none__{group.slug}"


class ScreeningForm(forms.Form):
    """Every question in its group; what was answered before is filled in.

    A question left open stays open: it is saved as nothing and counts as not
    checked. "None of these" is an explicit no to each question of its group.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        groups: Sequence[Group],
        previous: Mapping[str, Answered],
        patient: Patient,
        now: datetime,
    ) -> None:
        super().__init__(data, initial=as_form_data(groups, previous))
        self.groups = groups
        self.patient = patient
        self.today = patient.today(now)
        self.now = now
        for group in groups:
            for question in group.questions:
                self.fields[question.slug] = field_for(question)
                for detail in question.details:
                    self.fields[name_of(question, detail)] = field_for_detail(detail)
            self.fields[name_of_none(group)] = forms.BooleanField(
                label=gettext_lazy("None of these"), required=False
            )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True  # the page's own form carries the token
        helper.layout = Layout(
            *(
                Fieldset(
                    _(group.name),
                    *(_question_layout(question) for question in group.questions),
                    Field(name_of_none(group), wrapper_class="none-of-these"),
                    css_id=f"group-{group.slug}",
                    template="screening/_group.html",
                )
                for group in self.groups
            )
        )
        return helper

    def full_clean(self) -> None:
        """Read a typed time as the patient's own local time."""
        with timezone.override(self.patient.zone):
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        for group in self.groups:
            self._clean_none(group)
            for question in group.questions:
                self._clean_question(question)
        self._clean_pairs()
        return self.cleaned_data

    def answers(self) -> dict[str, Answered]:
        """Return what was answered, open questions left out."""
        found: dict[str, Answered] = {}
        for group in self.groups:
            none = self.cleaned_data[name_of_none(group)]
            for question in group.questions:
                value = NO if none else self.cleaned_data[question.slug]
                if value:
                    found[question.slug] = Answered(value, self._details(question))
        return found

    def _details(self, question: Question) -> dict[str, Any]:
        if self.cleaned_data[question.slug] != YES:
            return {}
        return {
            detail.name: as_stored(value, self.patient.zone)
            for detail in question.details
            if (value := self.cleaned_data[name_of(question, detail)])
        }

    def _clean_none(self, group: Group) -> None:
        if not self.cleaned_data.get(name_of_none(group)):
            return
        contrary = [
            question
            for question in group.questions
            if self.cleaned_data.get(question.slug, NO) not in {"", NO}
        ]
        if contrary:
            self.add_error(
                name_of_none(group),
                _(
                    "Untick this, or change your answer to “%(question)s”: "
                    "the two cannot both be right."
                )
                % {"question": _(contrary[0].text)},
            )

    def _clean_question(self, question: Question) -> None:
        value = self.cleaned_data.get(question.slug)
        names = [name_of(question, detail) for detail in question.details]
        if value == YES:
            self._clean_details(question)
            return
        # Nothing below the question counts now; what does not count needs no mending.
        typed = any(self.data.get(name) for name in names)
        for name in names:
            self.errors.pop(name, None)
            self.cleaned_data.setdefault(name, None)
        if value == "" and typed:
            self.add_error(
                question.slug,
                _("Answer this too, or clear what is filled in below it."),
            )

    def _clean_details(self, question: Question) -> None:
        for detail in question.details:
            name = name_of(question, detail)
            if name in self.errors:
                continue
            value = self.cleaned_data.get(name)
            if detail.required and not value:
                self.add_error(name, _("Fill this in, or answer “Not sure” above."))
            elif value and detail.kind in {"date", "datetime"}:
                self._clean_date(name, detail, value)
        names = [name_of(question, detail) for detail in question.details]
        if question.one_of and not any(
            name in self.errors or self.cleaned_data.get(name) for name in names
        ):
            self.add_error(
                names[0],
                _("Fill in at least one of these, or answer “Not sure” above."),
            )

    def _clean_date(self, name: str, detail: Detail, value: date | datetime) -> None:
        if isinstance(value, datetime):
            if value > self.now:
                self.add_error(
                    name, _("This is still to come. Write a time up to now.")
                )
                return
            value = value.astimezone(self.patient.zone).date()
        try:
            check_date(detail, value, today=self.today, born=self.patient.birth_date)
        except ValidationError as error:
            self.add_error(name, error)

    def _clean_pairs(self) -> None:
        """Refuse answers that cannot both be true."""
        data = self.cleaned_data
        for group in self.groups:
            for question in group.questions:
                if (
                    question.only_if
                    and data.get(question.slug) == YES
                    and data.get(question.only_if) == NO
                ):
                    self.add_error(
                        question.slug,
                        _(
                            "This goes with “Are you pregnant?”: No. Change one of them."
                        ),
                    )
        due, born = (
            data.get("pregnant__due_date"),
            data.get("gave_birth__baby_birth_date"),
        )
        if due and born and born > due - CONCEPTION_BEFORE_DUE:
            self.add_error(
                "gave_birth__baby_birth_date",
                _(
                    "With this due date the pregnancy began about %(began)s, before "
                    "this birth. Check both dates."
                )
                % {"began": date_format(due - CONCEPTION_BEFORE_DUE)},
            )
        upper, lower = (
            data.get("blood_pressure__systolic"),
            data.get("blood_pressure__diastolic"),
        )
        if upper and lower and upper <= lower:
            self.add_error(
                "blood_pressure__systolic",
                _("The upper number must be the higher one. Are the two swapped?"),
            )


def as_form_data(
    groups: Sequence[Group], answers: Mapping[str, Answered]
) -> dict[str, Any]:
    """Return kept answers as somebody would type them again."""
    typed: dict[str, Any] = {}
    for group in groups:
        for question in group.questions:
            answer = answers.get(question.slug)
            if answer is None:
                continue
            typed[question.slug] = answer.value
            for detail in question.details:
                if detail.name in answer.details:
                    typed[name_of(question, detail)] = as_typed(
                        detail, answer.details[detail.name]
                    )
    return typed


def _question_layout(question: Question) -> Div:
    return Div(
        Field(question.slug, template="keystone/chips.html"),
        Div(
            *(name_of(question, detail) for detail in question.details),
            css_class="ask-details",
        )
        if question.details
        else Div(),
        css_class="ask",
    )
