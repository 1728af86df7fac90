"""An answer in words for the wire."""

from collections.abc import Mapping, Sequence

from indexer import domain
from indexer.catalogue.passages import Located
from indexer.catalogue.works import Version
from indexer.metadata.facets import label
from search_api import schemas
from search_api.presenters.passages import passage, span_of
from search_api.presenters.resources import concept, resource
from search_api.retrieval import search
from search_api.retrieval.answer import Placement
from search_api.retrieval.completion import Completion
from search_api.retrieval.query import Query
from search_api.retrieval.relaxation import Relaxation


def example(address: str, located: Located, of: domain.Resource) -> schemas.Example:
    """Return a passage of the resource `of` that refines a search, asked for by `address`."""
    stored = located.stored
    return schemas.Example(
        id=address,
        changed=located.changed,
        resource_id=of.id,
        title=of.metadata.title or of.path,
        heading_path=list(stored.passage.heading_path),
        language=stored.passage.language,
    )


def search_answer(
    query: Query,
    answer: search.Answer,
    language: str,
    examples: Sequence[schemas.Example] = (),
) -> schemas.SearchAnswer:
    """Return the answer to a question; `examples` are the passages that refined it."""
    return schemas.SearchAnswer(
        query=query.text,
        total=len(answer.ranked_ids),
        weaker=answer.weaker,
        offset=query.offset,
        hits=[_hit(hit, language, answer.versions.get(hit.resource.id, ())) for hit in answer.hits],
        facets=facets(answer.facets, language),
        nothing_close=answer.nothing_close,
        words_only=answer.words_only,
        outside_language=(
            concept("language", answer.outside_language, language)
            if answer.outside_language
            else None
        ),
        did_you_mean=answer.did_you_mean,
        next_questions=[_next_question(relaxation, language) for relaxation in answer.relaxations],
        examples=list(examples),
        generation=answer.generation,
        took_ms=round(answer.seconds * 1000, 1),
    )


def facets(
    counts: Mapping[str, Mapping[str, int]], language: str
) -> dict[str, list[schemas.FacetValue]]:
    """Return facet counts with labels, the most frequent value first."""
    return {
        facet: [
            schemas.FacetValue(value=value, label=label(facet, value, language), count=count)
            for value, count in values.items()
        ]
        for facet, values in counts.items()
    }


def completions(suggested: list[Completion]) -> schemas.Completions:
    """Return suggestions while typing."""
    return schemas.Completions(
        items=[
            schemas.Completion(kind=completion.kind, text=completion.text, value=completion.value)
            for completion in suggested
        ]
    )


def _next_question(relaxation: Relaxation, language: str) -> schemas.NextQuestion:
    about = relaxation.kind if relaxation.kind in ("discipline", "strategy") else ""
    name = label(about, relaxation.value, language)
    return schemas.NextQuestion(
        kind=relaxation.kind,
        label=name,
        q=name if about else relaxation.query.text,
        filters={facet: list(values) for facet, values in relaxation.query.filters.items()},
    )


def _hit(hit: search.Hit, language: str, versions: Sequence[Version]) -> schemas.Hit:
    return schemas.Hit(
        resource=resource(hit.resource, language, versions),
        score=round(hit.score, 6),
        band=hit.band,
        matches=[match(passage) for passage in hit.matches],
        named=hit.named_by is not None,
        named_by=hit.named_by,
        reading=hit.reading,
    )


def match(match: search.Match) -> schemas.Match:
    """Return a passage that answers."""
    return schemas.Match(
        passage=passage(match.stored),
        highlights=[schemas.Span(start=start, end=end) for start, end in match.spans],
        answer=span_of(match.sentence),
        score=round(match.score, 6),
        why=schemas.Why(
            reason=schemas.MatchReason(kind=match.reason.kind, words=list(match.reason.words)),
            matched_words=list(match.matched_words),
            meaning=_placement(match.dense),
            words=_placement(match.lexical),
            by_meaning=not match.has_words,
            cross_language=match.crosses,
        ),
    )


def _placement(placed: Placement | None) -> schemas.Placement | None:
    return schemas.Placement(rank=placed.rank, score=round(placed.score, 4)) if placed else None
