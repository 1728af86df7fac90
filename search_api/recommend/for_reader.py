"""Lists for a reader: each work as the version to read, those in the reader's languages first."""

from collections.abc import Sequence

from indexer.catalogue import Catalogue, resources, works
from indexer.domain import Resource
from search_api.retrieval import versions
from search_api.retrieval.reader_languages import place


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
    return sorted(listed, key=lambda resource: place(resource.metadata.language, reads))  # stable
