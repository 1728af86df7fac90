"""The two ways of searching: by meaning and by words. Each gives a ranking of passages."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import Catalogue, finding
from indexer.encoding import Vectors
from indexer.stemming import forms
from search_api.retrieval.library import Snapshot

POOL = 300  # passages of each leg that may be in the answer
_DEEP = 2_000  # passages that the words leg scores, for those that the other leg brings
_MOST_TERMS = 256  # of one question to the full-text index


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage as one leg placed it: `rank` 1 is first, `score` is the leg's own."""

    passage_id: int
    rank: int
    score: float


Ranking = dict[int, Ranked]


def by_meaning(
    snapshot: Snapshot, vector: Vectors, within: NDArray[np.int64] | None = None
) -> Ranking:
    """Rank passages by the cosine of their vector with the question's."""
    return _ranking(snapshot.nearest(vector, POOL, within))


def by_words(
    snapshot: Snapshot, words: Sequence[str], within: NDArray[np.int64] | None = None
) -> Ranking:
    """Rank passages by the stems of any of the folded `words`.

    The score is BM25 as a share of the greatest that any passage could have, 0..1: it says how
    much of what the question asks for is there, and so means the same for every question.
    """
    catalogue = snapshot.catalogue
    per_word = [_forms(word) for word in words]
    terms = list(dict.fromkeys(term for one in per_word for term in one))[:_MOST_TERMS]
    known = finding.frequencies(catalogue, terms, "stems")
    if not known:
        return {}
    expression = "stems : (" + any_of(term for term in terms if term in known) + ")"
    greatest = _greatest_score(catalogue, per_word, known)
    found = finding.match(catalogue, expression, _DEEP, within=within)
    return _ranking([(number, score / greatest) for number, score in found])


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


def _greatest_score(
    catalogue: Catalogue, per_word: Sequence[Sequence[str]], known: dict[str, int]
) -> float:
    """Return the BM25 score that a passage full of every word would come near to.

    As FTS5 has it: the sum over the words of idf (k1 + 1), where k1 = 1.2 and
    idf = ln((N - n + 0.5) / (n + 0.5)) for a word in n of N passages. A word that no passage
    has counts like one that a single passage has. Source: Robertson and Zaragoza 2009,
    doi:10.1561/1500000019, section 3.
    """
    passages = catalogue.counts()["passages"]
    total = 0.0
    for terms in per_word:
        count = max([known.get(term, 0) for term in terms] + [1])
        total += max(math.log((passages - count + 0.5) / (count + 0.5)), 1e-6)
    return 2.2 * max(total, 1e-6)


def _ranking(found: Sequence[tuple[int, float]]) -> Ranking:
    return {
        number: Ranked(number, rank, score) for rank, (number, score) in enumerate(found, start=1)
    }
