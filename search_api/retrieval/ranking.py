"""A question to ranked passages, and ranked passages to ranked resources."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import finding, resources
from indexer.encoding import EncodedQuestion, Vectors
from search_api.retrieval import feedback, highlight, retrievers
from search_api.retrieval.fusion import weighted_sum
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import DEEPEST, Query
from search_api.retrieval.retrievers import Ranked
from search_api.retrieval.whitening import whitened

Leg = Literal["meaning", "words"]
_HEAD = 100  # passages that are ranked twice
BOTH_LEGS: frozenset[Leg] = frozenset({"meaning", "words"})


class Scored(NamedTuple):
    """A passage with its place in the answer, and where each leg placed it.

    `cosine` is that with the question itself, `near` that with the whitened question, which the
    meaning leg ranks by; `share` (0..1) is 0 when it has none of the words. A rank is 0 where the
    leg did not place it.
    """

    passage_id: int
    score: float
    cosine: float
    near: float
    share: float
    meaning_rank: int
    words_rank: int

    @property
    def meaning(self) -> Ranked | None:
        """How the meaning leg placed it, if it did."""
        return Ranked(self.meaning_rank, self.near) if self.meaning_rank else None

    @property
    def words(self) -> Ranked | None:
        """How the words leg placed it, if it did."""
        return Ranked(self.words_rank, self.share) if self.words_rank else None


class Found(NamedTuple):
    """A ranked passage, its language, and whether it is a list of references."""

    scored: Scored
    language: str
    is_references: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready: its vector, shape (dimension,), its telling words, its scope.

    `in_english` says that it is surely English; if not, `english` are English words for it,
    where the encoder knows some.

    `within`, sorted, are the ids of the passages that may answer; None stands for all.
    """

    vector: Vectors
    telling: tuple[str, ...]
    in_english: bool
    english: tuple[str, ...]
    within: NDArray[np.int64] | None


def prepare(searcher: Searcher, query: Query) -> Asked:
    """Encode the question and find the passages that its filters and signs leave."""
    telling = tuple(highlight.content_words(query.words()))
    encoded = _encoded(searcher, query.plain)
    vector = feedback.vector(searcher, query, encoded.vector)
    english = encoded.english_terms if telling else ()
    return Asked(vector, telling, encoded.is_english, english, scope(searcher, query))


def _encoded(searcher: Searcher, text: str) -> EncodedQuestion:
    """Return the encoded question; the zero vector for a question of examples alone."""
    if text:
        return searcher.encoder.encode_question(text)
    return EncodedQuestion(np.zeros(searcher.encoder.dimension, np.float32))


def rank(searcher: Searcher, asked: Asked, chosen: frozenset[Leg] = BOTH_LEGS) -> list[Scored]:
    """Return the passages that answer, best first, by both legs or one of them.

    By both, the head is then put in a new order, by a question that its best speak for.
    """
    meaning = words = retrievers.NOTHING
    sought = whitened(searcher.state.whitening, asked.vector)
    if "meaning" in chosen:
        meaning = retrievers.by_meaning(searcher, sought, asked.within)
    if "words" in chosen:
        words = retrievers.by_words(
            searcher, asked.telling, asked.english, asked.within, in_english=asked.in_english
        )
    candidates = np.union1d(meaning.ids, words.ids[: retrievers.POOL])
    ids, vectors = searcher.state.vectors_of(candidates)
    cosines = (vectors @ asked.vector).astype(np.float64)
    near = (vectors @ sought).astype(np.float64)
    if "meaning" not in chosen:
        cosines, near = np.zeros(len(ids)), np.zeros(len(ids))
    meaning_ranks, _ = meaning.places(ids)
    words_ranks, shares = words.places(ids)
    scores = weighted_sum(near, shares)
    order = np.lexsort((ids, -scores))
    if chosen == BOTH_LEGS and len(ids):
        best = np.sort(order[: feedback.TAKEN])
        refined = feedback.refined(asked.vector, scores[best], vectors[best])
        head, tail = order[:_HEAD], order[_HEAD:]
        again = whitened(searcher.state.whitening, refined)
        scores[head] = weighted_sum((vectors[head] @ again).astype(np.float64), shares[head])
        scores[tail] = np.minimum(scores[tail], scores[head].min())  # the tail stays below
        order = np.concatenate([head[np.lexsort((ids[head], -scores[head]))], tail])
    columns = (ids, scores, cosines, near, shares, meaning_ranks, words_ranks)
    return list(starmap(Scored, zip(*(one[order].tolist() for one in columns), strict=True)))


def by_resource(searcher: Searcher, ranked: Sequence[Scored]) -> dict[str, list[Found]]:
    """Return the passages of each resource, in the order of each resource's best passage.

    A resource is as good as its best passage: adding the second best was tried and made it
    worse (tests/quality/RANKING.md).
    """
    places = searcher.state.places
    rows = places.rows(np.array([one.passage_id for one in ranked], np.int64))
    keys = places.resources[rows].tolist()
    languages, references = places.languages[rows].tolist(), places.references[rows].tolist()
    groups: dict[int, list[Found]] = {}
    cited = set()  # resources whose lists of references answer
    for one, key, language, is_references in zip(ranked, keys, languages, references, strict=True):
        if key in groups or len(groups) < DEEPEST:
            groups.setdefault(key, []).append(Found(one, language, is_references))
            if is_references:
                cited.add(key)
    groups |= {key: _text_first(groups[key]) for key in cited}
    ids = resources.ids(searcher.catalogue, groups)
    return {ids[key]: group for key, group in groups.items()}


def _text_first(group: list[Found]) -> list[Found]:
    """Return the passages of a resource with its lists of references last.

    The titles a resource cites say well what it is about (counting them half lowers nDCG@10 from
    .511 to .482 on the tune questions), but nobody wants to read them as an answer. So a list of
    references gives its score to the best passage of the text, which is shown in its place.
    """
    texts = [one for one in group if not one.is_references]
    references = [one for one in group if one.is_references]
    if texts and group[0].is_references:
        scored = texts[0].scored._replace(score=group[0].scored.score)
        texts[0] = texts[0]._replace(scored=scored)
    return texts + references


def scope(searcher: Searcher, query: Query) -> NDArray[np.int64] | None:
    """Return the ids of the passages that may answer, sorted; None when all may."""
    catalogue = searcher.catalogue
    own = query.unlike if query.text else (*query.like, *query.unlike)
    if not (query.filters or query.phrases or query.excluded or own):
        return None
    within = finding.passage_ids(catalogue, query.filters)
    for phrase in query.phrases:
        within = np.intersect1d(within, _having(searcher, phrase))
    for phrase in query.excluded:
        within = np.setdiff1d(within, _having(searcher, phrase))
    return np.setdiff1d(within, np.array(own, np.int64)) if own else within


def _having(searcher: Searcher, phrase: Sequence[str]) -> NDArray[np.int64]:
    """Return the ids of the passages with the folded words of `phrase`, in this order."""
    expression = f"{{title headings body}} : {retrievers.quoted(' '.join(phrase))}"
    return finding.passages_with(searcher.catalogue, expression)
