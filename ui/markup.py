"""HTML that is safe by construction.

Text of documents reaches the screen only through `escape`, and addresses only through `link`.
`Html` is a type of its own, so the type checker refuses a plain string where markup is due.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from html import escape as html_escape
from typing import NewType

from search_api.schemas import Span

Html = NewType("Html", str)

_SCHEMES = ("http://", "https://", "?")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escape(text: object) -> Html:
    """Return the text as markup that shows exactly that text."""
    return Html(html_escape(str(text), quote=True))


def joined(parts: Iterable[Html], separator: str = "") -> Html:
    """Return the parts in a row, with a (plain) separator between them."""
    return Html(html_escape(separator).join(parts))


def element(
    name: str, *children: Html, css: str = "", attributes: Mapping[str, str | None] | None = None
) -> Html:
    """Return one element. `name` and the attributes' names are ours; their values are escaped.

    An attribute whose value is None is left out.
    """
    given = {"class": css or None, **(attributes or {})}
    written = "".join(
        f' {key}="{escape(value)}"' for key, value in given.items() if value is not None
    )
    return Html(f"<{name}{written}>{''.join(children)}</{name}>")


def text(name: str, content: object, css: str = "", lang: str | None = None) -> Html:
    """Return an element that holds plain text only."""
    return element(name, escape(content), css=css, attributes={"lang": lang})


def link(
    address: str, *children: Html, css: str = "", label: str | None = None, current: bool = False
) -> Html:
    """Return a link: to a place in this app (`?...`), or to the web in a new tab.

    `label` is what a screen reader says in place of the children; `current` that it is in use.
    Any other scheme, `javascript:` among them, is not linked: the children stand alone.
    """
    if not address.startswith(_SCHEMES):
        return element("span", *children, css=css)
    inside = address.startswith("?")
    return element(
        "a",
        *children,
        css=css,
        attributes={
            "href": address,
            "target": "_self" if inside else "_blank",
            "rel": None if inside else "noopener noreferrer",
            "aria-label": label,
            "aria-current": "true" if current else None,
        },
    )


def picture(png: bytes, alternative: str) -> Html:
    """Return a PNG as an image that travels with the page; `alternative` says what is on it."""
    source = f"data:image/png;base64,{b64encode(png).decode('ascii')}"
    return Html(f'<img src="{source}" alt="{escape(alternative)}"/>')


def removable(address: str, name: str, label: str, css: str = "chip") -> Html:
    """Return the name of something in use, as a link that ends its use; `label` says so."""
    parts = (text("span", name, css="name"), text("span", " ×", css="cross"))
    return link(address, *parts, css=css, label=label)


def folded_away(summary: str, *children: Html, css: str = "") -> Html:
    """Return children that the reader opens with a click or the Enter key."""
    return element("details", text("summary", summary), *children, css=css)


def highlighted(content: str, spans: Iterable[Span]) -> Html:
    """Return the text with its spans marked; spans may overlap, or reach beyond the text."""
    parts: list[Html] = []
    done = 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start, end = max(span.start, done), min(span.end, len(content))
        if start < end:
            parts += [escape(content[done:start]), text("mark", content[start:end])]
            done = end
    return joined([*parts, escape(content[done:])])


def marked(
    content: str, spans: Iterable[Span], answer: Span | None = None, label: str = ""
) -> Html:
    """Return the text with its spans marked, and the sentence that answers made to stand out.

    `label` says so to those who do not see it.
    """
    if answer is None:
        return highlighted(content, spans)
    within = list(spans)
    return joined(
        [
            _stretch(content, within, 0, answer.start),
            element(
                "span",
                text("span", f"{label} ", css="unseen"),
                _stretch(content, within, answer.start, answer.end),
                css="answer",
            ),
            _stretch(content, within, answer.end, len(content)),
        ]
    )


def _stretch(content: str, spans: Iterable[Span], start: int, end: int) -> Html:
    """Return a part of the text with what of the spans is in it."""
    inside = [
        Span(start=max(span.start, start) - start, end=min(span.end, end) - start)
        for span in spans
        if span.start < end and span.end > start
    ]
    return highlighted(content[start:end], inside)


def escape_label(content: str) -> str:
    """Return text as the label of a widget that reads Markdown: it shows exactly that text.

    Every sign is escaped, and a colon is parted from what follows by a word joiner that nobody
    sees, because Streamlit replaces `:material/home:` by a picture even where it is escaped.
    """
    return _PUNCTUATION.sub(r"\\\1", content).replace("\\:", "\\:\u2060")
