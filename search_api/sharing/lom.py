"""A resource in IEEE LOM (`oai_lom`), which repositories of learning material exchange."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from indexer.domain import Resource
from indexer.metadata.facets import label
from indexer.taxonomy.jsonld import bcp47, iso_duration, licence_address
from search_api.sharing.addresses import Places
from search_api.sharing.xml import INSTANCE, element

PREFIX = "oai_lom"
NAMESPACE = "http://ltsc.ieee.org/xsd/LOM"
SCHEMA = "http://ltsc.ieee.org/xsd/lomv1.0/lom.xsd"
_LOM = "LOMv1.0"  # the vocabulary of the standard itself
_ISCED = "ISCED-F 2013"


def lom(resource: Resource, places: Places) -> Element:
    """Return what is known of a resource, labels in English. What is unknown is left out."""
    namespaces = {
        "xmlns": NAMESPACE,
        "xmlns:xsi": INSTANCE,
        "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
    }
    parts = {
        "general": _general(resource, places),
        "lifeCycle": _life_cycle(resource),
        "technical": _technical(resource, places),
        "educational": _educational(resource),
        "rights": _rights(resource),
    }
    named = {name: list(children) for name, children in parts.items()}
    filled = [element(name, "", None, *children) for name, children in named.items() if children]
    return element("lom", "", namespaces, *filled, *_classifications(resource))


def _general(resource: Resource, places: Places) -> Iterator[Element]:
    metadata = resource.metadata
    language = bcp47(metadata.language)
    yield _identifier("URI", places.page(resource.id))
    if metadata.doi:
        yield _identifier("DOI", metadata.doi)
    yield _said("title", metadata.title or resource.path, language)
    if language:
        yield element("language", language)
    if metadata.abstract:
        yield _said("description", metadata.abstract, language)
    for name in metadata.strategies:
        yield _said("keyword", label("strategy", name, "en"), "en")
    for word in metadata.keywords:
        yield _said("keyword", word, language)


def _identifier(catalog: str, entry: str) -> Element:
    return element("identifier", "", None, element("catalog", catalog), element("entry", entry))


def _life_cycle(resource: Resource) -> Iterator[Element]:
    metadata = resource.metadata
    year = f"{metadata.year:04d}" if metadata.year is not None else None
    if metadata.authors:
        yield _contribution("author", [_card(name) for name in metadata.authors], year)
    if metadata.institution:
        yield _contribution("publisher", [_card(metadata.institution, body=True)], year)


def _contribution(role: str, cards: Iterable[str], year: str | None) -> Element:
    date = [element("date", "", None, element("dateTime", year))] if year else []
    entities = [element("entity", card) for card in cards]
    return element("contribute", "", None, _term("role", role), *entities, *date)


def _card(name: str, *, body: bool = False) -> str:
    """Return a person or a body as a vCard, which is how LOM names them."""
    plain = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    kind = [f"ORG:{plain}"] if body else []
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"FN:{plain}", f"N:{plain}", *kind, "END:VCARD")
    return "\r\n".join(lines)


def _technical(resource: Resource, places: Places) -> Iterator[Element]:
    yield element("format", resource.media_type)
    yield element("location", places.file(resource.id))


def _educational(resource: Resource) -> Iterator[Element]:
    metadata = resource.metadata
    if metadata.type:
        kind = label("type", metadata.type, "en")
        yield _term("learningResourceType", kind, "BALKANETUP")
    yield _term("intendedEndUserRole", "teacher")
    yield _term("context", "higher education")
    if duration := iso_duration(metadata.minutes):
        yield element("typicalLearningTime", "", None, element("duration", duration))


def _rights(resource: Resource) -> Iterator[Element]:
    licence = resource.metadata.licence
    if licence:
        words = licence_address(licence) or label("licence", licence, "en")
        yield _term("copyrightAndOtherRestrictions", "yes")
        yield _said("description", words, "en")


def _classifications(resource: Resource) -> Iterator[Element]:
    metadata = resource.metadata
    for code in metadata.disciplines:
        yield _classification("discipline", _ISCED, code, label("discipline", code, "en"))
    if metadata.cycle:
        name = label("cycle", metadata.cycle, "en")
        yield _classification("educational level", "BALKANETUP", metadata.cycle, name)


def _classification(purpose: str, source: str, identifier: str, name: str) -> Element:
    taxon = element("taxon", "", None, element("id", identifier), _said("entry", name, "en"))
    path = element("taxonPath", "", None, _said("source", source, "en"), taxon)
    return element("classification", "", None, _term("purpose", purpose), path)


def _term(name: str, value: str, source: str = _LOM) -> Element:
    return element(name, "", None, element("source", source), element("value", value))


def _said(name: str, text: str, language: str | None) -> Element:
    """Return an element that holds a text with its language."""
    own = {"language": language} if language else {}
    return element(name, "", None, element("string", text, own))
