"""Somebody who reads pages and sends the forms that stand on them, as they stand.

No browser: the forms are read out of the HTML, so that a journey sends what the page
offers, hidden fields and first values too, and nothing that it does not offer.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client


@dataclass
class Form:
    """A form of a page: where it goes, what it holds, what can be pressed."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    offered: dict[str, set[str]] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.form: Form | None = None
        self.open: list[tuple[str, dict[str, str]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(has.get("action", ""), has.get("method", "get").lower())
            self.forms.append(self.form)
        elif tag == "input" and self.form and "name" in has:
            self.take(has)
        elif tag == "option" and "selected" in has and self.form:
            select = next(held for name, held in self.open if name == "select")
            self.form.values[select["name"]] = [has.get("value", "")]
        if tag in {"button", "textarea", "select", "a"}:
            self.open.append((tag, has))
            self.text = ""

    def take(self, has: dict[str, str]) -> None:
        """Take an input's first value, as a browser would send it."""
        assert self.form
        name, kind = has["name"], has.get("type", "text")
        if kind == "submit":
            self.form.buttons[has.get("value", "")] = (name, has.get("value", ""))
        elif kind in {"radio", "checkbox"}:
            value = has.get("value", "on")
            self.form.offered.setdefault(name, set()).add(value)
            if "checked" in has:
                self.form.values.setdefault(name, []).append(value)
        else:
            self.form.values.setdefault(name, []).append(has.get("value", ""))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if not self.open or self.open[-1][0] != tag:
            return
        _, has = self.open.pop()
        text = " ".join(self.text.split())
        if tag == "a":
            self.links.setdefault(text, has.get("href", ""))
        elif self.form and tag == "textarea":
            self.form.values[has["name"]] = [self.text.removeprefix("\n")]
        elif self.form and tag == "button":
            self.form.buttons[text] = (has.get("name", ""), has.get("value", ""))


class Visitor:
    """Reads a page, follows its links, fills in its forms."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.path = ""
        self.text = ""
        self.read = _Reader()

    def open(self, path: str) -> None:
        """Open a page."""
        self._arrive(self.client.get(path, follow=True))

    def follow(self, words: str) -> None:
        """Follow the link that says so."""
        self.open(self.read.links[words])

    def press(self, words: str, **typed: str | list[str]) -> None:
        """Send the form with that button, after typing into it."""
        form = next(form for form in self.read.forms if words in form.buttons)
        known = form.values.keys() | form.offered.keys()
        assert typed.keys() <= known, typed.keys() - known
        sent = form.values | {
            name: [value] if isinstance(value, str) else value
            for name, value in typed.items()
        }
        name, value = form.buttons[words]
        if name:
            sent |= {name: [value]}
        assert form.method == "post"
        self._arrive(self.client.post(form.action or self.path, sent, follow=True))

    def chosen(self, words: str, name: str) -> list[str]:
        """Return what is chosen before anybody has touched the form."""
        form = next(form for form in self.read.forms if words in form.buttons)
        assert name in form.offered
        return form.values.get(name, [])

    def offered(self, words: str) -> dict[str, set[str]]:
        """Return what can be ticked in the form with that button."""
        form = next(form for form in self.read.forms if words in form.buttons)
        return form.offered

    def _arrive(self, response) -> None:
        assert response.status_code == 200, (response.status_code, self.path)
        request = response.request
        query = request.get("QUERY_STRING", "")
        self.path = request["PATH_INFO"] + (f"?{query}" if query else "")
        self.text = response.content.decode()
        self.read = _Reader()
        self.read.feed(self.text)
