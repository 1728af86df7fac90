"""A question to ranked passages, and ranked passages to ranked resources."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import finding, resources
from indexer.encoding import Vectors
from indexer.encoding.base import ProposesTerms
from indexer.encoding.bridge.routing import speaks_english
from indexer.encoding.network import SURE
from search_api.retrieval import feedback, highlight, legs
from search_api.retrieval.fusion import weighted_sum
from search_api.retrieval.legs import Ranked, Ranking
from search_api.retrieval.library import Snapshot
from search_api.retrieval.query import DEEPEST, Query
from search_api.retrieval.whitening import whitened

Leg = Literal["meaning", "words"]
_HEAD = 100  # passages that are ranked twice
_ENGLISH_WORDS = 12  # that are looked up for a question in another language
BOTH_LEGS: frozenset[Leg] = frozenset({"meaning", "words"})


class Scored(NamedTuple):
    """A passage with its place in the answer, and where each leg placed it.

    `cosine` is that with the question itself; `share` (0..1) is 0 when it has none of
    the words. `meaning` and `words` are None where the leg did not place it.
    """

    passage_id: int
    score: float
    cosine: float
    share: float
    meaning: Ranked | None
    words: Ranked | None


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


def prepare(snapshot: Snapshot, query: Query) -> Asked:
    """Encode the question and find the passages that its filters and signs leave."""
    telling = tuple(highlight.telling(query.words()))
    encoder = snapshot.encoder
    english: list[str] = []
    if telling and isinstance(encoder, ProposesTerms):
        english = encoder.english_terms(query.plain, _ENGLISH_WORDS)
    vector = feedback.vector(snapshot, query)
    in_english = speaks_english(query.plain) >= SURE
    return Asked(vector, telling, in_english, tuple(english), scope(snapshot, query))


def rank(snapshot: Snapshot, asked: Asked, chosen: frozenset[Leg] = BOTH_LEGS) -> list[Scored]:
    """Return the passages that answer, best first, by both legs or one of them."""
    meaning: Ranking = {}
    words: Ranking = {}
    sought = whitened(snapshot.memory.whitening, asked.vector)
    if "meaning" in chosen:
        meaning = legs.by_meaning(snapshot, sought, asked.within)
    if "words" in chosen:
        words = legs.by_words(
            snapshot, asked.telling, asked.english, asked.within, in_english=asked.in_english
        )
    placed = [number for number, one in words.items() if one.rank <= legs.POOL]
    candidates = list(dict.fromkeys([*meaning, *placed]))
    near = {number: one.score for number, one in meaning.items()}
    if meaning:  # those that only the words brought have a meaning too
        near |= _cosines(snapshot, sought, [number for number in placed if number not in meaning])
    shares = {number: one.score for number, one in words.items()}
    found = weighted_sum(candidates, near, shares)
    if chosen == BOTH_LEGS:
        found = _asked_again(snapshot, asked.vector, found, shares)
    cosines = _cosines(snapshot, asked.vector, candidates) if meaning else {}
    return [
        Scored(
            number,
            score,
            cosines.get(number, 0.0),
            shares.get(number, 0.0),
            meaning.get(number),
            words.get(number),
        )
        for number, score in found
    ]


def _asked_again(
    snapshot: Snapshot, vector: Vectors, found: list[tuple[int, float]], shares: dict[int, float]
) -> list[tuple[int, float]]:
    """Return the ranking with its head put in a new order, by a question its best speak for.

    The tail stays as it is, below the head.
    """
    head = [number for number, _ in found[:_HEAD]]
    refined = feedback.refined(snapshot, vector, found)
    refined = whitened(snapshot.memory.whitening, refined)
    again = weighted_sum(head, _cosines(snapshot, refined, head), shares)
    lowest = min((score for _, score in again), default=0.0)
    return again + [(number, min(score, lowest)) for number, score in found[_HEAD:]]


def by_resource(snapshot: Snapshot, ranked: Sequence[Scored]) -> dict[str, list[Found]]:
    """Return the passages of each resource, in the order of each resource's best passage.

    A resource is as good as its best passage: adding the second best was tried and made it
    worse (tests/quality/RANKING.md).
    """
    places = snapshot.memory.places
    rows = places.rows(np.array([one.passage_id for one in ranked], np.int64))
    keys = places.resources[rows].tolist()
    languages, references = places.languages[rows].tolist(), places.references[rows].tolist()
    groups: dict[int, list[Found]] = {}
    for one, key, language, is_references in zip(ranked, keys, languages, references, strict=True):
        if key in groups or len(groups) < DEEPEST:
            groups.setdefault(key, []).append(Found(one, language, is_references))
    ids = resources.ids(snapshot.catalogue, groups)
    return {ids[key]: _text_first(group) for key, group in groups.items()}


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


def _cosines(snapshot: Snapshot, vector: Vectors, ids: Sequence[int]) -> dict[int, float]:
    """Return the cosine of each of a few passages with `vector`."""
    found, vectors = snapshot.memory.vectors_of(np.array(ids, np.int64))
    return dict(zip(found.tolist(), (vectors @ vector).tolist(), strict=True))


def scope(snapshot: Snapshot, query: Query) -> NDArray[np.int64] | None:
    """Return the ids of the passages that may answer, sorted; None when all may."""
    catalogue = snapshot.catalogue
    own = query.unlike if query.text else (*query.like, *query.unlike)
    if not (query.filters or query.phrases or query.excluded or own):
        return None
    within = finding.passage_ids(catalogue, query.filters)
    for phrase in query.phrases:
        within = np.intersect1d(within, _having(snapshot, phrase))
    for phrase in query.excluded:
        within = np.setdiff1d(within, _having(snapshot, phrase))
    return np.setdiff1d(within, np.array(own, np.int64)) if own else within


def _having(snapshot: Snapshot, phrase: Sequence[str]) -> NDArray[np.int64]:
    """Return the ids of the passages with the folded words of `phrase`, in this order."""
    expression = f"{{title headings body}} : {legs.quoted(' '.join(phrase))}"
    return finding.passages_with(snapshot.catalogue, expression)
