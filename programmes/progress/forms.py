"""Which period the report is about."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.progress.period import LONGEST_DAYS, Period

WRITE_A_DATE = {
    "required": _("Write a date, like 2026-05-04."),
    "invalid": _("This is not a date. Write it like 2026-05-04."),
}


def _date(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        error_messages=WRITE_A_DATE,
        widget=forms.DateInput(attrs={"type": "date", "class": "in auto"}),
    )


class PeriodForm(forms.Form):
    """Two dates. In the address, so that a report can be kept as a bookmark."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["from"] = _date(_("From"))
        self.fields["to"] = _date(_("To"))

    def clean(self) -> dict[str, Any]:
        """Refuse a period that is backwards, too long or in the future."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("from"), cleaned.get("to")
        if start and start > self.today:
            self.add_error(
                "from", _("This day is still to come. Choose an earlier one.")
            )
        elif start and end and end < start:
            self.add_error("to", _("This is before the first day. Choose a later one."))
        elif start and end and (end - start).days >= LONGEST_DAYS:
            self.add_error("to", _("Choose a period of one year at most."))
        return cleaned

    @property
    def period(self) -> Period:
        """Return the period of a valid form."""
        return Period(self.cleaned_data["from"], self.cleaned_data["to"])
