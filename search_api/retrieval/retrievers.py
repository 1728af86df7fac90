"""The dense and the lexical retriever. Each scores all passages, once for a question.

What a filter leaves is a mask over these scores: the answer, the counts of facets and the
baseline of calibration are all read from one retrieval, and are exact however few passages a
filter keeps. At 200,000 passages of 384 dimensions the product with all vectors takes 20 ms, no
more than an index that returns the first few hundred; asking an index again inside each of a
hundred facet values would take seconds.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import finding
from indexer.text.stemming import forms, stem
from search_api.retrieval.full_text import any_of
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.question import Mask, Question

Rows = NDArray[np.int64]
Retriever = Literal["dense", "lexical"]
BOTH: frozenset[Retriever] = frozenset({"dense", "lexical"})
POOL = 300  # passages of each retriever that may be in the answer
_DEPTH = 1_000  # passages with a lexical score, for those that the dense retriever brings
_COMMON = 0.3  # share of the passages above which a term is too common to look up
_FEW = 200  # passages that are quickly gone through
# What the share of English terms counts for a question in another language, against that of its
# own words. Judged apart, the two did best with weights of 1.2 and 0.7 (tests/quality/RANKING.md):
# this is their quotient, the own words having weight 1.
ENGLISH_WEIGHT = 1.7
_MOST_TERMS = 256  # of one question to the full-text index
_SATURATION = 1.2  # k1 of BM25, as FTS5 has it


class Matches(NamedTuple):
    """Passages with a lexical score, best first, equal scores by row; both of shape (n,)."""

    rows: Rows
    scores: NDArray[np.float64]


class Pool(NamedTuple):
    """The passages that may be in an answer, ascending by row; all columns have shape (n,).

    A rank is 0 where the retriever did not place the passage, its lexical score then 0 too.
    """

    rows: Rows
    dense_ranks: Rows
    lexical_ranks: Rows
    lexical_scores: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What both retrievers say of all passages.

    `dense` are the rows of all passages, nearest first; empty where that retriever was not
    asked. `own` and `english` match the question's own words and the English terms for it.
    """

    dense: Rows
    own: Matches
    english: Matches

    def pool(self, mask: Mask = None) -> Pool:
        """Return the first POOL passages of each retriever among those of `mask`."""
        dense = _first(self.dense, mask, POOL)
        lexical = self._lexical(mask)
        rows = np.union1d(dense, lexical.rows[:POOL])
        lexical_ranks = _ranks(lexical.rows, rows)
        scores = np.zeros(len(rows))
        placed = lexical_ranks > 0
        scores[placed] = lexical.scores[lexical_ranks[placed] - 1]
        return Pool(rows, _ranks(dense, rows), lexical_ranks, scores)

    def _lexical(self, mask: Mask) -> Matches:
        """Return the lexical ranking within `mask`: own words and English terms, weighted."""
        own = _first_matches(self.own, mask)
        if not len(self.english.rows):
            return own
        english = _first_matches(self.english, mask)
        rows = np.union1d(own.rows, english.rows)
        scores = np.zeros(len(rows))
        scores[np.searchsorted(rows, own.rows)] = own.scores
        scores[np.searchsorted(rows, english.rows)] += ENGLISH_WEIGHT * english.scores
        order = np.lexsort((rows, -scores))
        return Matches(rows[order], scores[order])


def retrieve(
    searcher: Searcher, question: Question, retrievers: frozenset[Retriever] = BOTH
) -> Retrieved:
    """Ask both retrievers, or some of them.

    For a question that is surely English, no other language's stems are tried.
    """
    dense, own, english = _NO_ROWS, _NO_MATCHES, _NO_MATCHES
    if "dense" in retrievers:
        dense = np.argsort(-searcher.state.cosines(question.dense_vector), kind="stable")
    if "lexical" in retrievers:
        stems = english_stems if question.is_english else all_stems
        own = lexical(searcher, [stems(word) for word in question.content_words])
        english = lexical(searcher, [english_stems(term) for term in question.english_terms])
    return Retrieved(dense, own, english)


def lexical(searcher: Searcher, stems_of_words: Sequence[Sequence[str]]) -> Matches:
    """Return all passages that have any of the stems that each word may have.

    Scored by BM25 as a share, 0..1, of the greatest that any passage could have: it says how
    much of what is asked for is there, and so means the same for every question.
    """
    stems = list(dict.fromkeys(term for several in stems_of_words for term in several))
    counts = searcher.frequencies(stems[:_MOST_TERMS], "stems")
    if not counts:
        return _NO_MATCHES
    passages = len(searcher.state.places.ids)
    expression = "stems : (" + any_of(_looked_up(counts, passages)) + ")"
    ids, scores = finding.matches(searcher.catalogue, expression)
    rows = searcher.state.places.rows(ids)
    present = rows >= 0
    rows, scores = rows[present], scores[present] / _greatest(passages, stems_of_words, counts)
    order = np.lexsort((rows, -scores))
    return Matches(rows[order], scores[order])


def _first(rows: Rows, mask: Mask, limit: int) -> Rows:
    """Return the first `limit` of `rows` that are in `mask`, looking no further than needed."""
    if mask is None:
        return rows[:limit]
    head = rows[: limit * 16]
    head = head[mask[head]]
    return (head if len(head) >= limit else rows[mask[rows]])[:limit]


def _first_matches(matches: Matches, mask: Mask) -> Matches:
    if mask is None:
        return Matches(matches.rows[:_DEPTH], matches.scores[:_DEPTH])
    kept = np.flatnonzero(mask[matches.rows])[:_DEPTH]
    return Matches(matches.rows[kept], matches.scores[kept])


def _ranks(order: Rows, rows: Rows) -> Rows:
    """Return the rank, from 1, of each of `rows` in `order`; 0 where it is not there."""
    if not len(order):
        return np.zeros(len(rows), np.int64)
    by_row = np.argsort(order)
    places = np.minimum(np.searchsorted(order, rows, sorter=by_row), len(order) - 1)
    return np.where(order[by_row[places]] == rows, by_row[places] + 1, 0)


def all_stems(word: str) -> tuple[str, ...]:
    """Return the stems of a folded word, also as if each bare d in it were a đ."""
    stems = forms(word)
    if "d" in word:
        stems += forms(word.replace("dj", "d").replace("d", "dj"))
    return tuple(dict.fromkeys(stems))


def english_stems(word: str) -> tuple[str, ...]:
    """Return the English stem of a folded word, alone."""
    return (stem(word, "en"),)


def _looked_up(counts: Mapping[str, int], passages: int) -> list[str]:
    """Return the terms to look up: without those that a large part of the passages has.

    They hardly change the order and are most of the work. They stay where nothing else is left.
    """
    most = max(_COMMON * passages, _FEW)
    rare = [term for term, count in counts.items() if count <= most]
    return rare or list(counts)


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


_NO_ROWS: Rows = np.zeros(0, np.int64)
_NO_MATCHES = Matches(_NO_ROWS, np.zeros(0))
