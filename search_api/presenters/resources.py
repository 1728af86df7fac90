"""A resource in words for the wire."""

from collections.abc import Sequence
from dataclasses import asdict

from indexer import domain
from indexer.catalogue.works import Version
from indexer.extraction.registry import format_name
from indexer.metadata.facets import label
from search_api import schemas
from search_api.handouts.gist import own_version
from search_api.handouts.reuse import conditions
from search_api.handouts.wording import saying
from search_api.schemas import discovering as discover_schemas


def resource(
    described: domain.Resource, language: str, versions: Sequence[Version] = ()
) -> schemas.Resource:
    """Return a resource as a list shows it, with labels in `language`."""
    metadata = described.metadata
    return schemas.Resource(
        id=described.id,
        title=metadata.title or described.path,
        authors=list(metadata.authors),
        institution=metadata.institution,
        year=metadata.year,
        language=metadata.language,
        disciplines=[concept("discipline", code, language) for code in metadata.disciplines],
        type=_only("type", metadata.type, language),
        strategies=[concept("strategy", name, language) for name in metadata.strategies],
        class_size=_only("class_size", metadata.class_size, language),
        mode=_only("mode", metadata.mode, language),
        cycle=_only("cycle", metadata.cycle, language),
        minutes=metadata.minutes,
        licence=metadata.licence,
        reuse=_reuse(metadata.licence, language),
        abstract=metadata.abstract,
        media_type=described.media_type,
        format=format_name(described.media_type),
        page_count=described.page_count,
        added=described.added or None,
        versions=[version_of_work(version) for version in versions],
        gist=_gist(described, language, versions),
    )


def _reuse(licence: str | None, language: str) -> list[schemas.Concept]:
    say = saying(language)
    return [schemas.Concept(id=name, label=say(name)) for name in conditions(licence)]


def _only(facet: str, value: str | None, language: str) -> schemas.Concept | None:
    return concept(facet, value, language) if value else None


def _gist(
    described: domain.Resource, language: str, versions: Sequence[Version]
) -> schemas.Gist | None:
    """Return the title and abstract of the version that is in the reader's language, if any."""
    version = own_version(described.metadata.language, versions, language)
    if version is None:
        return None
    return schemas.Gist(
        id=version.id,
        title=version.title,
        abstract=version.abstract,
        language=version.language or language,
    )


def concept(facet: str, value: str, language: str) -> schemas.Concept:
    """Return a facet's value with its label."""
    return schemas.Concept(id=value, label=label(facet, value, language))


def version_of_work(version: Version) -> schemas.Version:
    """Return a version, as a reader chooses among them."""
    facts = asdict(version)
    facts.pop("abstract")  # it is in the gist, where a reader needs it
    return schemas.Version(**facts, format=format_name(version.media_type))


def map_point(
    described: domain.Resource, place: tuple[float, float], language: str
) -> discover_schemas.MapPoint:
    """Return a resource on the map."""
    metadata = described.metadata
    broad = metadata.disciplines[0][:2] if metadata.disciplines else None
    return discover_schemas.MapPoint(
        id=described.id,
        title=metadata.title or described.path,
        x=place[0],
        y=place[1],
        language=metadata.language,
        field=_only("discipline", broad, language),
        strategies=[concept("strategy", name, language) for name in metadata.strategies],
        institution=metadata.institution,
    )
