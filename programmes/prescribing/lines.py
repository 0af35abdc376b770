"""One line of a plan each, as it is typed: an exercise, an activity, an own activity."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from programmes.library.models import Activity, Exercise
from programmes.prescribing.dosing import Dose, default_dose, problems
from programmes.prescribing.drafts import ActivityDraft, ItemDraft, Seen
from programmes.prescribing.forms import REASON_LENGTH, text
from programmes.prescribing.guards import Allowed, advice
from programmes.prescribing.models import PlanActivity
from programmes.prescribing.proposals import weekdays_of
from programmes.prescribing.schedule import mask_of
from programmes.prescribing.words import problem_words
from programmes.screening.verdicts import Verdict

Data = QueryDict | None

MOST_MINUTES = 600
OWN_LENGTH = 80
DAY_CHOICES = [(str(day), str(day)) for day in range(7)]
WRONG_NUMBER = _("Write a whole number.")


class ItemForm(forms.Form):
    """One exercise: in the plan or not, how much, on which days, with what care."""

    take = forms.BooleanField(required=False)
    sets = forms.IntegerField(required=False, label=_("sets"))
    reps = forms.IntegerField(required=False, label=_("times"))
    hold_s = forms.IntegerField(required=False, label=_("hold"))
    rest_s = forms.IntegerField(required=False, label=_("rest"))
    band_level = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label=_("band")
    )
    days = forms.MultipleChoiceField(
        required=False, choices=DAY_CHOICES, label=_("days")
    )
    # What is ticked may no longer be advised: then it does not count, and no error
    # stands in the way of the reason that does.
    advice = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    seen = forms.CharField(required=False)
    seen_advice = forms.Field(required=False, widget=forms.MultipleHiddenInput)

    def __init__(
        self,
        data: Data,
        *,
        prefix: str,
        exercise: Exercise,
        verdict: Verdict,
        bands: Sequence[tuple[int, str]],
        item: ItemDraft | None,
    ) -> None:
        self.exercise = exercise
        self.verdict = verdict
        dose = item.dose if item else default_dose(exercise.default_dose)
        self.weekdays = item.weekdays if item else weekdays_of(exercise)
        self.ticked = item.modifications if item else ()
        initial = {"take": item is not None, **vars(dose)}
        super().__init__(data, prefix=prefix, initial=initial)
        band = self.fields["band_level"]
        if exercise.uses_band and isinstance(band, forms.TypedChoiceField):
            band.choices = list(bands)
            band.widget.attrs["class"] = "in auto"
        else:
            del self.fields["band_level"]
        for name in ("sets", "reps", "hold_s", "rest_s"):
            field = self.fields[name]
            least, most = exercise.limits(name)
            field.error_messages["invalid"] = WRONG_NUMBER
            field.widget = forms.NumberInput(
                attrs={
                    "class": "in n",
                    "min": least,
                    "max": most,
                    "inputmode": "numeric",
                    "aria-label": f"{field.label}, {exercise.name}",
                }
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.is_bound:
            self.weekdays = mask_of(data.get("days", []))
            self.ticked = self._advised(data.get("advice"))
        if not data.get("take"):
            # A dose that nobody will do needs no mending.
            for name in list(self.errors):
                del self.errors[name]
            return data
        for name in ("sets", "reps", "hold_s", "rest_s"):
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, WRONG_NUMBER)
        if self.errors:
            return data
        allowed = Allowed.of(self.exercise.dose_limits, self.exercise.default_dose)
        for problem in problems(
            self.dose(),
            self.weekdays,
            limits=allowed.limits,
            apart_from_band=allowed.apart_from_band,
        ):
            name = problem.what.value if problem.what.value in self.fields else "days"
            self.add_error(name, problem_words(problem))
        return data

    def _advised(self, ticked: object) -> tuple[str, ...]:
        chosen = ticked if isinstance(ticked, list) else []
        return tuple(each for each in advice(self.verdict) if each in chosen)

    def dose(self) -> Dose:
        """Return the dose that was entered."""
        data = self.cleaned_data
        return Dose(
            sets=data["sets"],
            reps=data["reps"],
            hold_s=data["hold_s"],
            rest_s=data["rest_s"],
            band_level=data.get("band_level"),
        )

    def draft(self) -> ItemDraft | None:
        """Return the exercise as entered, or None if it is left out."""
        data = self.cleaned_data
        if not data["take"]:
            return None
        return ItemDraft(
            slug=self.exercise.slug,
            dose=self.dose(),
            weekdays=self.weekdays,
            modifications=self.ticked,
            seen=Seen(_level(data["seen"]), frozenset(data["seen_advice"] or ())),
        )


class ActivityForm(forms.Form):
    """What the patient is told about one activity of the library."""

    stance = forms.ChoiceField(
        choices=PlanActivity.Stance.choices, label=_("what to tell the patient")
    )
    minutes = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        label=_("minutes"),
        error_messages={
            "invalid": WRONG_NUMBER,
            "min_value": _("Choose 1 to 600 minutes, or leave it empty."),
            "max_value": _("Choose 1 to 600 minutes, or leave it empty."),
        },
    )
    reason = text(REASON_LENGTH, _("reason"), required=False)
    seen = forms.CharField(required=False)
    seen_advice = forms.Field(required=False, widget=forms.MultipleHiddenInput)

    def __init__(
        self,
        data: Data,
        *,
        prefix: str,
        activity: Activity,
        draft: ActivityDraft | None,
    ) -> None:
        self.activity = activity
        initial = {
            "stance": draft.stance if draft else PlanActivity.Stance.AVOID.value,
            "minutes": draft.minutes if draft else None,
            "reason": draft.reason if draft else "",
        }
        super().__init__(data, prefix=prefix, initial=initial)
        _dress(self, activity.name)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        stance = data.get("stance")
        if stance != PlanActivity.Stance.LIMIT:
            # A number of minutes means something only beside "only a little".
            self.errors.pop("minutes", None)
            data["minutes"] = None
        relaxed = stance in ("limit", "fine")
        if relaxed and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write why this patient may do it."))
        return data

    @property
    def stance_words(self) -> str:
        """What the patient is told as it stands on the page."""
        chosen = self["stance"].value()
        return str(dict(PlanActivity.Stance.choices).get(chosen, chosen))

    def draft(self) -> ActivityDraft:
        """Return what was entered."""
        data = self.cleaned_data
        return ActivityDraft(
            slug=self.activity.slug,
            stance=data["stance"],
            minutes=data["minutes"],
            reason=data["reason"],
            seen=Seen(_level(data["seen"]), frozenset(data["seen_advice"] or ())),
        )


class OwnActivityForm(forms.Form):
    """One more activity to leave out or limit, in the clinician's own words."""

    name = text(OWN_LENGTH, _("activity"), required=False)
    stance = forms.ChoiceField(
        choices=[
            (stance.value, stance.label)
            for stance in (PlanActivity.Stance.AVOID, PlanActivity.Stance.LIMIT)
        ],
        required=False,
        label=_("what to tell the patient"),
    )
    minutes = ActivityForm.base_fields["minutes"]
    reason = text(REASON_LENGTH, _("reason"), required=False)

    def __init__(self, data: Data, *, prefix: str, draft: ActivityDraft | None) -> None:
        initial: dict[str, Any] = {"stance": PlanActivity.Stance.AVOID.value}
        if draft is not None:
            initial = {
                "name": draft.own_name,
                "stance": draft.stance,
                "minutes": draft.minutes,
                "reason": draft.reason,
            }
        super().__init__(data, prefix=prefix, initial=initial)
        _dress(self, str(_("another activity")))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("stance") != PlanActivity.Stance.LIMIT:
            self.errors.pop("minutes", None)
            data["minutes"] = None
        if data.get("name") and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write why, for the patient to read."))
        if data.get("reason") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Name the activity, or empty this line."))
        return data

    def draft(self) -> ActivityDraft | None:
        """Return what was entered, or None for an empty line."""
        data = self.cleaned_data
        if not data.get("name"):
            return None
        return ActivityDraft(
            slug="",
            own_name=data["name"],
            stance=data["stance"] or PlanActivity.Stance.AVOID.value,
            minutes=data["minutes"],
            reason=data["reason"],
        )


def _dress(form: forms.Form, name: str) -> None:
    """Give the parts of an activity's line their look and their names."""
    widgets: dict[str, tuple[type[forms.Widget], str]] = {
        "name": (forms.TextInput, "in"),
        "stance": (forms.Select, "in auto"),
        "minutes": (forms.NumberInput, "in n"),
        "reason": (forms.TextInput, "in"),
    }
    for key, (widget, css) in widgets.items():
        field = form.fields.get(key)
        if field is None:
            continue
        attrs = {"class": css, "aria-label": f"{field.label}, {name}"}
        if isinstance(field, forms.ChoiceField):
            field.widget = forms.Select(attrs=attrs)
            field.choices = list(field.choices)  # type: ignore[arg-type]
        else:
            field.widget = widget(attrs=attrs)


def _level(seen: str) -> str:
    """Return the level the page showed, or none for a word that means nothing."""
    return seen if seen in {"ok", "caution", "not_checked", "contraindicated"} else ""
