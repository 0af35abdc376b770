"""Form fields for the screening questions, built from the questionnaire."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.screening.models import Answer
from programmes.screening.moments import read_moment
from programmes.screening.questionnaire import Detail, Question

DATE_FORMAT = "%Y-%m-%d"
MOMENT_FORMAT = "%Y-%m-%dT%H:%M"

NOT_A_DATE = gettext_lazy("Write a date that exists: year-month-day, like 2026-02-28.")
NOT_A_MOMENT = gettext_lazy("Write a date and time that exist, like 2026-02-28 09:30.")
CHOOSE = gettext_lazy("Choose one of the answers shown.")


def field_for(question: Question) -> forms.ChoiceField:
    """Return the yes, no or not sure of a question; nothing is chosen beforehand."""
    return forms.ChoiceField(
        label=_(question.text),
        help_text=_(question.hint) if question.hint else "",
        choices=[
            (Answer.Value.NO, Answer.Value.NO.label),
            (Answer.Value.YES, Answer.Value.YES.label),
            (Answer.Value.NOT_SURE, Answer.Value.NOT_SURE.label),
        ],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )


def field_for_detail(detail: Detail) -> forms.Field:
    """Return the field for one thing that a yes asks for."""
    label = _(detail.label)
    hint = _(detail.hint) if detail.hint else ""
    choices = [(value, _(words)) for value, words in detail.choices.items()]
    common: dict[str, Any] = {"label": label, "help_text": hint, "required": False}
    if detail.kind == "date":
        return forms.DateField(
            widget=forms.DateInput(attrs={"type": "date"}, format=DATE_FORMAT),
            input_formats=[DATE_FORMAT],
            error_messages={"invalid": NOT_A_DATE},
            **common,
        )
    if detail.kind == "datetime":
        return forms.DateTimeField(
            widget=forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format=MOMENT_FORMAT
            ),
            input_formats=[MOMENT_FORMAT, "%Y-%m-%d %H:%M"],
            error_messages={"invalid": NOT_A_MOMENT},
            **common,
        )
    if detail.kind == "integer":
        words = _("Write a whole number from %(least)d to %(most)d.") % {
            "least": detail.least,
            "most": detail.most,
        }
        return forms.IntegerField(
            min_value=detail.least,
            max_value=detail.most,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), words),
            **common,
        )
    if detail.kind == "choice":
        return forms.ChoiceField(
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": CHOOSE},
            **common,
        )
    if detail.kind == "choices":
        return forms.MultipleChoiceField(
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": CHOOSE, "invalid_list": CHOOSE},
            **common,
        )
    return forms.BooleanField(**common)


def check_date(detail: Detail, day: date, *, today: date, born: date) -> None:
    """Refuse a day outside what the detail allows, saying how to mend it."""
    earliest = (
        born if detail.from_days is None else today + timedelta(days=detail.from_days)
    )
    latest = today + timedelta(days=detail.to_days or 0)
    if detail.from_days is not None and day < earliest:
        raise ValidationError(
            _(
                "This date has passed. If the baby is born, answer No here and fill in "
                "the birth below. If the baby is late, write today's date."
            )
        )
    if day < earliest:
        raise ValidationError(
            _("This is before the date of birth, %(born)s. Check the year.")
            % {"born": date_format(born)}
        )
    if day > latest and detail.to_days:
        raise ValidationError(
            _("This is more than %(days)d days ahead. Check the month and year.")
            % {"days": detail.to_days}
        )
    if day > latest:
        raise ValidationError(_("This is still to come. Write a date up to today."))


def as_stored(value: Any, zone: ZoneInfo) -> Any:
    """Return a cleaned detail as it is kept: dates as ISO text, in local time."""
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value


def as_typed(detail: Detail, stored: Any) -> Any:
    """Return a kept detail as it would be typed into its field."""
    if detail.kind == "datetime":
        moment = read_moment(stored)
        return moment.strftime(MOMENT_FORMAT) if moment else ""
    return stored
