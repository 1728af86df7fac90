"""Lists for a reader: each work as the version to read, those in the reader's languages first."""

from collections.abc import Sequence
from dataclasses import replace

from indexer.catalogue import Catalogue, resources, works
from indexer.domain import Resource
from indexer.metadata.works import RELATIONS
from search_api.recommend.suggestion import Suggestion
from search_api.retrieval import versions
from search_api.retrieval.reader_languages import ORDER, distance, reading


def versions_for(catalogue: Catalogue, ids: Sequence[str], reads: Sequence[str]) -> list[Resource]:
    """Return one resource of each work among `ids`: the version for someone who reads `reads`."""
    every = {resource.id: resource for resource in resources.several(catalogue, ids)}
    languages = {name: resource.metadata.language for name, resource in every.items()}
    belongs = works.memberships(catalogue, list(every))
    groups = versions.by_work([belongs[name] for name in every])
    shown = {versions.shown(group, languages, reads) for group in groups}
    return [resource for name, resource in every.items() if name in shown]


def own_first(listed: Sequence[Resource], reads: Sequence[str]) -> list[Resource]:
    """Return the resources, those in own languages first, then English, otherwise as they are."""
    return sorted(listed, key=lambda resource: _place(resource, reads))  # stable


def suggested_for(
    catalogue: Catalogue, suggestions: Sequence[Suggestion], reads: Sequence[str]
) -> list[Suggestion]:
    """Return the suggestions, each as the version to read; those in own languages first."""
    if not reads:
        return list(suggestions)
    of_works = works.versions(catalogue, [item.resource.id for item in suggestions])
    shown = [
        replace(item, resource=_nearest(catalogue, item.resource, of_works, reads))
        for item in suggestions
    ]
    return sorted(shown, key=lambda item: _place(item.resource, reads))  # stable


def _nearest(
    catalogue: Catalogue,
    resource: Resource,
    of_works: dict[str, tuple[works.Version, ...]],
    reads: Sequence[str],
) -> Resource:
    """Return the version of a resource's work that someone who reads `reads` is nearest to."""
    every = of_works[resource.id]
    if not every:
        return resource
    nearest = min(
        every,
        key=lambda it: (distance(it.language, reads), RELATIONS.index(it.relation), it.id),
    )
    return resources.find(catalogue, nearest.id) or resource


def _place(resource: Resource, reads: Sequence[str]) -> int:
    """Return where a resource comes in a list; without languages all are alike."""
    return ORDER.index(reading(resource.metadata.language, reads)) if reads else 0
