"""Resources to read next to one."""

import numpy as np

from indexer.catalogue import passages, resources, works
from indexer.domain import Resource
from indexer.errors import NotFound
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
    _, vectors = passages.vectors(catalogue, resource_id=resource_id)
    if not len(vectors):
        return []
    nearest = dict(searcher.nearest(centre(vectors), _NEAREST))
    owners = passages.owners(catalogue, nearest)
    best: dict[str, int] = {}
    for number in nearest:
        if number in owners:
            best.setdefault(owners[number], number)
    belongs = works.of_resources(catalogue, [this.id, *best])
    nearest_of: dict[str, str] = {}
    for name in best:
        nearest_of.setdefault(belongs[name], name)
    ids = [name for work, name in nearest_of.items() if work != belongs[this.id]]
    others = {other.id: other for other in resources.several(catalogue, ids)}
    scores = [nearest[best[name]] for name in ids]
    shown = passages.by_id(catalogue, best.values())
    centres = [centre(passages.vectors(catalogue, resource_id=name)[1]) for name in ids]
    picked = diverse(scores, np.array(centres), k) if ids else []
    return [
        Suggestion(
            others[ids[row]],
            scores[row],
            _reasons(this, others[ids[row]], shown[best[ids[row]]].passage.heading_path),
        )
        for row in picked
    ]


def _reasons(this: Resource, other: Resource, heading_path: tuple[str, ...]) -> tuple[Reason, ...]:
    strategies = _shared(this.metadata.strategies, other.metadata.strategies)
    fields = _shared(this.metadata.disciplines, other.metadata.disciplines)
    reasons = [Reason("shares_strategies", strategies)] if strategies else []
    reasons += [Reason("same_field", fields)] if fields else []
    return (*reasons, Reason("close_passage", heading_path[-1:]))


def _shared(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in ours if value in theirs)
