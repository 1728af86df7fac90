"""The page of a resource, `/d/{id}`: plain HTML that reads well without style, script or network.

Search engines and Zotero read the `citation_` tags and the JSON-LD in its head.
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from indexer.catalogue.works import Version
from indexer.domain import Resource
from indexer.extraction.registry import format_name
from indexer.metadata.facets import label
from indexer.taxonomy.jsonld import bcp47, json_ld, licence_address
from search_api.sharing.addresses import Places
from search_api.sharing.words import words

_STYLE = """
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem;
color: #1a1a1a; background: #fff } h1 { line-height: 1.25 } a { color: #0645ad }
dt { font-weight: 600; margin-top: .6rem } dd { margin: 0; overflow-wrap: anywhere }
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()


def policy(frame_ancestors: str) -> str:
    """Return the Content Security Policy: its own style and nothing else."""
    return (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {frame_ancestors}"
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A resource as its page shows it: all `versions` of its work, words in `language`."""

    resource: Resource
    versions: Sequence[Version]
    places: Places
    language: str
    site: str

    @property
    def title(self) -> str:
        """What it is called."""
        return self.resource.metadata.title or self.resource.path


def page(shown: Shown) -> str:
    """Return the page of a resource."""
    head = "".join(_head(shown))
    return _document(shown.language, shown.title, shown.site, head, "".join(_body(shown)))


def missing_page(language: str, site: str) -> str:
    """Return the page that stands where there is no resource, or none any more."""
    said = words(language)
    body = f"<main><h1>{escape(said['missing'])}</h1><p>{escape(said['missing_why'])}</p></main>"
    head = '<meta name="robots" content="noindex">'
    return _document(language, said["missing"], site, head, body)


def links(shown: Shown) -> str:
    """Return what the header `Link` says to programs: the description, the file, the licence."""
    resource, places = shown.resource, shown.places
    media_type = resource.media_type.replace('"', "")
    parts = [
        f'<{places.json_ld(resource.id)}>; rel="describedby"; type="application/ld+json"',
        f'<{places.file(resource.id)}>; rel="item"; type="{media_type}"',
        f'<{places.page(resource.id)}>; rel="cite-as"',
    ]
    licence = licence_address(resource.metadata.licence)
    return ", ".join([*parts, *([f'<{licence}>; rel="license"'] if licence else [])])


def _document(language: str, title: str, site: str, head: str, body: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · {escape(site)}</title>{head}<style>{_STYLE}</style></head>"
        f"<body><header><p>{escape(site)}</p></header>{body}</body></html>\n"
    )


def _head(shown: Shown) -> Iterator[str]:
    resource, places = shown.resource, shown.places
    yield f'<link rel="canonical" href="{escape(places.page(resource.id))}">'
    yield (
        f'<link rel="alternate" type="application/ld+json" href="{places.json_ld(resource.id)}">'
        f'<link rel="alternate" type="application/atom+xml" title="{escape(shown.site)}" '
        f'href="{escape(places.feed())}">'
    )
    for version in shown.versions:
        if version.language and version.language != resource.metadata.language:
            yield (
                f'<link rel="alternate" hreflang="{escape(bcp47(version.language) or "")}" '
                f'href="{escape(places.page(version.id))}">'
            )
    for name, content in _tags(shown):
        yield f'<meta name="{name}" content="{escape(content)}">'
    described = json_ld(
        resource.id, resource.metadata, places.for_json_ld(resource.id, shown.versions)
    )
    yield f'<script type="application/ld+json">{_harmless(described)}</script>'


def _tags(shown: Shown) -> Iterator[tuple[str, str]]:
    """Yield the names and contents of the `meta` elements, as Google Scholar and Zotero read them.

    What is not known is left out.
    """
    metadata, places = shown.resource.metadata, shown.places
    yield "citation_title", shown.title
    for author in metadata.authors:
        yield "citation_author", author
    if metadata.year is not None:
        yield "citation_publication_date", f"{metadata.year:04d}"
    if metadata.institution:
        yield "citation_publisher", metadata.institution
    if language := bcp47(metadata.language):
        yield "citation_language", language
    if metadata.doi:
        yield "citation_doi", metadata.doi
    for word in metadata.keywords:
        yield "citation_keywords", word
    if metadata.abstract:
        yield "citation_abstract", metadata.abstract
        yield "description", metadata.abstract
    yield "citation_abstract_html_url", places.page(shown.resource.id)
    if shown.resource.media_type == "application/pdf":
        yield "citation_pdf_url", places.file(shown.resource.id)
    if licence := licence_address(metadata.licence):
        yield "DC.rights", licence


def _harmless(described: object) -> str:
    """Return JSON that cannot end the element it stands in."""
    text = json.dumps(described, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _body(shown: Shown) -> Iterator[str]:
    said, metadata = words(shown.language), shown.resource.metadata
    own = _lang(metadata.language)
    yield f"<main><article><h1{own}>{escape(shown.title)}</h1>"
    if metadata.authors:
        yield f"<p>{escape(', '.join(metadata.authors))}</p>"
    if metadata.abstract:
        yield f"<h2>{escape(said['abstract'])}</h2><p{own}>{escape(metadata.abstract)}</p>"
    file = escape(shown.places.file(shown.resource.id))
    kind = escape(format_name(shown.resource.media_type))
    yield f'<p><a href="{file}">{escape(said["download"])}</a> ({kind})</p>'
    yield f"<p>{' · '.join(_citations(shown))}</p>"
    yield f"<h2>{escape(said['details'])}</h2><dl>{''.join(_details(shown))}</dl>"
    others = [it for it in shown.versions if it.id != shown.resource.id]
    if others:
        items = "".join(_version(shown, version) for version in others)
        yield f"<h2>{escape(said['versions'])}</h2><ul>{items}</ul>"
    yield "</article></main>"


def _citations(shown: Shown) -> Iterator[str]:
    for name, format_ in (("BibTeX", "bibtex"), ("RIS", "ris"), ("CSL-JSON", "csl-json")):
        address = escape(shown.places.citation(shown.resource.id, format_))
        yield f'<a rel="nofollow" href="{address}">{name}</a>'


def _details(shown: Shown) -> Iterator[str]:
    said, metadata = words(shown.language), shown.resource.metadata
    for name, values in _values(shown):
        if values:
            yield f"<dt>{escape(said[name])}</dt>"
            yield from (f"<dd>{escape(value)}</dd>" for value in values)
    if metadata.licence:
        name = escape(label("licence", metadata.licence, shown.language))
        if address := licence_address(metadata.licence):
            name = f'<a rel="license" href="{escape(address)}">{name}</a>'
        yield f"<dt>{escape(said['licence'])}</dt><dd>{name}</dd>"
    if metadata.doi:
        address = escape(f"https://doi.org/{metadata.doi}")
        yield f'<dt>DOI</dt><dd><a href="{address}">{escape(metadata.doi)}</a></dd>'


def _values(shown: Shown) -> Iterator[tuple[str, list[str]]]:
    """Yield each detail's name in `words` and its values as people read them."""
    metadata, language = shown.resource.metadata, shown.language

    def labels(facet: str, *values: str | None) -> list[str]:
        return [label(facet, value, language) for value in values if value]

    minutes = words(language)["count_minutes"]
    yield "institution", [metadata.institution] if metadata.institution else []
    yield "year", [str(metadata.year)] if metadata.year is not None else []
    yield "language", labels("language", metadata.language)
    yield "discipline", labels("discipline", *metadata.disciplines)
    yield "type", labels("type", metadata.type)
    yield "strategy", labels("strategy", *metadata.strategies)
    yield "class_size", labels("class_size", metadata.class_size)
    yield "mode", labels("mode", metadata.mode)
    yield "cycle", labels("cycle", metadata.cycle)
    yield "minutes", [minutes.format(count=metadata.minutes)] if metadata.minutes else []
    yield "keywords", [", ".join(metadata.keywords)] if metadata.keywords else []


def _version(shown: Shown, version: Version) -> str:
    address, own = escape(shown.places.page(version.id)), _lang(version.language)
    language = label("language", version.language, shown.language) if version.language else ""
    about = ", ".join(filter(None, (language, format_name(version.media_type))))
    return f'<li><a href="{address}"{own}>{escape(version.title)}</a> ({escape(about)})</li>'


def _lang(tag: str | None) -> str:
    """Return the attribute that says which language a text is in, where that is known."""
    language = bcp47(tag)
    return f' lang="{escape(language)}"' if language else ""
