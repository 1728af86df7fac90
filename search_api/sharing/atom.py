"""Atom (RFC 4287): what is new in the collection, for feed readers.

Ids are `tag:` URIs (RFC 4151) of the collection's own domain: they stay when the address changes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import Element

from indexer.domain import Resource
from indexer.metadata.facets import label
from indexer.taxonomy.jsonld import bcp47, licence_address
from search_api.sharing.addresses import Places
from search_api.sharing.xml import document, element

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
_SINCE = "2026"  # when we began to give ids: a tag says so
NEVER = "1970-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed is of: `asked` are the pairs of its address, labels are in `language`.

    `namespace` is the domain that ids are made of.
    """

    site: str
    namespace: str
    places: Places
    language: str
    asked: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A resource of a feed, and when it last changed (ISO 8601, UTC)."""

    resource: Resource
    changed: str


def atom(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """Return the feed of these entries, in their order."""
    head = [
        element("id", tag(feed, f"feed?{urlencode(sorted(feed.asked))}")),
        element("title", _title(feed)),
        element("updated", max((entry.changed for entry in entries), default=NEVER)),
        element("author", "", None, element("name", feed.site)),
        feed_link("self", feed.places.feed(feed.asked), MEDIA_TYPE),
    ]
    shown = [element("entry", "", _language(entry), *_entry(feed, entry)) for entry in entries]
    return document(element("feed", "", {"xmlns": NAMESPACE}, *head, *shown))


def _entry(feed: Feed, entry: Entry) -> Iterator[Element]:
    resource, metadata, places = entry.resource, entry.resource.metadata, feed.places
    yield element("id", tag(feed, f"resource/{quote(resource.id, safe='')}"))
    yield element("title", metadata.title or resource.path)
    yield element("published", resource.added)
    yield element("updated", entry.changed)
    for name in metadata.authors or ((metadata.institution,) if metadata.institution else ()):
        yield element("author", "", None, element("name", name))
    yield feed_link("alternate", places.page(resource.id), "text/html")
    yield feed_link("enclosure", places.file(resource.id), resource.media_type)
    if licence := licence_address(metadata.licence):
        yield feed_link("license", licence)
    for code in metadata.disciplines:
        about = {"term": code, "label": label("discipline", code, feed.language)}
        yield element("category", "", {"scheme": places.vocabulary("isced_f"), **about})
    if metadata.abstract:
        yield element("summary", metadata.abstract)


def _title(feed: Feed) -> str:
    asked = (label(name, value, feed.language) for name, value in feed.asked)
    return ": ".join(filter(None, (feed.site, " · ".join(asked))))


def tag(feed: Feed, name: str) -> str:
    """Return the id, which lasts, of something of this feed's domain."""
    return f"tag:{feed.namespace},{_SINCE}:{name}"


def feed_link(relation: str, address: str, media_type: str = "") -> Element:
    """Return a link."""
    about = {"rel": relation, "href": address}
    return element("link", "", about | ({"type": media_type} if media_type else {}))


def _language(entry: Entry) -> dict[str, str]:
    language = bcp47(entry.resource.metadata.language)
    return {"xml:lang": language} if language else {}
