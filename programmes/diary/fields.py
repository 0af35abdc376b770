"""Fields that the patient's forms and the desk's share."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from programmes.diary.models import SessionItem

NOTE_LENGTH = 2000


class PainField(forms.TypedChoiceField):
    """A number from 0 to 10, never chosen for anyone."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer the eleven numbers as radios."""
        super().__init__(
            choices=[(n, str(n)) for n in range(11)],
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose a number from 0 to 10."),
                "invalid_choice": _(
                    "“%(value)s” is not on the scale. Choose a number from 0 to 10."
                ),
            },
            **kwargs,
        )


class NoteField(forms.CharField):
    """Free words. They are not read at once, and the page says so."""

    def __init__(self, **kwargs: Any) -> None:
        """Ask for at most as many characters as are kept."""
        super().__init__(
            required=False,
            max_length=NOTE_LENGTH,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={
                "max_length": _(
                    "The note has %(show_value)d characters. Shorten it to "
                    "%(limit_value)d."
                ),
                "null_characters_not_allowed": _(
                    "There is a character in the note that cannot be saved. Type the "
                    "note again."
                ),
            },
            **kwargs,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out the browser's limit: it would cut a pasted note without a word."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class DayInput(forms.DateInput):
    """The browser's own date picker, or what was typed where a picker cannot show it.

    A picker leaves out "31/02/2026" and shows nothing: what was typed would be lost.
    """

    input_type = "date"

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Show a plain field for what is no date in the picker's own writing."""
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not _is_iso_day(shown):
            context["widget"]["type"] = "text"
        return context


def _is_iso_day(text: str) -> bool:
    try:
        return parse_date(text) is not None
    except ValueError:
        return False


class DayField(forms.DateField):
    """A day, typed or picked; says how to mend a day that does not exist."""

    def __init__(self, **kwargs: Any) -> None:
        """Take the browser's own date picker and what people type."""
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%d %B %Y"],
            widget=DayInput(format="%Y-%m-%d"),
            error_messages={
                "required": _("Choose the day."),
                "invalid": _("There is no such day. Write it like 2026-05-04."),
            },
            **kwargs,
        )


class TicksField(forms.MultipleChoiceField):
    """Ticked lines of the safety list.

    A tick that is not on the list (the page was old) is kept: it counts as a yes.
    """

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        """Refuse nothing."""
        return True


class StateField(forms.ChoiceField):
    """How one exercise went. Not said is not known."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer the four states as chips."""
        super().__init__(
            required=False,
            choices=SessionItem.State.choices,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Tap one of the answers.")},
            **kwargs,
        )


class EntryIdField(forms.UUIDField):
    """The id of an entry, made when its form is shown: a second tap is the same."""

    def __init__(self) -> None:
        """Keep it out of sight."""
        out_of_date = _("This page is out of date. Open it again from Today.")
        super().__init__(
            widget=forms.HiddenInput,
            initial=uuid4,
            error_messages={"required": out_of_date, "invalid": out_of_date},
        )
