"""A resource in unqualified Dublin Core, as OAI-PMH wants it (`oai_dc`)."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from indexer.domain import Resource
from indexer.metadata.facets import label
from indexer.taxonomy.jsonld import bcp47, licence_address
from search_api.sharing.addresses import Places
from search_api.sharing.xml import INSTANCE, element

PREFIX = "oai_dc"
NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


def dublin_core(resource: Resource, places: Places) -> Element:
    """Return what is known of a resource, labels in English. What is unknown is left out."""
    namespaces = {
        "xmlns:oai_dc": NAMESPACE,
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:xsi": INSTANCE,
        "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
    }
    language = bcp47(resource.metadata.language)
    own = {"xml:lang": language} if language else {}
    elements = [
        element(f"dc:{name}", value, own if name in ("title", "description") else None)
        for name, value in _values(resource, places)
    ]
    return element("oai_dc:dc", "", namespaces, *elements)


def _values(resource: Resource, places: Places) -> Iterator[tuple[str, str]]:
    metadata = resource.metadata
    yield "title", metadata.title or resource.path
    for author in metadata.authors:
        yield "creator", author
    for subject in _subjects(resource):
        yield "subject", subject
    if metadata.abstract:
        yield "description", metadata.abstract
    if metadata.institution:
        yield "publisher", metadata.institution
    if metadata.year is not None:
        yield "date", f"{metadata.year:04d}"
    if metadata.type:
        yield "type", label("type", metadata.type, "en")
    yield "format", resource.media_type
    yield "identifier", places.page(resource.id)
    if metadata.doi:
        yield "identifier", f"https://doi.org/{metadata.doi}"
    if language := bcp47(metadata.language):
        yield "language", language
    if metadata.licence:
        words = label("licence", metadata.licence, "en")
        yield "rights", licence_address(metadata.licence) or words


def _subjects(resource: Resource) -> Iterator[str]:
    metadata = resource.metadata
    yield from (label("discipline", code, "en") for code in metadata.disciplines)
    yield from (label("strategy", name, "en") for name in metadata.strategies)
    yield from metadata.keywords
