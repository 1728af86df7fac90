"""A question to an answer: both legs, fused, grouped by resource, explained."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.catalogue import finding, passages, resources
from indexer.catalogue.passages import StoredPassage
from indexer.domain import Resource
from indexer.folding import fold
from search_api.retrieval import highlight, legs
from search_api.retrieval.bands import band
from search_api.retrieval.fusion import reciprocal_rank_fusion
from search_api.retrieval.legs import Ranked, Ranking
from search_api.retrieval.library import Snapshot
from search_api.retrieval.query import DEEPEST, Query
from search_api.schemas import Band

_PASSAGES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that answers. `spans` are the (start, end) of its words to emphasise."""

    stored: StoredPassage
    score: float
    spans: tuple[tuple[int, int], ...]
    matched_words: tuple[str, ...]
    meaning: Ranked | None
    words: Ranked | None
    band: Band


@dataclass(frozen=True, slots=True)
class Hit:
    """A resource that answers, with its best passages, best first."""

    resource: Resource
    score: float
    band: Band
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The ranked resources: `hits` are those asked for, `ranked_ids` all of them."""

    hits: tuple[Hit, ...]
    ranked_ids: tuple[str, ...]
    facets: dict[str, dict[str, int]]
    generation: str
    seconds: float

    @property
    def nothing_close(self) -> bool:
        """Whether no hit is more than a weak match."""
        return all(hit.band == "weak" for hit in self.hits)


def search(snapshot: Snapshot, query: Query) -> Answer:
    """Answer `query`. The same question to the same index has the same answer everywhere."""
    started = time.perf_counter()
    catalogue = snapshot.catalogue
    within = finding.passage_ids(catalogue, query.filters) if query.filters else None
    telling = highlight.telling(query.words())
    meaning = legs.by_meaning(snapshot, query.text, within)
    words = legs.by_words(snapshot, telling, within)
    fused = reciprocal_rank_fusion([meaning, words])
    groups = _by_resource(snapshot, fused)
    ranked = tuple(groups)
    shown = ranked[query.offset : query.offset + query.k]
    found = {one.id: one for one in resources.several(catalogue, shown)}
    hits = tuple(
        _hit(snapshot, found[name], groups[name], telling, meaning, words) for name in shown
    )
    return Answer(
        hits,
        ranked,
        finding.facet_counts(catalogue, ranked),
        snapshot.generation,
        time.perf_counter() - started,
    )


def _by_resource(
    snapshot: Snapshot, fused: Sequence[tuple[int, float]]
) -> dict[str, list[tuple[int, float]]]:
    """Return the passages of each resource, in the order of each resource's best passage."""
    owners = passages.owners(snapshot.catalogue, [number for number, _ in fused])
    groups: dict[str, list[tuple[int, float]]] = {}
    for number, score in fused:
        owner = owners.get(number)  # None: deleted since the generation was published
        if owner is not None and (owner in groups or len(groups) < DEEPEST):
            groups.setdefault(owner, []).append((number, score))
    return groups


def _hit(
    snapshot: Snapshot,
    resource: Resource,
    best: Sequence[tuple[int, float]],
    telling: Sequence[str],
    meaning: Ranking,
    words: Ranking,
) -> Hit:
    shown = best[:_PASSAGES_SHOWN]
    stored = passages.by_id(snapshot.catalogue, [number for number, _ in shown])
    matches = tuple(
        _match(stored[number], score, telling, meaning.get(number), words.get(number))
        for number, score in shown
    )
    strongest = min((match.band for match in matches), key=["strong", "possible", "weak"].index)
    return Hit(resource, best[0][1], strongest, matches)


def _match(
    stored: StoredPassage,
    score: float,
    telling: Sequence[str],
    meaning: Ranked | None,
    words: Ranked | None,
) -> Match:
    text = stored.passage.text
    spans = highlight.spans(text, telling)
    matched = dict.fromkeys(text[start:end] for start, end in spans)
    forms = {fold(word) for word in matched}
    covered = sum(bool(highlight.spans(word, forms)) for word in telling)
    return Match(
        stored=stored,
        score=score,
        spans=tuple(spans),
        matched_words=tuple(matched),
        meaning=meaning,
        words=words,
        band=band(meaning, covered / len(telling)),
    )
