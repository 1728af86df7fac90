"""Why a resource is in the answer: its passages with the words that matched, and its band."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.catalogue import Catalogue, keywords, passages
from indexer.catalogue.passages import StoredPassage
from indexer.domain import Resource
from indexer.encoding import Vectors
from indexer.text.language import detect
from search_api.retrieval.answer import Hit, Match
from search_api.retrieval.calibration import ORDER, Band, calibration, pair
from search_api.retrieval.explanation_terms import carriers
from search_api.retrieval.highlight import Marker, Span
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.ranking import Asked, Found
from search_api.retrieval.reader_languages import reading

_PASSAGES_SHOWN = 3


class Judge:
    """Says how strong a match is, for one question and one encoder.

    `level` is the score that leads are counted from (bands.py).
    """

    def __init__(self, fingerprint: str, question: str, level: float, *, in_english: bool) -> None:
        self._level = level
        self._calibration = calibration(fingerprint)
        self._language = "en" if in_english else detect(question)

    def crosses(self, language: str) -> bool:
        """Whether a text in `language` is in another language than the question."""
        return pair(self._language, language) == "cross_language"

    def band(self, one: Found) -> Band:
        """Return the band of a passage."""
        languages = pair(self._language, one.language)
        scored = one.scored
        lead = scored.score - self._level
        return self._calibration.band(scored.cosine, scored.share, lead, languages)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A resource that is shown, with its passages, best first.

    `best` is the best passage of all versions of its work: in another language than the reader's
    it may say more clearly what this one says too.
    """

    resource: Resource
    ranked: Sequence[Found]
    best: Found
    named: bool


def explain(
    searcher: Searcher, query: Query, asked: Asked, judge: Judge, chosen: Sequence[Chosen]
) -> tuple[Hit, ...]:
    """Return the resources that are shown, with the reason for each."""
    shown = [one.scored.passage_id for each in chosen for one in each.ranked[:_PASSAGES_SHOWN]]
    stored = passages.by_id(searcher.catalogue, shown)
    marker = Marker((*asked.telling, *asked.english))
    matches = [
        [
            _match(stored[one.scored.passage_id], one, marker, judge)
            for one in each.ranked[:_PASSAGES_SHOWN]
        ]
        for each in chosen
    ]
    _say_what_carried(searcher.catalogue, asked.vector, matches)
    return tuple(
        Hit(
            resource=each.resource,
            score=each.best.scored.score,
            band="strong" if each.named else _strongest(judge.band(each.best), theirs),
            matches=tuple(theirs),
            named=each.named,
            reading=reading(each.resource.metadata.language, query.reads) if query.reads else None,
        )
        for each, theirs in zip(chosen, matches, strict=True)
    )


def _strongest(band: Band, matches: Sequence[Match]) -> Band:
    return min(band, *(match.band for match in matches), key=ORDER.index)


def _match(stored: StoredPassage, found: Found, marker: Marker, judge: Judge) -> Match:
    """Return a match with those of its words that the question has."""
    passage, scored = stored.passage, found.scored
    spans = tuple(marker.spans(passage.text, passage.language))
    return Match(
        stored=stored,
        score=scored.score,
        spans=spans,
        matched_words=_words_of(passage.text, spans),
        by_meaning=not spans,
        crosses=judge.crosses(passage.language),
        meaning=scored.meaning,
        words=scored.words,
        band=judge.band(found),
    )


def _say_what_carried(
    catalogue: Catalogue, question: Vectors, matches: Sequence[list[Match]]
) -> None:
    """Put in each match that has none of the words what carried it."""
    wordless = [one.stored.id for theirs in matches for one in theirs if one.by_meaning]
    key_words = keywords.of_passages(catalogue, wordless) if wordless else {}
    for theirs in matches:
        for place, one in enumerate(theirs):
            if one.by_meaning:
                text = one.stored.passage.text
                spans = tuple(carriers(text, key_words.get(one.stored.id, {}), question))
                theirs[place] = replace(one, spans=spans, matched_words=_words_of(text, spans))


def _words_of(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """Return the words at these places, each once."""
    return tuple(dict.fromkeys(text[start:end] for start, end in spans))
