"""The same strategy elsewhere: strongly alike in strategy, in another subject."""

import numpy as np

from search_api.recommend import seeds
from search_api.recommend.likeness import Weights
from search_api.recommend.profiles import profiles
from search_api.recommend.ranking import Ranked
from search_api.recommend.reasons import differ, problem_reason, strategy_reason
from search_api.recommend.related import choose
from search_api.recommend.seeds import Wish
from search_api.recommend.suggestion import Reason, Suggestions, first
from search_api.retrieval.index_reader import Searcher

# The strategy decides. Passages tell how alike the way of teaching is, once the subject differs.
ELSEWHERE = Weights(
    text=0.0, passages=0.4, strategies=1.0, problems=0.15, fields=0.0, settings=0.06
)
_STRONGLY = 0.2  # likeness in strategies, at least


def same_strategy_elsewhere(searcher: Searcher, wish: Wish) -> Suggestions:
    """Return up to `wish.k` resources with a strategy of the seeds and in no field of theirs.

    What has no known strategy or field is not among them. Raises as `related_to` does.
    """
    of = profiles(searcher)
    asked = seeds.read(searcher, of, wish)
    shared = of.strategies.sharing(asked.like)
    likeness = np.max([of.strategies.likeness(seed) for seed in asked.like], axis=0)
    elsewhere = asked.others & shared & (likeness >= _STRONGLY)
    for row in np.flatnonzero(elsewhere):
        elsewhere[row] = all(differ(of, seed, int(row)) for seed in asked.like)

    def reasons(item: Ranked) -> tuple[Reason, ...]:
        return first((strategy_reason(of, item), problem_reason(of, item)))

    return choose(searcher, of, asked, elsewhere, wish, ELSEWHERE, reasons)
