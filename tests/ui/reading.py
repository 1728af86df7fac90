"""Reading what a screen shows, as a person or a screen reader would."""

from html.parser import HTMLParser
from typing import Any

from streamlit.testing.v1 import AppTest

from ui.markup import Html


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self._texts: dict[int, list[str]] = {}
        self._places: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._places.append(len(self.elements) - 1)
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"</{tag}> closes another element"
        self._places.pop()

    def handle_data(self, data: str) -> None:
        for place in self._places:
            self._texts.setdefault(place, []).append(data)
        if "style" not in self._open:
            self.words.append(data)

    def texts(self, tag: str, css: str | None = None) -> list[str]:
        """Return the text of every element of a kind, and of a class if one is given."""
        return [
            "".join(self._texts.get(place, []))
            for place, (name, attributes) in enumerate(self.elements)
            if name == tag and (css is None or css in attributes.get("class", "").split())
        ]

    def links(self) -> dict[str, str]:
        """Return the address behind the text of each link."""
        places = [place for place, (name, _) in enumerate(self.elements) if name == "a"]
        return {
            "".join(self._texts.get(place, [])): self.elements[place][1]["href"] for place in places
        }

    @property
    def text(self) -> str:
        return "".join(self.words)


def page_of(markup: str | Html) -> Any:
    """Return markup as elements and texts; it must be well formed."""
    page = _Page()
    page.feed(markup)
    page.close()
    return page


def page_in(app: AppTest) -> Any:
    """Return all the markup on the screen of an app that raised nothing, fixed spaces as others."""
    assert not app.exception, app.exception
    bodies = [element.proto.body for element in app.get("html")]
    return page_of("\n".join(bodies).replace("\u00a0", " "))
