"""When filters leave nothing: which of them to take away, and what would then be there."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from search_api.recommend.profiles import Profiles
from search_api.recommend.suggestion import Without
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.question import resources_with


def without_each(
    searcher: Searcher,
    of: Profiles,
    filters: Mapping[str, Sequence[str]],
    among: NDArray[np.bool_],
) -> tuple[Without, ...]:
    """Return each filter without which some of the works `among`, shape (n,), are left.

    The one that leaves the most comes first.
    """
    parts = [
        Without(facet, tuple(values), len(set(of.table.works[among & left].tolist())))
        for facet, values in filters.items()
        for left in [resources_with(searcher, {k: v for k, v in filters.items() if k != facet})]
    ]
    return tuple(sorted((it for it in parts if it.works), key=lambda it: -it.works))
