"""Forms for what was not logged, or logged wrong."""

from typing import Any

from crispy_forms.layout import HTML, Field
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.diary.entries import SessionEntry
from programmes.diary.fields import EntryIdField, PainField
from programmes.diary.models import Session, SessionItem
from programmes.today.forms import (
    CHIPS,
    SCALE,
    SessionForm,
    SomeForm,
    item_name,
    more,
    pane,
)

PLANNED, SOME = "planned", "some"
HOW = [
    (PLANNED, gettext_lazy("All of it, as planned")),
    (SOME, gettext_lazy("Some of it")),
]


class WorstForm(forms.Form):
    """The worst pain of a stored session, put right with one tap."""

    client_uuid = EntryIdField()
    worst = PainField()

    def entry(self, session: Session) -> SessionEntry:
        """Return the session as it stands, with this worst pain."""
        return SessionEntry(
            client_uuid=self.cleaned_data["client_uuid"],
            on=session.local_date,
            worst_pain=self.cleaned_data["worst"],
            as_planned=session.as_planned,
            version_id=session.version_id,
            items={}
            if session.as_planned
            else {str(each.item_id): each.state for each in session.items.all()},
            note=session.note,
        )


class MissedForm(SessionForm):
    """A session of an earlier day."""

    how = forms.ChoiceField(
        label=gettext_lazy("How much did you do?"),
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    before = PainField(
        required=False,
        label=gettext_lazy("Pain before you started, at rest"),
        help_text=gettext_lazy("Leave it empty if you do not remember."),
    )

    def parts(self) -> list[Any]:
        """Ask for the day first."""
        self.fields["on"].label = _("Which day?")
        self.fields["on"].help_text = _("Up to 30 days back.")
        return [
            pane("on", Field("how", template=CHIPS)),
            pane(Field("worst", template=SCALE)),
            pane(Field("before", template=SCALE)),
            more("note"),
        ]

    @property
    def as_planned(self) -> bool:
        """Whether all was done, as far as the patient remembers."""
        return self.cleaned_data["how"] == PLANNED


class FixForm(SomeForm):
    """A stored session, to be put right: everything that was said, filled in."""

    how = forms.ChoiceField(
        label=gettext_lazy("How much did you do?"),
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )

    def exercises(self) -> list[Any]:
        """Ask how much first; single exercises count only for "some of it"."""
        hint = HTML(f'<p class="hint">{_("Only if you did some of it:")}</p>')
        return [pane(Field("how", template=CHIPS)), pane(hint, *self._each())]

    def clean(self) -> dict[str, Any]:
        """Look at single exercises only where they count."""
        if self.cleaned_data.get("how") == PLANNED:
            return self.cleaned_data
        said = {self.cleaned_data.get(item_name(item)) for item in self.items}
        if said - {"", None} == {SessionItem.State.SKIPPED}:
            self.add_error(
                "how", _("With every exercise left out, remove the session instead.")
            )
        return self.cleaned_data

    def save_label(self) -> str:
        """Return the words on the button."""
        return _("Save the change")

    @property
    def as_planned(self) -> bool:
        """Whether all was done."""
        return self.cleaned_data["how"] == PLANNED

    @property
    def states(self) -> dict[str, str]:
        """How single exercises went, unless all was done as planned."""
        return {} if self.as_planned else super().states

    def _each(self) -> list[Any]:
        return [Field(item_name(item), template=CHIPS) for item in self.items]


def fix_initial(session: Session) -> dict[str, Any]:
    """Return a stored session as the values of the form that puts it right."""
    states = {item_name(done.item): done.state for done in session.items.all()}
    return {
        "version": session.version_id,
        "on": session.local_date,
        "how": PLANNED if session.as_planned else SOME,
        "worst": session.worst_pain,
        "before": session.before.pain if session.before else None,
        "note": session.note,
        **({} if session.as_planned else states),
    }
