"""The dense and the lexical retriever. Each scores all passages, once per question.

(The dense one all that narrowing.py leaves of them, in an index too large to score.)
A filter is a mask over these scores: the answer, the facet counts and the baseline of calibration
all use the same retrieval, and are exact however few passages a filter keeps. At 200,000
passages of 384 dimensions the product with all vectors takes 10 to 20 ms, as long as a vector
index takes to return the first few hundred. Ranking within a mask then takes 3 ms, and counting a
facet value 0.1 to 1 ms, where a search of the vector index for each value would take seconds.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import finding, resources
from indexer.text.stemming import forms, stem
from indexer.text.terms import spellings
from indexer.vectors.sorted_ids import rows_of, united
from search_api.retrieval.full_text import any_of
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.question import Mask, Question
from search_api.retrieval.telling_terms import looked_up, matching

Rows = NDArray[np.int64]
Retriever = Literal["dense", "lexical"]
BOTH: frozenset[Retriever] = frozenset({"dense", "lexical"})
POOL = 300  # passages of each retriever that may be in the answer
_DEPTH = 1_000  # passages of the lexical ranking that lend their score to the dense pool
# Weight of the lexical scores of a question in another language, by its own words and by English
# terms for them, against those of an English question: there its meaning tells more than words do
# (tests/quality/RANKING.md).
TRANSLATED_WEIGHT = 0.5
# Weights of the lexical score by a resource's metadata against that by the passage's own text, and
# of its fields within (authors, institution, keywords, abstract): tests/quality/RANKING.md.
ABOUT_WEIGHT = 0.3
FIELD_WEIGHTS = (1.0, 1.0, 3.0, 1.0)
_SATURATION = 1.2  # k1 of BM25, as FTS5 has it


class Pool(NamedTuple):
    """The passages that may be in an answer, ascending by row; all columns have shape (n,).

    A rank is 0 where the retriever did not place the passage; so is then its lexical score.
    `named` tells the passages of resources that are asked for by name.
    """

    rows: Rows
    dense_ranks: Rows
    lexical_ranks: Rows
    lexical_scores: NDArray[np.float64]
    named: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The scores of both retrievers for all n passages, by row, shape (n,).

    `dense` are the cosines with the whitened question. `own` are the lexical scores by the
    question's own words and `english` those by English terms for it; 0 where there are none.
    None where a retriever was not asked or has no terms to look up. `named` are the rows, sorted,
    of the resources that are asked for by name: they are in every pool. `words_only`: the server of
    the vectors did not answer, so that all these passages were found by words.
    """

    dense: NDArray[np.float32] | None
    own: NDArray[np.float64] | None
    english: NDArray[np.float64] | None
    named: Rows = field(default_factory=lambda: np.zeros(0, np.int64))
    words_only: bool = False

    def among(self, rows: Rows, dense: NDArray[np.float32] | None) -> "Retrieved":
        """Return the scores of `rows` alone, ascending, with `dense` of shape (len(rows),)."""
        own = None if self.own is None else self.own[rows]
        english = None if self.english is None else self.english[rows]
        return Retrieved(dense, own, english, np.flatnonzero(np.isin(rows, self.named)))

    def pool(self, mask: Mask = None) -> Pool:
        """Return the first POOL passages of each retriever among those of `mask`, and the named."""
        dense = best(self.dense, mask, POOL)
        lexical, lexical_scores = self.lexical(mask)
        named = self._named(mask)
        rows = united(dense, lexical[:POOL], named)
        ranks = _ranks(lexical, rows)
        scores = np.where(ranks > 0, np.append(lexical_scores, 0.0)[ranks - 1], 0.0)
        return Pool(rows, _ranks(dense, rows), ranks, scores, np.isin(rows, named))

    def lexical_scores(self, passages: int) -> NDArray[np.float64]:
        """Return the lexical scores of all `passages` passages, shape (n,)."""
        own = np.zeros(passages) if self.own is None else self.own
        return own if self.english is None else own + self.english

    def pool_rows(self, mask: Mask) -> Rows:
        """Return the rows of the pool alone, some of them twice."""
        dense, words = best(self.dense, mask, POOL), self.lexical(mask)[0][:POOL]
        return np.concatenate([dense, words, self._named(mask)])

    def _named(self, mask: Mask) -> Rows:
        return self.named if mask is None else self.named[mask[self.named]]

    def lexical(self, mask: Mask) -> tuple[Rows, NDArray[np.float64]]:
        """Return the lexical ranking within `mask`, best first, and its scores."""
        own, english = _best_matches(self.own, mask), _best_matches(self.english, mask)
        if not len(english):
            return own, self.own[own] if self.own is not None else np.zeros(0)
        rows = united(own, english)
        scores = np.zeros(len(rows))
        if self.own is not None:
            scores[np.searchsorted(rows, own)] = self.own[own]
        if self.english is not None:
            scores[np.searchsorted(rows, english)] += self.english[english]
        order = np.lexsort((rows, -scores))
        return rows[order], scores[order]


