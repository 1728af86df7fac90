"""The passages that make two resources alike: the nearest pairs of their texts."""

from collections.abc import Sequence

from indexer.catalogue import passages
from search_api.recommend.likeness import cosines
from search_api.recommend.profiles import Profiles
from search_api.recommend.ranking import Ranked
from search_api.recommend.suggestion import AlikePassages
from search_api.retrieval.index_reader import Searcher

_SHOWN = 2  # pairs
_NEARLY = 0.8  # of the nearest pair's cosine: another one is as telling
_Pair = tuple[int, int, float]  # the row of ours, that of theirs, their cosine


def alike_passages(
    searcher: Searcher, of: Profiles, ranked: Sequence[Ranked]
) -> list[tuple[AlikePassages, ...]]:
    """Return, for each resource, its passages nearest to some of its seed, the nearest first."""
    pairs = [_nearest(searcher, of, item) for item in ranked]
    ids = searcher.state.passage_table.ids
    rows = {row for some in pairs for ours, theirs, _ in some for row in (ours, theirs)}
    stored = passages.by_id(searcher.catalogue, [int(ids[row]) for row in sorted(rows)])
    return [
        tuple(
            AlikePassages(stored[int(ids[theirs])], stored[int(ids[ours])], cosine)
            for ours, theirs, cosine in some
        )
        for some in pairs
    ]


def _nearest(searcher: Searcher, of: Profiles, item: Ranked) -> list[_Pair]:
    """Return the nearest pairs, in which no passage comes twice."""
    ours, theirs = of.texts.rows_of(item.seed), of.texts.rows_of(item.row)
    if not (len(ours) and len(theirs)):
        return []
    (met,) = cosines(searcher, of, of.texts.vectors(searcher, ours), [theirs])
    nearest: list[_Pair] = []
    while len(nearest) < min(_SHOWN, *met.shape):
        row, column = divmod(int(met.argmax()), met.shape[1])
        cosine = float(met[row, column])
        if cosine <= 0 or (nearest and cosine < _NEARLY * nearest[0][2]):
            break
        nearest.append((int(ours[row]), int(theirs[column]), cosine))
        met[row, :] = met[:, column] = -1
    return nearest
