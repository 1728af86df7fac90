"""The search box and the list that other sites show in a frame: `/embed`, plain HTML, no script."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from indexer.domain import Resource
from indexer.metadata.facets import label
from indexer.taxonomy.jsonld import bcp47
from search_api.sharing.addresses import Places
from search_api.sharing.words import words

SCRIPT = Path(__file__).with_name("embed.js").read_text("utf-8")
_LONGEST = 240  # characters of a text below its title
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; padding: .5rem; color: #1a1a1a;
background: #fff } a { color: #0645ad } form { display: flex; gap: .5rem; flex-wrap: wrap }
label { flex: 1 1 14rem } input { width: 100%; box-sizing: border-box }
input, button { font: inherit; padding: .45rem .6rem; border: 1px solid #767676;
border-radius: .3rem } button { background: #1f5c57; color: #fff; align-self: end }
ul { list-style: none; padding: 0 } li { margin: 0 0 .9rem }
p { margin: .1rem 0 } .about { color: #555; font-size: .9rem }
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()


@dataclass(frozen=True, slots=True)
class Line:
    """A resource that is listed, with the text below its title and the language of that."""

    resource: Resource
    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a frame shows: `asked` are the pairs of its address, `lines` is None before anything
    is asked. `has_box`: with a box to search in. Words are in `language`."""

    asked: Sequence[tuple[str, str]]
    lines: Sequence[Line] | None
    has_box: bool
    nothing_close: bool
    places: Places
    language: str
    site: str


def policy(frame_ancestors: str) -> str:
    """Return the Content Security Policy: its own style, a form to itself, framed by whom the
    setting names."""
    return (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'self'; "
        f"frame-ancestors {frame_ancestors}"
    )


def page(shown: Embedded) -> str:
    """Return the page of a frame."""
    box = "".join(_box(shown)) if shown.has_box else ""
    listed = "".join(_list(shown)) if shown.lines is not None else ""
    return (
        f'<!doctype html>\n<html lang="{escape(shown.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{escape(shown.site)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{box}{listed}</main></body></html>\n"
    )


def _box(shown: Embedded) -> Iterator[str]:
    """Yield the form: a GET to the same address, which keeps the filters."""
    wording = words(shown.language)
    question = next((value for name, value in shown.asked if name == "q"), "")
    yield '<form action="embed" method="get" role="search"><label>'
    yield f'<span class="about">{escape(wording["question"])}</span>'
    yield f'<input type="search" name="q" value="{escape(question)}"></label>'
    for name, value in shown.asked:
        if name != "q":
            yield f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
    yield f"<button>{escape(wording['search'])}</button></form>"


def _list(shown: Embedded) -> Iterator[str]:
    wording = words(shown.language)
    if not shown.lines:
        yield f"<p>{escape(wording['nothing'])}</p>"
        return
    if shown.nothing_close:
        yield f"<p>{escape(wording['nothing_close'])}</p>"
    yield "<ul>"
    for line in shown.lines:
        yield _line(line, shown)
    yield "</ul>"


def _line(line: Line, shown: Embedded) -> str:
    metadata = line.resource.metadata
    own = bcp47(metadata.language)
    title = f'<a href="{escape(shown.places.page(line.resource.id))}" target="_blank" '
    title += f'rel="noopener"{_lang(own)}>{escape(metadata.title or line.resource.path)}</a>'
    kinds = [("language", metadata.language), ("type", metadata.type)]
    labels = [label(facet, value, shown.language) for facet, value in kinds if value]
    makers = (", ".join(metadata.authors), metadata.institution)
    about = " · ".join(part for part in (*makers, *labels) if part)
    text = escape(_excerpt(line.text))
    return (
        f"<li><p>{title}</p>"
        + (f'<p class="about">{escape(about)}</p>' if about else "")
        + (f"<p{_lang(bcp47(line.language))}>{text}</p>" if text else "")
        + "</li>"
    )


def _excerpt(text: str) -> str:
    """Return the beginning of a text, to the end of a word."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rpartition(' ')[0]} …"


def _lang(tag: str | None) -> str:
    return f' lang="{escape(tag)}"' if tag else ""
