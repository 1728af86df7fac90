"""What a ranking is: passages with their scores, and their resources in order."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Scores = NDArray[np.float64]


class RankedPassages(NamedTuple):
    """The passages of an answer, best first; all columns have shape (n,).

    `rows` are rows of the passage table. `cosines` are those with the question's vector,
    `dense_scores` those with the whitened one. A rank is 0 where the retriever did not place the
    passage; a lexical score (0..1) is 0 where it has none of the words. `answering` are those that
    are text, and no author line, list or the like.
    """

    rows: Rows
    scores: Scores
    cosines: Scores
    dense_scores: Scores
    lexical_scores: Scores
    dense_ranks: Rows
    lexical_ranks: Rows
    languages: NDArray[np.str_]
    answering: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ranked resources, best first: each id with the positions of its passages in `passages`.

    The first position is that of the resource's best passage, whose score is the resource's.
    """

    passages: RankedPassages
    positions: dict[str, list[int]]

    def best(self, resource_id: str) -> int:
        """Return the position of a resource's best passage."""
        return self.positions[resource_id][0]

    def score(self, resource_id: str) -> float:
        """Return the score of a resource."""
        return float(self.passages.scores[self.best(resource_id)])
