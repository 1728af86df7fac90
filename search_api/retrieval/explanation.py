"""Makes hits: a resource with its best passages, the words that matched in them, and its band."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from indexer.catalogue import keywords, passages, resources, sentences
from indexer.catalogue.passages import StoredPassage
from indexer.domain import Resource
from search_api.retrieval.answer import Hit, Match, Placement
from search_api.retrieval.calibration import Calibrator, Closeness, band
from search_api.retrieval.explanation_terms import explanation_terms
from search_api.retrieval.highlight import Marker, Span
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.nearest_sentence import nearest_sentence
from search_api.retrieval.ordering import RankedWork
from search_api.retrieval.question import Question
from search_api.retrieval.ranked import Ranking
from search_api.retrieval.reasons import MatchReason, Reasons

_PASSAGES_SHOWN = 3
_COMMON = 0.05  # share of the passages above which a word tells nothing alone


@dataclass(frozen=True, slots=True)
class Explainer:
    """Makes hits of the ranked resources of one question."""

    searcher: Searcher
    question: Question
    ranking: Ranking
    calibrator: Calibrator
    most_passages: int = _PASSAGES_SHOWN  # of a resource

    def hits(
        self,
        shown: Sequence[RankedWork],
        says_reading: bool,
    ) -> tuple[Hit, ...]:
        """Return a hit for each work; `says_reading` says whether the reader named languages."""
        names = [work.shown for work in shown]
        listed = resources.several(self.searcher.catalogue, names)
        described = {resource.id: resource for resource in listed}
        return tuple(
            Hit(
                resource=described[work.shown],
                score=_share(work.score),
                band=work.band,
                closeness=work.closeness,
                matches=tuple(matches),
                named_by=work.named_by,
                reading=work.reading if says_reading else None,
            )
            for work, matches in zip(shown, self._matches(described, names), strict=True)
        )

    def matches_of(self, resource: Resource) -> list[Match]:
        """Return the matches of one resource, best first."""
        return self._matches({resource.id: resource}, [resource.id])[0]

    def reason_for(self, resource: Resource) -> MatchReason:
        """Return why the best passage of a resource is an answer."""
        return replace(self, most_passages=1).matches_of(resource)[0].reason

    def passage_ids(self, name: str) -> list[int]:
        """Return the catalogue's ids of the passages to show of a ranked resource, best first."""
        return self._ids(self._positions(name))

    def _ids(self, positions: Sequence[int]) -> list[int]:
        rows = self.ranking.passages.rows[np.asarray(positions, np.int64)]
        ids: list[int] = self.searcher.state.passage_table.ids[rows].tolist()
        return ids

    def _positions(self, name: str) -> list[int]:
        return self.ranking.positions[name][: self.most_passages]

    def _matches(
        self, described: Mapping[str, Resource], names: Sequence[str]
    ) -> list[list[Match]]:
        """Return the matches of each resource: its best passages, up to `most_passages`."""
        asked = (*self.question.content_words, *self.question.english_terms)
        every = iter(self._marked([p for name in names for p in self._positions(name)], asked))
        matches = [[next(every) for _ in self._positions(name)] for name in names]
        explained = self._with_sentences(self._with_explanation_terms(matches))
        reasons = Reasons(self.question.content_words, self.searcher.lexicon, self._common(asked))
        return [
            [_with_reason(match, described[name], reasons) for match in several]
            for name, several in zip(names, explained, strict=True)
        ]

    def _common(self, terms: Sequence[str]) -> list[str]:
        """Return those terms that a large part of the passages have."""
        counts = self.searcher.frequencies(terms, "body")
        most = _COMMON * self.searcher.state.passage_count
        return [term for term, count in counts.items() if count > most]

    def _marked(self, positions: Sequence[int], terms: Sequence[str]) -> list[Match]:
        """Return the passages at `positions` as matches, with those of their words that are terms.

        All at once: most of the time goes into looking up, which takes as long for one as for many.
        """
        ids = self._ids(positions)
        stored = passages.by_id(self.searcher.catalogue, ids)
        texts = [(stored[number].passage.text, stored[number].passage.language) for number in ids]
        spans = Marker(terms, self.searcher.lexicon).spans_of(texts)
        close = self.calibrator.closeness(self.ranking.passages, positions)
        return [
            self._match(stored[number], position, its_spans, closeness)
            for number, position, its_spans, closeness in zip(
                ids, positions, spans, close, strict=True
            )
        ]

    def _match(
        self, stored: StoredPassage, position: int, spans: Sequence[Span], closeness: Closeness
    ) -> Match:
        """Return the passage at `position` as a match, with the spans of the question's words."""
        passage, table = stored.passage, self.ranking.passages
        return Match(
            stored=stored,
            score=_share(float(table.scores[position])),
            spans=tuple(spans),
            matched_words=_words_at(passage.text, spans),
            has_words=bool(spans),
            crosses=self.calibrator.crosses(passage.language),
            dense=_placement(int(table.dense_ranks[position]), float(table.dense_scores[position])),
            lexical=_placement(
                int(table.lexical_ranks[position]), float(table.lexical_scores[position])
            ),
            band=band(closeness),
        )

    def _with_explanation_terms(self, matches: list[list[Match]]) -> list[list[Match]]:
        """Add explanation terms to the matches that have no word of the question."""
        wordless = [
            match.stored.id for several in matches for match in several if not match.has_words
        ]
        key_words = keywords.of_passages(self.searcher.catalogue, wordless) if wordless else {}

        def explained(match: Match) -> Match:
            if match.has_words:
                return match
            text = match.stored.passage.text
            vectors = key_words.get(match.stored.id, {})
            spans = tuple(explanation_terms(text, vectors, self.question.vector))
            return replace(match, spans=spans, matched_words=_words_at(text, spans))

        return [[explained(match) for match in several] for several in matches]

    def _with_sentences(self, matches: list[list[Match]]) -> list[list[Match]]:
        """Add the sentence nearest to the question to the matches that are more than weak."""
        ids = [match.stored.id for several in matches for match in several if match.band != "weak"]
        stored = sentences.of_passages(self.searcher.catalogue, ids)

        def with_sentence(match: Match) -> Match:
            if match.stored.id not in stored:
                return match
            text, own = match.stored.passage.text, stored[match.stored.id]
            nearest = nearest_sentence(text, own, self.question.vector, match.spans)
            return replace(match, sentence=nearest)

        return [[with_sentence(match) for match in several] for several in matches]


def _with_reason(match: Match, resource: Resource, reasons: Reasons) -> Match:
    passage, title = match.stored.passage, resource.metadata.title
    start, end = match.sentence or (0, 0)
    telling = sorted(match.spans, key=lambda span: not start <= span[0] < end)  # stable
    return replace(match, reason=reasons.of(passage, title, telling, match.has_words))


def _share(score: float) -> float:
    """Return a score as it is shown, 0 to 1; a cosine may be below, two lexical scores above."""
    return min(max(score, 0.0), 1.0)


def _placement(rank: int, score: float) -> Placement | None:
    return Placement(rank, _share(score)) if rank else None


def _words_at(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """Return the words at these positions, each once."""
    return tuple(dict.fromkeys(text[start:end] for start, end in spans))
