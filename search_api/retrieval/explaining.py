"""Why a resource is in the answer: its passages with the words that matched, and its band."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.catalogue import passages
from indexer.catalogue.passages import StoredPassage
from indexer.domain import Resource
from indexer.language import detect
from search_api.retrieval import highlight
from search_api.retrieval.answer import Hit, Match
from search_api.retrieval.bands import ORDER, calibration, pair
from search_api.retrieval.carriers import Carriers
from search_api.retrieval.library import Snapshot
from search_api.retrieval.query import Query
from search_api.retrieval.ranking import Asked, Found
from search_api.retrieval.reading import reading
from search_api.schemas import Band

_PASSAGES_SHOWN = 3


class Judge:
    """Says how strong a match is, for one question and one encoder."""

    def __init__(self, fingerprint: str, question: str, *, in_english: bool) -> None:
        self._calibration = calibration(fingerprint)
        self._language = "en" if in_english else detect(question)

    def crosses(self, language: str) -> bool:
        """Whether a text in `language` is in another language than the question."""
        return pair(self._language, language) == "cross_language"

    def band(self, one: Found) -> Band:
        """Return the band of a passage."""
        languages = pair(self._language, one.language)
        return self._calibration.band(one.scored.cosine, one.scored.share, languages)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A resource that is shown, with its passages, best first."""

    resource: Resource
    ranked: Sequence[Found]
    named: bool


def explain(
    snapshot: Snapshot, query: Query, asked: Asked, judge: Judge, chosen: Sequence[Chosen]
) -> tuple[Hit, ...]:
    """Return the resources that are shown, with the reason for each."""
    shown = [one.scored.passage_id for each in chosen for one in each.ranked[:_PASSAGES_SHOWN]]
    stored = passages.by_id(snapshot.catalogue, shown)
    wanted = highlight.wanted((*asked.telling, *asked.english))
    carriers = Carriers(snapshot.encoder, asked.vector)
    hits = []
    for each in chosen:
        matches = tuple(
            _match(
                stored[one.scored.passage_id], one, wanted, judge, carriers if place == 0 else None
            )
            for place, one in enumerate(each.ranked[:_PASSAGES_SHOWN])
        )
        hits.append(
            Hit(
                resource=each.resource,
                score=each.ranked[0].scored.score,
                band="strong" if each.named else min((m.band for m in matches), key=ORDER.index),
                matches=matches,
                named=each.named,
                reading=reading(each.resource.metadata.language, query.reads)
                if query.reads
                else None,
            )
        )
    return tuple(hits)


def _match(
    stored: StoredPassage,
    found: Found,
    wanted: frozenset[str],
    judge: Judge,
    carriers: Carriers | None,
) -> Match:
    """Return a match; `carriers` explain it where it has none of the words."""
    passage, scored = stored.passage, found.scored
    spans = highlight.spans(passage.text, wanted, passage.language)
    by_meaning = not spans
    if by_meaning and carriers is not None:
        spans = carriers.of(passage.text)
    return Match(
        stored=stored,
        score=scored.score,
        spans=tuple(spans),
        matched_words=tuple(dict.fromkeys(passage.text[start:end] for start, end in spans)),
        by_meaning=by_meaning,
        crosses=judge.crosses(passage.language),
        meaning=scored.meaning,
        words=scored.words,
        band=judge.band(found),
    )
