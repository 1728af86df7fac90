"""Resources to read next to one, or to several: like these, and not like those."""

from collections.abc import Callable, Collection, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import resources
from search_api.recommend import ranking, seeds
from search_api.recommend.alike_passages import alike_passages
from search_api.recommend.common_words import CommonWords
from search_api.recommend.likeness import RELATED, Weights
from search_api.recommend.profiles import Profiles, profiles
from search_api.recommend.ranking import Ranked
from search_api.recommend.reasons import related_reasons
from search_api.recommend.seeds import Seeds, Wish
from search_api.recommend.suggestion import Reason, Suggestion, Suggestions
from search_api.recommend.without_filters import without_each
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.question import resources_with

Reasons = Callable[[Ranked], tuple[Reason, ...]]


def related_to(searcher: Searcher, wish: Wish) -> Suggestions:
    """Return up to `wish.k` resources near the seeds and unlike each other.

    Never a version of a seed, and of another work only one. Raises NotFound for a seed that is
    not there, UsageError for a filter that does not exist.
    """
    of = profiles(searcher)
    asked = seeds.read(searcher, of, wish)

    @cache
    def common_words(seed: int) -> CommonWords:
        return CommonWords(searcher, of.table.ids[seed])

    def reasons(item: Ranked) -> tuple[Reason, ...]:
        return related_reasons(of, item, common_words)

    return choose(searcher, of, asked, asked.others, wish, RELATED, reasons)


def choose(
    searcher: Searcher,
    of: Profiles,
    asked: Seeds,
    among: NDArray[np.bool_],
    wish: Wish,
    weights: Weights,
    reasons: Reasons,
) -> Suggestions:
    """Return the best of the resources `among`, shape (n,), that match the filters of the wish."""
    candidates = np.flatnonzero(among & resources_with(searcher, wish.filters))
    ranked = ranking.best(searcher, of, asked, candidates, wish, weights)
    if not ranked and wish.filters:
        return Suggestions((), without_each(searcher, of, wish.filters, among))
    named = {*asked.like} if len(asked.like) > 1 else set()
    return Suggestions(_suggested(searcher, of, ranked, reasons, named))


def _suggested(
    searcher: Searcher,
    of: Profiles,
    ranked: Sequence[Ranked],
    reasons: Reasons,
    named: Collection[int],
) -> tuple[Suggestion, ...]:
    """Return the ranked resources with their reasons and the passages that are alike.

    `named` are the rows of the seeds whose title is given.
    """
    ids = of.table.ids
    rows = {*(item.row for item in ranked), *named}
    described = {
        resource.id: resource
        for resource in resources.several(searcher.catalogue, [ids[row] for row in rows])
    }
    titles = {row: described[ids[row]].metadata.title or ids[row] for row in named}
    alike = alike_passages(searcher, of, ranked)
    return tuple(
        Suggestion(
            described[ids[item.row]],
            item.score,
            reasons(item),
            seed=ids[item.seed],
            seed_title=titles.get(item.seed, ""),
            passages=pairs,
        )
        for item, pairs in zip(ranked, alike, strict=True)
    )
