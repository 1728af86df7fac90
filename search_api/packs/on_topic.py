"""The works on a topic as the search ranks them; why one matches is found out when it is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from indexer.catalogue import resources
from indexer.domain import Metadata, Resource
from search_api.handouts.agenda import Part
from search_api.packs.audience import field_match
from search_api.packs.pack import Wish
from search_api.packs.parts import fitness
from search_api.retrieval.explanation import Explainer
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.ordering import RankedWork
from search_api.retrieval.query import Query
from search_api.retrieval.ranked_works import RankedWorks, ranked_works
from search_api.retrieval.reasons import MatchReason

_SEARCHED = 30  # works
_PER_FILTER = 6  # works of each type or field that the first may not have reached
_ENOUGH = 2  # of a type, or from a field
_SCARCE: tuple[Part, ...] = ("evidence", "activity", "handout")


@dataclass(frozen=True)
class TopicWork:
    """A work that matches the topic as `ranked` says, and the resource to read of it.

    To explain all that match takes as long as to find them, and a pack gives few of the reasons.
    """

    ranked: RankedWork
    resource: Resource
    explainer: Explainer

    @cached_property
    def passage_ids(self) -> list[int]:
        """The catalogue's ids of the passages that match best, best first."""
        return self.explainer.passage_ids(self.resource.id)

    @cached_property
    def reason(self) -> MatchReason:
        """Why the best of them matches."""
        return self.explainer.reason_for(self.resource)


def works_on_topic(searcher: Searcher, wish: Wish) -> list[TopicWork]:
    """Return what matches; where it is more than one list, the best of each type and field too."""
    query = Query(wish.topic, k=_SEARCHED, reads=wish.reads, reader_language=wish.reader_language)
    ranked = ranked_works(searcher, query)
    first = _described(searcher, ranked)
    works = {work.resource.id: work for work in first}
    if len(ranked.order) > len(first):
        for filters in _missing([work.resource.metadata for work in first], wish):
            narrowed = ranked_works(searcher, replace(query, filters=filters, k=_PER_FILTER))
            for work in _described(searcher, narrowed):
                works.setdefault(work.resource.id, work)
    return [work for work in works.values() if work.ranked.band != "weak"]


def _described(searcher: Searcher, ranked: RankedWorks) -> list[TopicWork]:
    listed = resources.several(searcher.catalogue, [work.shown for work in ranked.page])
    by_id = {resource.id: resource for resource in listed}
    return [TopicWork(work, by_id[work.shown], ranked.explainer) for work in ranked.page]


def _missing(described: Sequence[Metadata], wish: Wish) -> Iterator[dict[str, tuple[str, ...]]]:
    """Yield the filters for scarce types, and fields of the audience, that few of them have."""
    for part in _SCARCE:
        types = tuple(fitness(part).types)
        if sum(metadata.type in types for metadata in described) < _ENOUGH:
            yield {"type": types}
    for code in wish.fields:
        if sum(bool(field_match(it.disciplines, [code])) for it in described) < _ENOUGH:
            yield {"discipline": (code,)}
