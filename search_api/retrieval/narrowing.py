"""Of a large index, the passages worth scoring for a question; nobody looks at the others.

Up to some 200,000 passages an index scores them all for every question, and nothing is narrowed.
Above, a question is answered among a few thousand: those nearest by the vector index, those that
its words find, and what belongs to them. From there on all is as in a small index: every cosine
is exact, and what is counted (matches, facet values) is counted among these passages.

Where the vector index is on a server that does not answer, the question is answered by its words:
the passages that these find are ranked by both retrievers; those that only meaning finds are
missing.

Each filter of the question is looked through by itself, so that it is answered in full however few
passages it keeps, and so is the question without one of its filters, for the counts of that facet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from indexer.encoding import Vectors
from indexer.errors import VectorsUnavailable
from indexer.metadata.facets import spellings
from indexer.vectors import EVERYTHING, Condition
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.index_state import IndexState
from search_api.retrieval.query import Query
from search_api.retrieval.question import Mask, Question, mask_of
from search_api.retrieval.retrievers import BOTH, POOL, Retrieved, Retriever, Rows, best, retrieve

NEAREST = 4_000  # passages by the vector index, for each part of the collection that is asked of
# A part of no more passages, or of no larger a share, is scored in full: an index that does not
# score all misses most of the nearest few when a filter leaves hardly any.
_FEW = 50_000
_SMALL_SHARE = 0.05
_AT_ONCE = 8_192  # vectors of a part, 12 MB at 384 dimensions


@dataclass(frozen=True, slots=True)
class Part:
    """The passages of a `mask`, shape (n,), and the filters that say the same to an engine."""

    mask: Mask = None
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)


def narrow(
    searcher: Searcher,
    query: Query,
    question: Question,
    retrievers: frozenset[Retriever] = BOTH,
    also: Mask = None,
) -> tuple[Searcher, Retrieved]:
    """Return what to rank: a searcher of the passages worth scoring, and their scores.

    It is the same searcher where the index scores all. `also`, shape (n,), is a part of the
    collection that is asked of besides what the query filters by.
    """
    if searcher.state.scores_all:
        return searcher, retrieve(searcher, question, retrievers)
    words = retrieve(searcher, question, retrievers - {"dense"})
    parts = [*_parts(searcher, query), *([] if also is None else [Part(also)])]
    by_vector = [_reached(searcher.state, question.dense_vector, part) for part in parts]
    near = [rows for rows in by_vector if rows is not None]
    by_words = [words.lexical(part.mask)[0] for part in parts]
    state = searcher.state.narrowed(_worth_scoring(searcher.state, words, [*near, *by_words]))
    rows = searcher.state.passage_table.rows(state.passage_table.ids)
    dense = state.cosines(question.dense_vector) if "dense" in retrievers else None
    scored = words.among(rows, dense)
    return replace(searcher, state=state), replace(scored, words_only=len(near) < len(parts))


def _parts(searcher: Searcher, query: Query) -> Iterator[Part]:
    """Yield what the answer and its counts are made of: all; within the filters; without one."""
    yield Part()
    for left_out in (None, *query.filters):
        if (mask := mask_of(searcher, query, without=left_out)) is not None:
            filters = {
                facet: spellings(facet, values)
                for facet, values in query.filters.items()
                if facet != left_out
            }
            yield Part(mask, filters)


def _worth_scoring(state: IndexState, words: Retrieved, rankings: Sequence[Rows]) -> Rows:
    """Return the rows, ascending, of the passages to be scored: those ranked, and the named."""
    rows = np.unique(np.concatenate([*rankings, words.named]))
    best_rows = np.concatenate([ranking[:POOL] for ranking in rankings])
    return _with_texts_of_works(state, rows, best_rows)


def _reached(state: IndexState, vector: Vectors, part: Part) -> Rows | None:
    """Return what `nearest_rows` does; None where the server of the vectors does not answer."""
    try:
        return nearest_rows(state, vector, part)
    except VectorsUnavailable:
        return None


def nearest_rows(state: IndexState, vector: Vectors, part: Part) -> Rows:
    """Return the rows of the NEAREST passages of a part, best first."""
    ids, condition = state.passage_table.ids, EVERYTHING
    if part.mask is not None:
        kept = np.flatnonzero(part.mask)
        if len(kept) <= max(_FEW, _SMALL_SHARE * len(ids)):
            return kept[best(_cosines(state, vector, kept), None, NEAREST)]
        by_engine = part.filters and state.published.stores_facets
        condition = Condition(filters=part.filters) if by_engine else Condition(ids[kept])
    nearest = state.nearest(vector, NEAREST, condition)
    rows = state.passage_table.rows(np.array([number for number, _ in nearest], np.int64))
    return rows if part.mask is None else rows[part.mask[rows]]


def _cosines(state: IndexState, vector: Vectors, rows: Rows) -> NDArray[np.float32]:
    """Return the cosines of the passages of `rows`, ascending, a block at a time."""
    blocks = [rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE)]
    cosines = [state.vectors(block) @ vector for block in blocks]
    return np.concatenate([*cosines, np.zeros(0, np.float32)])


def _with_texts_of_works(state: IndexState, rows: Rows, best_rows: Rows) -> Rows:
    """Return `rows` and the text of each resource of the best works that has none among them.

    It may be a version that the reader can read, or be asked for by its author alone.
    """
    resources, answering = state.resources, state.passage_table.answering
    works = np.unique(resources.works[state.resource_rows[best_rows]])
    without_text = np.isin(resources.works, works)
    without_text[state.resource_rows[rows[answering[rows]]]] = False
    return np.union1d(rows, np.flatnonzero(without_text[state.resource_rows] & answering))
