"""The two ways of searching: by meaning and by words. Each gives a ranking of passages."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import finding
from indexer.encoding import Vectors
from indexer.text.stemming import forms, stem
from indexer.vectors.sorted_ids import rows_of
from search_api.retrieval.index_reader import Searcher

POOL = 300  # passages of each leg that may be in the answer
_DEEP = 1_000  # passages that the words leg scores, for those that the other leg brings
_COMMON = 0.3  # share of the passages above which a term tells too little
_FEW = 200  # passages that are quickly gone through
ENGLISH_WEIGHT = 1.7  # what English words for a foreign question count, against its own
_MOST_TERMS = 256  # of one question to the full-text index


class Ranked(NamedTuple):
    """How one leg placed a passage: `rank` 1 is first, `score` is the leg's own."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passages as one leg placed them, best first: their ids and its scores, shape (n,)."""

    ids: NDArray[np.int64]
    scores: NDArray[np.float64]

    def places(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the rank and the score of each of `ids`; 0 and 0 where it is not placed."""
        by_id = np.argsort(self.ids)
        rows = rows_of(self.ids[by_id], ids)
        placed = rows >= 0
        ranks = np.zeros(len(ids), np.int64)
        scores = np.zeros(len(ids), np.float64)
        where = by_id[rows[placed]]
        ranks[placed], scores[placed] = where + 1, self.scores[where]
        return ranks, scores


NOTHING = Ranking(np.zeros(0, np.int64), np.zeros(0, np.float64))


def by_meaning(
    searcher: Searcher, vector: Vectors, within: NDArray[np.int64] | None = None
) -> Ranking:
    """Rank passages by the cosine of their vector with the question's."""
    found = searcher.nearest(vector, POOL, within)
    return Ranking(
        np.array([number for number, _ in found], np.int64),
        np.array([cosine for _, cosine in found], np.float64),
    )


def by_words(
    searcher: Searcher,
    words: Sequence[str],
    english: Sequence[str] = (),
    within: NDArray[np.int64] | None = None,
    *,
    in_english: bool = False,
) -> Ranking:
    """Rank passages by the folded `words` of the question, and by `english` words for it.

    `in_english`: the question is surely English, so that no other language's stems are tried.

    The score is the share of the question's words that a passage has (_shares), and
    ENGLISH_WEIGHT times the share of the English words for a question in another language.
    """
    own = [_english_forms(word) if in_english else _forms(word) for word in words]
    scores = _shares(searcher, own, within)
    translated = [_english_forms(word) for word in english]
    for number, share in _shares(searcher, translated, within).items():
        scores[number] = scores.get(number, 0.0) + ENGLISH_WEIGHT * share
    ids, shares = np.array(list(scores), np.int64), np.array(list(scores.values()), np.float64)
    order = np.lexsort((ids, -shares))
    return Ranking(ids[order], shares[order])


def _shares(
    searcher: Searcher, per_word: Sequence[Sequence[str]], within: NDArray[np.int64] | None
) -> dict[int, float]:
    """Return BM25 of any of the stems that each word may have, by passage id.

    As a share, 0..1, of the greatest that any passage could have: it says how much of what is
    asked for is there, and so means the same for every question.
    """
    terms = list(dict.fromkeys(term for one in per_word for term in one))[:_MOST_TERMS]
    known = searcher.frequencies(terms, "stems")
    if not known:
        return {}
    passages = len(searcher.state.places.ids)
    expression = "stems : (" + any_of(_looked_up(known, passages)) + ")"
    greatest = _greatest_score(passages, per_word, known)
    found = finding.match(searcher.catalogue, expression, _DEEP, within=within)
    return {number: score / greatest for number, score in found}


def any_of(words: Iterable[str]) -> str:
    """Return an FTS5 query for any of the words."""
    return " OR ".join(quoted(word) for word in words)


def quoted(words: str) -> str:
    """Return words as FTS5 takes them: quoted, so that nothing in them is an operator."""
    return '"' + words.replace('"', '""') + '"'


def _forms(word: str) -> tuple[str, ...]:
    """Return the stems of a folded word, also as if each bare d in it were a đ."""
    made = forms(word)
    if "d" in word:
        made += forms(word.replace("dj", "d").replace("d", "dj"))
    return tuple(dict.fromkeys(made))


def _looked_up(known: Mapping[str, int], passages: int) -> list[str]:
    """Return the terms to look up: without those that a large part of the passages has.

    They hardly change the order and are most of the work. They stay where nothing else is left.
    """
    most = max(_COMMON * passages, _FEW)
    rare = [term for term, count in known.items() if count <= most]
    return rare or list(known)


def _english_forms(word: str) -> tuple[str, ...]:
    return (stem(word, "en"),)


def _greatest_score(
    passages: int, per_word: Sequence[Sequence[str]], known: Mapping[str, int]
) -> float:
    """Return the BM25 score that a passage full of every word would come near to.

    As FTS5 has it: the sum over the words of idf (k1 + 1), where k1 = 1.2 and
    idf = ln((N - n + 0.5) / (n + 0.5)) for a word in n of N passages. A word that no passage
    has counts like one that a single passage has. Source: Robertson and Zaragoza 2009,
    doi:10.1561/1500000019, section 3.
    """
    total = 0.0
    for terms in per_word:
        count = max([known.get(term, 0) for term in terms] + [1])
        total += max(math.log((passages - count + 0.5) / (count + 0.5)), 1e-6)
    return 2.2 * max(total, 1e-6)
