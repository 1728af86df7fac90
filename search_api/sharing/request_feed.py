"""Atom: what people ask the network to write, for whoever may write it."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from indexer.taxonomy.jsonld import bcp47
from search_api.network.requests import Request
from search_api.sharing.atom import MEDIA_TYPE, NAMESPACE, NEVER, Feed, feed_link, tag
from search_api.sharing.xml import document, element


def request_feed(feed: Feed, shown: Sequence[Request]) -> bytes:
    """Return the feed of these requests, in their order."""
    head = [
        element("id", tag(feed, "feed/requests")),
        element("title", f"{feed.site}: requests"),
        element("updated", max((it.received for it in shown), default=NEVER)),
        element("author", "", None, element("name", feed.site)),
        feed_link("self", f"{feed.places.feed()}/requests", MEDIA_TYPE),
    ]
    entries = [element("entry", "", _language(it), *_entry(feed, it)) for it in shown]
    return document(element("feed", "", {"xmlns": NAMESPACE}, *head, *entries))


def _entry(feed: Feed, request: Request) -> Iterator[Element]:
    yield element("id", tag(feed, f"request/{request.id}"))
    yield element("title", request.text)
    yield element("published", request.received)
    yield element("updated", request.received)
    if request.discipline:
        about = {"term": request.discipline, "scheme": feed.places.vocabulary("isced_f")}
        yield element("category", "", about)
    yield element("content", request.text)


def _language(request: Request) -> dict[str, str]:
    language = bcp47(request.language)
    return {"xml:lang": language} if language else {}
