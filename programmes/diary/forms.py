"""The desk's form for a session that a patient reports."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.diary.entries import SessionEntry
from programmes.diary.fields import (
    DayField,
    EntryIdField,
    NoteField,
    PainField,
    TicksField,
)
from programmes.diary.models import Source
from programmes.library.texts import DailyLine

SCALE = "keystone/pain_scale.html"
PLANNED, PARTLY = "planned", "partly"
NONE_OF_THESE, YES_OR_NOT_SURE, NOT_ASKED = "none", "some", "not_asked"


class DeskSessionForm(forms.Form):
    """A session, as the patient tells it on the telephone or at the desk."""

    client_uuid = EntryIdField()
    on = DayField(
        label=gettext_lazy("Day of the session"),
        help_text=gettext_lazy("The patient's own date, up to 30 days back."),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How much was done?"),
        choices=[
            (PLANNED, gettext_lazy("As planned")),
            (PARTLY, gettext_lazy("Some of it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    before = PainField(
        required=False,
        label=gettext_lazy("Pain before, at rest"),
        help_text=gettext_lazy("Leave it empty if the patient does not know."),
    )
    worst = PainField(label=gettext_lazy("Worst pain during the session"))
    safe = forms.ChoiceField(
        label=gettext_lazy("What did the patient answer?"),
        choices=[
            (NONE_OF_THESE, gettext_lazy("None of these")),
            (YES_OR_NOT_SURE, gettext_lazy("Yes, or not sure")),
            (NOT_ASKED, gettext_lazy("Not asked")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Say what the patient answered, or “Not asked”.")
        },
    )
    line = TicksField(
        required=False,
        label=gettext_lazy("Read out: is any of this new? Tick what is"),
    )
    note = NoteField(label=gettext_lazy("Note"))

    def __init__(
        self, *args: Any, lines: Sequence[DailyLine] = (), **kwargs: Any
    ) -> None:
        """Offer the safety lines that apply to this patient."""
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [  # type: ignore[attr-defined]
            (line.slug, line.text) for line in lines
        ]
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": True}
        self.helper.layout = Layout(
            "client_uuid",
            Row(Column("on"), Column("how")),
            Field("before", template=SCALE),
            Field("worst", template=SCALE),
            "line",
            "safe",
            "note",
            Submit("save", _("Save the session")),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse an answer that contradicts its ticks."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("line") and cleaned.get("safe") in {NONE_OF_THESE, NOT_ASKED}:
            self.add_error(
                "safe", _("Something is ticked above. Choose “Yes, or not sure”.")
            )
        return cleaned

    @property
    def was_asked(self) -> bool:
        """Whether the safety list was put to the patient."""
        return self.cleaned_data["safe"] != NOT_ASKED

    def entry(self) -> SessionEntry:
        """Return what was entered, once the form is valid."""
        data = self.cleaned_data
        return SessionEntry(
            client_uuid=data["client_uuid"],
            on=data["on"],
            worst_pain=data["worst"],
            as_planned=data["how"] == PLANNED,
            note=data["note"],
            source=Source.DESK,
        )
