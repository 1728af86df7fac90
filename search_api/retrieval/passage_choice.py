"""Which passage of a resource is shown: the one that answers, rather than the one that is nearest.

The nearest passage is often an opening that only says what the question says. What answers has
more sentences, stands under a heading that has words of the question, and is not the end. The
weights are learnt from graded passages of the same resource, pair by pair: of two, which helps more
(tests/quality/laboratory/retrieval/choosing.py; figures in tests/quality/RANKING.md).
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.text.stemming import forms
from indexer.text.terms import spellings
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.passage_shapes import Shape
from search_api.retrieval.question import Question
from search_api.retrieval.ranked import RankedPassages

# Of the whitened cosine, the lexical score, the logarithm of the number of sentences, standing
# below the title, the question's words in the headings (up to _HEADING_WORDS, as a share) and
# being the last: there stands how sure all is, or what to do on Monday.
WEIGHTS = np.array([8.39, 9.26, 0.89, 0.95, 2.18, -1.61])
READ = 20  # resources, the first of a ranking, whose passages are chosen from
_HEADING_WORDS = 3


class Choice:
    """Chooses among the passages of each resource for one question."""

    def __init__(self, searcher: Searcher, question: Question, passages: RankedPassages) -> None:
        self._searcher = searcher
        self._passages = passages
        self._ids = searcher.state.passage_table.ids[passages.rows].tolist()
        terms = (*question.content_words, *question.english_terms)
        self._asked = [{form for word in spellings(term) for form in forms(word)} for term in terms]
        self._any_asked = frozenset().union(*self._asked)

    def best_first(self, groups: Sequence[Sequence[int]]) -> list[list[int]]:
        """Return the positions of each group, those of one resource, the chosen one first."""
        every = [position for positions in groups for position in positions]
        ids = [self._ids[position] for position in every]
        shapes = self._searcher.state.shapes.of(self._searcher.catalogue, ids)
        scores = (self.features(every, shapes) @ WEIGHTS).tolist()
        worth = dict(zip(every, scores, strict=True))
        ordered: list[list[int]] = []
        for positions in groups:
            best = sorted(positions, key=lambda place: -worth[place])[:1]
            ordered.append(best + [place for place in positions if place not in best])
        return ordered

    def features(
        self, positions: Sequence[int], shapes: Mapping[int, Shape]
    ) -> NDArray[np.float64]:
        """Return what the choice goes by, shape (len(positions), len(WEIGHTS))."""
        own = [shapes[self._ids[position]] for position in positions]
        looks = [
            (math.log(shape.sentences), shape.below_title, self._named(shape), shape.is_last)
            for shape in own
        ]
        places = np.asarray(positions, np.int64)
        scores = self._passages.dense_scores[places], self._passages.lexical_scores[places]
        return np.column_stack([*scores, np.array(looks, np.float64).reshape(-1, 4)])

    def _named(self, shape: Shape) -> float:
        """Return how much of the question is in the headings of a passage, 0 to 1."""
        if shape.headings.isdisjoint(self._any_asked):
            return 0
        named = sum(not asked.isdisjoint(shape.headings) for asked in self._asked)
        return min(named, _HEADING_WORDS) / _HEADING_WORDS
