"""Materials for a discipline: what the collection has in it, then what is near it."""

from collections.abc import Sequence

import numpy as np

from indexer.catalogue import finding, passages, resources, works
from search_api.recommend.suggestion import Reason, Suggestion, centre, diverse
from search_api.retrieval.filter_values import check_values
from search_api.retrieval.index_reader import Searcher


def for_discipline(
    searcher: Searcher, code: str, k: int = 10, **filters: Sequence[str]
) -> list[Suggestion]:
    """Return up to `k` resources for the ISCED-F field `code`, unlike each other.

    Those in the field come first; where they are fewer than `k`, those in the next broader
    field follow, and say so. Raises UsageError for what is no code, naming the nearest.
    """
    check_values(searcher.catalogue, {"discipline": [code]})
    suggestions: list[Suggestion] = []
    for length in range(len(code), 1, -1):
        wider = code[:length]
        reason = Reason("in_field" if wider == code else "in_wider_field", (wider,))
        catalogue = searcher.catalogue
        ids = finding.resource_ids(catalogue, {"discipline": [wider], **filters})
        belongs = works.of_resources(
            catalogue, [*ids, *(suggestion.resource.id for suggestion in suggestions)]
        )
        seen = {belongs[suggestion.resource.id] for suggestion in suggestions}
        fresh = [name for name in works.once(catalogue, ids) if belongs[name] not in seen]
        suggestions += _typical(searcher, fresh, k - len(suggestions), reason)
        if len(suggestions) >= k:
            break
    return suggestions


def _typical(searcher: Searcher, ids: Sequence[str], k: int, reason: Reason) -> list[Suggestion]:
    """Return up to `k` of these resources: near to what they share, unlike each other."""
    catalogue = searcher.catalogue
    candidates = [item for item in resources.several(catalogue, ids) if item.passage_count]
    if not candidates or k <= 0:
        return []
    centres = np.array(
        [centre(passages.answering_vectors(catalogue, item.id)) for item in candidates]
    )
    nearness = centres @ centre(centres)
    return [
        Suggestion(candidates[row], float(nearness[row]), (reason,))
        for row in diverse([float(score) for score in nearness], centres, k)
    ]
