"""A resource as Schema.org/LRMI JSON-LD, for search engines and other repositories."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.domain import Metadata
from indexer.taxonomy.vocabulary import Concept, load

_HCRT = "https://w3id.org/kim/hcrt/scheme"
_LRMI = "http://purl.org/dcx/lrmi-vocabs/learningResourceType/"
_SCHOLARLY = frozenset({"research-paper", "review"})


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a resource is found: its page, its file, the work it translates, its translations.

    `page` is what it is called by, `for_people` the page to read where that is another one.
    """

    page: str
    for_people: str | None = None
    file: str | None = None
    translation_of: str | None = None
    translations: tuple[str, ...] = ()


def json_ld(resource_id: str, metadata: Metadata, addresses: Addresses) -> dict[str, Any]:
    """Return the description of one resource. What is not known is left out, never empty."""
    description = {
        "@context": "https://schema.org",
        "@type": _types(metadata),
        "@id": addresses.page,
        "identifier": _identifiers(resource_id, metadata.doi),
        "url": addresses.for_people or addresses.page,
        "name": metadata.title,
        "author": [{"@type": "Person", "name": name} for name in metadata.authors],
        "sourceOrganization": _named("Organization", metadata.institution),
        "datePublished": None if metadata.year is None else f"{metadata.year:04d}",
        "inLanguage": bcp47(metadata.language),
        "abstract": metadata.abstract,
        "keywords": list(metadata.keywords),
        "license": _licence(metadata.licence),
        "encoding": {"@type": "MediaObject", "contentUrl": addresses.file}
        if addresses.file
        else None,
        "sameAs": f"https://doi.org/{metadata.doi}" if metadata.doi else None,
        "translationOfWork": _work(addresses.translation_of),
        "workTranslation": [_work(address) for address in addresses.translations],
        **_educational(metadata),
    }
    return {name: value for name, value in description.items() if value not in (None, [], "")}


def _educational(metadata: Metadata) -> dict[str, Any]:
    cycle = load("cycle").get(metadata.cycle or "")
    return {
        "learningResourceType": list(_resource_types(metadata.type)),
        "educationalAlignment": [_alignment(field) for field in _fields(metadata.disciplines)],
        "teaches": [_term(concept, "strategies") for concept in _strategies(metadata.strategies)],
        "educationalLevel": cycle.labels["en"] if cycle and cycle.id != "any" else None,
        "audience": {"@type": "EducationalAudience", "educationalRole": "teacher"},
        "timeRequired": iso_duration(metadata.minutes),
    }


def iso_duration(minutes: int | None) -> str | None:
    """Return minutes as an ISO 8601 duration: 90 is PT1H30M."""
    if minutes is None or minutes <= 0:
        return None
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")


def _types(metadata: Metadata) -> list[str]:
    return ["LearningResource", *(["ScholarlyArticle"] if metadata.type in _SCHOLARLY else [])]


def _identifiers(resource_id: str, doi: str | None) -> list[Any]:
    described = {"@type": "PropertyValue", "propertyID": "doi", "value": doi}
    return [resource_id, *([described] if doi else [])]


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _work(address: str | None) -> dict[str, str] | None:
    return {"@type": "LearningResource", "@id": address} if address else None


def bcp47(tag: str | None) -> str | None:
    """Return a language as the web writes it: BCP 47 knows ISO 639-3's `hbs` as `sh`."""
    return None if tag in (None, "und") else str(tag).replace("hbs", "sh")


def licence_address(identifier: str | None) -> str | None:
    """Return where a licence can be read; None where it is none, or a description in words."""
    if identifier is None:
        return None
    concept = load("licences").get(identifier)
    return concept.uri if concept else f"https://spdx.org/licenses/{identifier}.html"


def _licence(identifier: str | None) -> str | None:
    concept = load("licences").get(identifier or "")
    return licence_address(identifier) or (concept.labels["en"] if concept else None)


def _resource_types(identifier: str | None) -> Iterator[Any]:
    concept = load("resource_types").get(identifier or "")
    if concept is None:
        return
    yield concept.labels["en"]
    if concept.uri:
        yield _term(concept, _HCRT)
    if "lrmi" in concept.details:
        word = concept.details["lrmi"]
        yield {
            "@type": "DefinedTerm",
            "@id": _LRMI + word,
            "name": word,
            "inDefinedTermSet": _LRMI,
        }


def _fields(codes: Sequence[str]) -> list[Concept]:
    concepts = (load("isced_f").get(code) for code in codes)
    return [concept for concept in concepts if concept is not None]


def _strategies(identifiers: Sequence[str]) -> list[Concept]:
    concepts = (load("strategies").get(identifier) for identifier in identifiers)
    return [concept for concept in concepts if concept is not None]


def _alignment(field: Concept) -> dict[str, str]:
    return {
        "@type": "AlignmentObject",
        "alignmentType": "educationalSubject",
        "educationalFramework": "ISCED-F 2013",
        "targetName": field.labels["en"],
        "targetUrl": field.uri or "",
    }


def _term(concept: Concept, term_set: str) -> dict[str, str]:
    term = {"@type": "DefinedTerm", "name": concept.labels["en"], "termCode": concept.id}
    return term | ({"@id": concept.uri, "inDefinedTermSet": term_set} if concept.uri else {})
