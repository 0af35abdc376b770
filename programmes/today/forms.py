"""The patient's forms: what was typed is kept, and every error says how to mend it."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.diary.entries import SessionEntry
from programmes.diary.fields import (
    DayField,
    EntryIdField,
    NoteField,
    PainField,
    StateField,
    TicksField,
)
from programmes.diary.models import SessionItem
from programmes.library.texts import DailyLine, RedFlagQuestion
from programmes.prescribing.models import PlanItem

SCALE = "keystone/pain_scale.html"
CHIPS = "keystone/chips.html"
NONE_OF_THESE, YES_OR_NOT_SURE = "none", "some"


class PainForm(forms.Form):
    """One tap on the pain scale."""

    pain = PainField()


class SessionForm(forms.Form):
    """A session that was done: worst pain, and a note if wanted.

    The UUID is made when the form is shown, so that a second tap is the same entry.
    """

    client_uuid = EntryIdField()
    version = forms.UUIDField(widget=forms.HiddenInput, required=False)
    on = DayField()
    worst = PainField(label=gettext_lazy("Worst pain while you exercised"))
    note = NoteField(
        label=gettext_lazy("A note for your clinic"),
        help_text=gettext_lazy(
            "Not read at once. If something is wrong, use the button at the top."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Lay the form out for a phone."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.template_pack = "keystone"
        self.helper.attrs = {"novalidate": True}
        self.helper.form_class = "stack"
        self.helper.layout = Layout(
            "client_uuid",
            "version",
            *self.parts(),
            Submit("save", self.save_label()),
        )

    def parts(self) -> list[Any]:
        """Return what stands between the hidden fields and the button."""
        self.fields["on"].widget = forms.HiddenInput()
        return ["on", pane(Field("worst", template=SCALE)), more("note")]

    def save_label(self) -> str:
        """Return the words on the button."""
        return _("Save")

    @property
    def as_planned(self) -> bool:
        """Whether everything that was due was done."""
        return True

    @property
    def states(self) -> dict[str, str]:
        """How single exercises went: item id to state."""
        return {}

    def entry(self) -> SessionEntry:
        """Return what was entered, once the form is valid."""
        data = self.cleaned_data
        return SessionEntry(
            client_uuid=data["client_uuid"],
            on=data["on"],
            worst_pain=data["worst"],
            as_planned=self.as_planned,
            version_id=data["version"],
            items=self.states,
            note=data["note"],
        )


class LogForm(SessionForm):
    """Done as planned. Asks the safety list and pain before, if still open today."""

    safe = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        choices=[],
        label=gettext_lazy("Was any of this new?"),
    )
    line = TicksField(required=False)
    before = PainField(
        required=False,
        label=gettext_lazy("Pain before you started, at rest"),
        help_text=gettext_lazy("Leave it empty if you do not remember."),
    )

    def __init__(
        self,
        *args: Any,
        lines: Sequence[DailyLine] = (),
        asks_before: bool = False,
        is_second: bool = False,
        **kwargs: Any,
    ) -> None:
        """Ask what is still open."""
        self.lines = lines
        self.asks_before = asks_before
        self.is_second = is_second
        super().__init__(*args, **kwargs)
        self.fields["safe"].choices = [  # type: ignore[attr-defined]
            (NONE_OF_THESE, _("None of these")),
            (YES_OR_NOT_SURE, _("Yes, or not sure")),
        ]
        self.fields["line"].choices = [  # type: ignore[attr-defined]
            (line.slug, line.text) for line in lines
        ]
        self.fields["line"].label = _("Tick what is new, or what you are not sure of")

    def parts(self) -> list[Any]:
        """Put worst pain first: it is what the patient came to say."""
        self.fields["on"].widget = forms.HiddenInput()
        before = [pane(Field("before", template=SCALE))] if self.asks_before else []
        safety = [pane("line", Field("safe", template=CHIPS))] if self.lines else []
        return [
            "on",
            *self.exercises(),
            pane(Field("worst", template=SCALE)),
            *before,
            *safety,
            more("note"),
        ]

    def save_label(self) -> str:
        """Return the words on the button: a second session is named as one."""
        return _("Save a second session") if self.is_second else super().save_label()

    def exercises(self) -> list[Any]:
        """Return the fields for single exercises; as planned, there are none."""
        return []

    @property
    def said_none(self) -> bool:
        """Whether the list was answered with "none of these"."""
        return self.cleaned_data["safe"] == NONE_OF_THESE and not self.ticked

    @property
    def said_yes(self) -> bool:
        """Whether the list was answered with a yes or "not sure"."""
        return bool(self.ticked) or self.cleaned_data["safe"] == YES_OR_NOT_SURE

    @property
    def ticked(self) -> list[str]:
        """The lines that were ticked."""
        return list(self.cleaned_data["line"])


class SomeForm(LogForm):
    """Some of it was done: how each exercise went."""

    def __init__(self, *args: Any, items: Sequence[PlanItem], **kwargs: Any) -> None:
        """Ask for each exercise."""
        self.items = items
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[item_name(item)] = StateField(label=item.exercise.name)
        # Errors are listed in the order of the page.
        self.order_fields(["how", *map(item_name, items)])

    def exercises(self) -> list[Any]:
        """Show the exercises in their order."""
        return [pane(*(Field(item_name(item), template=CHIPS) for item in self.items))]

    def clean(self) -> dict[str, Any]:
        """Ask for one exercise at least: with none done there was no session."""
        cleaned = super().clean() or self.cleaned_data
        said = {cleaned.get(item_name(item)) for item in self.items} - {"", None}
        if self.items and not said:
            self.add_error(
                item_name(self.items[0]), _("Say how at least one exercise went.")
            )
        elif said == {SessionItem.State.SKIPPED}:
            self.add_error(
                item_name(self.items[0]),
                _("With every exercise left out there is nothing to save."),
            )
        return cleaned

    @property
    def as_planned(self) -> bool:
        """Some of it is not as planned."""
        return False

    @property
    def states(self) -> dict[str, str]:
        """How single exercises went, where it was said."""
        return {
            str(item.pk): self.cleaned_data[item_name(item)]
            for item in self.items
            if self.cleaned_data[item_name(item)]
        }


class FullForm(forms.Form):
    """The safety questions one by one: no, yes, not sure."""

    def __init__(
        self, *args: Any, questions: Sequence[RedFlagQuestion], **kwargs: Any
    ) -> None:
        """Ask each question that applies."""
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question.slug] = forms.ChoiceField(
                label=question.text,
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    ("no", _("No")),
                    ("yes", _("Yes")),
                    ("not_sure", _("Not sure")),
                ],
            )
        self.helper = FormHelper()
        self.helper.template_pack = "keystone"
        self.helper.attrs = {"novalidate": True}
        self.helper.form_class = "stack"
        self.helper.layout = Layout(
            *(pane(Field(slug, template=CHIPS)) for slug in self.fields),
            Submit("send", _("Send my answers")),
        )

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing, unless a yes has already decided."""
        if not self.replies:
            self.add_error(
                None,
                _(
                    "Nothing is answered yet. Tap one answer for each question. Or "
                    "tap “Tell me what to do” at the top."
                ),
            )
        elif not self.found_something:
            for slug in self.fields:
                if not self.cleaned_data.get(slug) and slug not in self.errors:
                    self.add_error(slug, _("Tap one answer: no, yes or not sure."))
        return self.cleaned_data

    @property
    def found_something(self) -> bool:
        """Whether any answer is a yes or "not sure"."""
        return any(reply in {"yes", "not_sure"} for reply in self.cleaned_data.values())

    @property
    def replies(self) -> dict[str, str]:
        """What was answered."""
        return {slug: reply for slug, reply in self.cleaned_data.items() if reply}


def item_name(item: PlanItem) -> str:
    """Return the name of the field for one exercise."""
    return f"item_{item.pk.hex}"


def pane(*parts: Any) -> Div:
    """Put parts of a form on one card."""
    return Div(*parts, css_class="pane")


def more(*parts: Any) -> Div:
    """Fold away what is not needed."""
    # Open as soon as it holds something: nobody must look for what they typed.
    opened = "{% if form.note.value or form.note.errors %} open{% endif %}"
    summary = _("Add a note, if you want to")
    return Div(
        HTML(f'<details class="more"{opened}><summary>{summary}</summary>'),
        *parts,
        HTML("</details>"),
        css_class="pane",
    )
