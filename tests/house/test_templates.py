"""The templates and style sheets keep what the pages promise."""

import gzip
import re
from pathlib import Path

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.conf import settings
from django.template.loader import get_template, render_to_string

TEMPLATES = Path(settings.BASE_DIR) / "templates"
CSS = Path(settings.BASE_DIR) / "static" / "css"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))

# E-mail programs drop style sheets, so a message carries its style inline.
MAIL = "outbox/email.html"
PAGES = [
    name
    for name in NAMES
    if name != MAIL and f'extends "{MAIL}"' not in (TEMPLATES / name).read_text()
]

# What a strict content security policy would refuse.
INLINE = re.compile(
    r"<[^>]*\s(?:style|on[a-z]+)=|<script(?![^>]*\bsrc=)", re.IGNORECASE
)


class PainForm(forms.Form):
    """The fields that patient pages use, one of each kind that matters."""

    year = forms.IntegerField(
        help_text="For example 1958",
        max_value=2010,
        error_messages={"max_value": "Write a year from 1906 to 2010."},
    )
    pain = forms.ChoiceField(
        choices=[(str(n), str(n)) for n in range(11)], widget=forms.RadioSelect
    )

    def __init__(self, *args, pack, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.template_pack = pack
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "year", Field("pain", template="keystone/pain_scale.html")
        )


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles_and_its_parents_and_parts_exist(name):
    source = (TEMPLATES / name).read_text()

    get_template(name)
    named = re.findall(r'{% (?:extends|include) "([^"]+)"', source)

    for other in named:
        get_template(other)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_nothing_that_the_security_policy_refuses(name):
    source = (TEMPLATES / name).read_text()

    refused = INLINE.findall(source)

    assert refused == []


def test_the_two_style_sheets_of_a_patient_page_weigh_under_10_kb():
    sheets = [CSS / "tokens.css", CSS / "components.css"]

    weight = sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets)

    assert weight < 10_000


def test_no_style_sheet_asks_another_server_for_anything():
    sources = {path.name: path.read_text() for path in CSS.glob("*.css")}

    asking = [name for name, css in sources.items() if re.search(r"//|@import", css)]

    assert asking == []


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb, as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def palette(scheme: str) -> dict[str, str]:
    """Return the colours that tokens.css gives one scheme."""
    source = (CSS / "tokens.css").read_text()
    start = source.index(f"color-scheme: {scheme};")
    block = source[start : source.index("}", start)]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", block))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "ink", ["ink", "ink-2", "accent", "urgent", "today", "unknown"]
)
@pytest.mark.parametrize("surface", ["paper", "card", "sunk"])
def test_words_stand_out_from_every_surface(scheme, ink, surface):
    colours = palette(scheme)

    ratio = contrast(colours[ink], colours[surface])

    assert ratio >= 4.5


@pytest.mark.parametrize("part", ["pain_scale", "pain_buttons"])
def test_the_pain_scale_offers_eleven_numbers_and_chooses_none(part):
    html = render_to_string(
        f"components/{part}.html", {"name": "pain", "legend": "Now"}
    )

    assert re.findall(r'value="(\d+)"', html) == [str(n) for n in range(11)]
    assert "checked" not in html
    assert "aria-pressed" not in html


def test_a_pain_of_zero_is_shown_as_chosen():
    html = render_to_string(
        "components/pain_scale.html", {"name": "pain", "legend": "Now", "chosen": 0}
    )

    assert html.count("checked") == 1
    assert re.search(r'value="0"[^>]* checked', html)


@pytest.mark.parametrize("pack", ["bootstrap5", "keystone"])
def test_an_error_stands_at_its_field_keeps_what_was_typed_and_is_linked(pack):
    form = PainForm({"year": "2050", "pain": ""}, pack=pack)

    html = render_crispy_form(form)

    (field,) = re.findall(r'<input[^>]*name="year"[^>]*>', html)
    assert 'value="2050"' in field
    assert 'aria-describedby="id_year_helptext id_year_error"' in field
    assert 'id="id_year_error"' in html
    assert 'href="#id_year"' in html  # the summary on top leads to the field
    assert 'href="#id_pain_0"' in html
    assert 'id="id_pain_0"' in html


@pytest.mark.parametrize("slug", ["not_checked", "contraindicated", "caution", "ok"])
def test_a_screening_level_is_a_shape_and_a_word(slug):
    html = render_to_string("components/severity.html", {"of": slug})

    words = re.sub(r"<[^>]+>", "", html).strip()
    assert words
    assert html.count("<path") == 1


def test_what_is_not_checked_never_looks_fine():
    html = render_to_string("components/severity.html", {"of": "not_checked"})

    assert "sev unknown" in html
    assert "sev good" not in html
