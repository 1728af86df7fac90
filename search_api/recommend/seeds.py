"""What recommendations are asked for: like these, not like those, among what the filters leave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from indexer.errors import NotFound, UsageError
from search_api.limits import MOST_HITS, MOST_SEEDS
from search_api.recommend.profiles import Profiles
from search_api.retrieval.filter_values import check_values
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import check_filters

_MISSPELT = 0.6  # likeness of two ids, from which one may be meant by the other


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wished for: ids of resources to be `like` and `unlike`, and up to `k` of them.

    `filters` maps a facet to values, any of which a resource must have. `reads` are the languages
    of the reader.
    """

    like: tuple[str, ...]
    unlike: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    k: int = 5

    def __post_init__(self) -> None:
        """Raise UsageError, naming the field and the cure, for what contradicts itself."""
        if not self.like:
            cure = "Give the id of a resource in `like`; /v1/search finds one."
            raise UsageError("There is no resource to start from.", cure=cure, field="like")
        for name in self.unlike:
            if name in self.like:
                cure = "Leave it out of one of them."
                both = f"{name!r} is in `like` and in `unlike`."
                raise UsageError(both, cure=cure, field="unlike")
        for field_name, ids in (("like", self.like), ("unlike", self.unlike)):
            if len(ids) > MOST_SEEDS:
                cure = f"Give {MOST_SEEDS} at most."
                raise UsageError(f"{len(ids)} resources.", cure=cure, field=field_name)
        if not 1 <= self.k <= MOST_HITS:
            raise UsageError(f"k is {self.k}.", cure=f"Use 1 to {MOST_HITS}.", field="k")
        check_filters(dict(self.filters))


@dataclass(frozen=True, slots=True)
class Seeds:
    """The rows of the resources to be like and unlike; `others`, shape (n,), tells which resources
    may be recommended beside them, filters apart."""

    like: tuple[int, ...]
    unlike: tuple[int, ...]
    others: NDArray[np.bool_]


def read(searcher: Searcher, of: Profiles, wish: Wish) -> Seeds:
    """Return the rows of a wish. Raises NotFound for an unknown id, UsageError for a filter.

    No version of a seed's work may be recommended, nor what has no text.
    """
    check_values(searcher.catalogue, wish.filters)
    like, unlike = (tuple(_row(of, name) for name in ids) for ids in (wish.like, wish.unlike))
    having_text = np.diff(of.texts.starts) > 0
    same_work = np.isin(of.table.works, of.table.works[[*like, *unlike]])
    return Seeds(like, unlike, having_text & ~same_work)


def _row(of: Profiles, name: str) -> int:
    if name in of.rows:
        return of.rows[name]
    near = get_close_matches(name, of.rows, n=1, cutoff=_MISSPELT)
    cure = f"The nearest is {near[0]!r}." if near else "Search for it by title."
    raise NotFound(f"There is no resource {name!r}.", cure=cure)