def retrieve(
    searcher: Searcher, question: Question, retrievers: frozenset[Retriever] = BOTH
) -> Retrieved:
    """Score all passages by both retrievers, or by one of them.

    The words of a question that is certainly English get English stems only, all others those of
    every language.
    """
    dense = own = english = None
    if "dense" in retrievers:
        dense = searcher.state.cosines(question.dense_vector)
    if "lexical" in retrievers:
        stems = english_stems if question.is_english else all_stems
        own = lexical(searcher, [stems(word) for word in question.content_words])
        english = lexical(searcher, [english_stems(term) for term in question.english_terms])
        if question.english_terms:
            own, english = _weighed(own), _weighed(english)
    return Retrieved(dense, own, english, _rows_of(searcher, question.names))


def _weighed(scores: NDArray[np.float64] | None) -> NDArray[np.float64] | None:
    return None if scores is None else TRANSLATED_WEIGHT * scores


def lexical(
    searcher: Searcher, stems_of_words: Sequence[Sequence[str]]
) -> NDArray[np.float64] | None:
    """Score all passages by the stems that each word may have, shape (n,).

    A score is that of the passage's own text, title and headings, and, with ABOUT_WEIGHT, that of
    what is known of its resource. Both are BM25 divided by the greatest value that any text
    could have: 0..1, comparable between questions. It is 0 for a passage without any of the
    stems. None when no passage has any.
    """
    stems = list(dict.fromkeys(term for several in stems_of_words for term in several))
    shares = _shares(searcher, stems_of_words, stems, "stems")
    described = _shares(searcher, stems_of_words, stems, "about")
    if described is not None:
        added = described[searcher.state.resource_rows]
        added *= ABOUT_WEIGHT
        if shares is None:
            return added
        shares += added
        np.minimum(shares, 1.0, out=shares)
    return shares


def _shares(
    searcher: Searcher,
    stems_of_words: Sequence[Sequence[str]],
    stems: Sequence[str],
    column: Literal["stems", "about"],
) -> NDArray[np.float64] | None:
    """Score the passages, or in column `about` the resources, each by row, 0..1; None for none."""
    counts = searcher.frequencies(stems, column)
    if not counts:
        return None
    table = searcher.state.passage_table if column == "stems" else searcher.state.resources
    size = len(table.ids)
    terms = looked_up(counts, size)
    if column == "stems":
        keys, scores = matching(searcher, {term: counts[term] for term in terms})
    else:
        keys, scores = finding.described(searcher.catalogue, any_of(terms), FIELD_WEIGHTS)
    shares = np.zeros(size + 1)  # one more for row -1, of a passage without a vector
    # Several stems of a word may match at once: then the greatest value is too low.
    shares[table.rows(keys)] = np.minimum(scores / _greatest(size, stems_of_words, counts), 1.0)
    return shares[:-1]


def _rows_of(searcher: Searcher, names: Collection[str]) -> Rows:
    """Return the rows, sorted, of the passages of these resources."""
    if not names:
        return np.zeros(0, np.int64)
    state = searcher.state
    keys = np.array(resources.keys(searcher.catalogue, names), np.int64)
    return np.flatnonzero(np.isin(state.resource_rows, state.resources.rows(keys)))


def best(scores: NDArray[np.floating] | None, mask: Mask, limit: int) -> Rows:
    """Return the rows of `mask` with the highest scores, best first, equal ones by row."""
    if scores is None:
        return np.zeros(0, np.int64)
    rows = np.arange(len(scores)) if mask is None else np.flatnonzero(mask)
    values = scores[rows]
    if len(rows) > limit:
        near = values >= np.partition(values, -limit)[-limit]  # and all that are equal to the last
        rows, values = rows[near], values[near]
    return rows[np.lexsort((rows, -values))[:limit]]


def _best_matches(scores: NDArray[np.float64] | None, mask: Mask) -> Rows:
    """Return the rows of `mask` that match, up to _DEPTH of them, best first."""
    if scores is None:
        return np.zeros(0, np.int64)
    matching = scores > 0
    return best(scores, matching if mask is None else matching & mask, _DEPTH)


def _ranks(order: Rows, rows: Rows) -> Rows:
    """Return the rank, from 1, of each of `rows` in `order`; 0 where it is not there."""
    by_row = np.argsort(order)
    places = rows_of(order[by_row], rows)
    ranks: Rows = np.where(places >= 0, np.append(by_row, 0)[places] + 1, 0)
    return ranks


def all_stems(term: str) -> tuple[str, ...]:
    """Return the stems of a term, also as if each bare d in it were a đ."""
    stems: list[str] = []
    for word in spellings(term):
        stems += forms(word)
        if "d" in word:
            stems += forms(word.replace("dj", "d").replace("d", "dj"))
    return tuple(dict.fromkeys(stems))


def english_stems(term: str) -> tuple[str, ...]:
    """Return the English stems of a term, alone."""
    return tuple(stem(word, "en") for word in spellings(term))


def _greatest(
    passages: int, stems_of_words: Sequence[Sequence[str]], counts: Mapping[str, int]
) -> float:
    """Return the BM25 score that a passage full of every word would come near to.

    As FTS5 has it: the sum over the words of idf (k1 + 1), where
    idf = ln((N - n + 0.5) / (n + 0.5)) for a word in n of N passages. A word that no passage
    has counts like one that a single passage has. Source: Robertson and Zaragoza 2009,
    doi:10.1561/1500000019, section 3.
    """
    total = 0.0
    for stems in stems_of_words:
        count = max([counts.get(term, 0) for term in stems] + [1])
        total += max(math.log((passages - count + 0.5) / (count + 0.5)), 1e-6)
    return (_SATURATION + 1) * max(total, 1e-6)
