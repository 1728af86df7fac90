"""Resources to read next to one."""

import numpy as np

from indexer.catalogue import passages, resources, works
from indexer.domain import Resource
from indexer.encoding import Vectors
from indexer.errors import NotFound
from search_api.recommend.common_words import CommonWords
from search_api.recommend.suggestion import Reason, Suggestion, centre, diverse
from search_api.retrieval.index_reader import Searcher

_NEAREST = 200  # passages


def related_to(searcher: Searcher, resource_id: str, k: int = 5) -> list[Suggestion]:
    """Return up to `k` resources near this one and unlike each other. Raises NotFound.

    Another version of the same work is no recommendation; of another work, only its nearest
    version is.
    """
    catalogue = searcher.catalogue
    this = resources.find(catalogue, resource_id)
    if this is None:
        raise NotFound(f"There is no resource {resource_id!r}.", cure="Search for it by title.")
    vectors = passages.answering_vectors(catalogue, resource_id)
    if not len(vectors):
        return []
    nearest = _nearest_of_each_work(searcher, resource_id, centre(vectors))
    ids, scores = list(nearest), [score for _, score in nearest.values()]
    others = {other.id: other for other in resources.several(catalogue, ids)}
    centres = [centre(passages.answering_vectors(catalogue, name)) for name in ids]
    picked = diverse(scores, np.array(centres), k) if ids else []
    common = CommonWords(searcher, resource_id)
    return [
        Suggestion(
            other := others[ids[row]],
            scores[row],
            _reasons(this, other, common.with_resource(other.id)),
        )
        for row in picked
    ]


def _nearest_of_each_work(
    searcher: Searcher, resource_id: str, vector: Vectors
) -> dict[str, tuple[int, float]]:
    """Return the resource of each other work that is nearest to `vector`, the nearest first.

    With the id of its nearest passage of text and the cosine of that: what two lists of
    references have in common recommends nothing.
    """
    nearest = [near for near in searcher.nearest(vector, _NEAREST) if _answers(searcher, near[0])]
    owners = passages.owners(searcher.catalogue, [number for number, _ in nearest])
    work_of = works.of_resources(searcher.catalogue, [resource_id, *owners.values()])
    seen = {work_of[resource_id]}
    best: dict[str, tuple[int, float]] = {}
    for number, score in nearest:
        owner = owners.get(number)
        if owner is not None and work_of[owner] not in seen:
            seen.add(work_of[owner])
            best[owner] = (number, score)
    return best


def _answers(searcher: Searcher, number: int) -> bool:
    """Whether a passage is text, and no list of references or the like."""
    table = searcher.state.passage_table
    row = table.rows(np.array([number]))[0]
    return row >= 0 and bool(table.answering[row])


def _reasons(this: Resource, other: Resource, words: tuple[str, ...]) -> tuple[Reason, ...]:
    """Return what both have in common, what tells most first; one word alone tells little."""
    strategies = _shared(this.metadata.strategies, other.metadata.strategies)
    fields = _shared(this.metadata.disciplines, other.metadata.disciplines)
    reasons = [Reason("shares_strategies", strategies)] if strategies else []
    reasons += [Reason("shares_words", words)] if len(words) > 1 else []
    return (*reasons, Reason("same_field", fields)) if fields else tuple(reasons)


def _shared(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in ours if value in theirs)
