"""From our values to the wire models."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from indexer import domain
from indexer.catalogue.passages import Located, StoredPassage
from indexer.catalogue.works import Version
from indexer.extraction.containers import trail
from indexer.extraction.registry import format_name
from indexer.metadata.facets import label
from indexer.metadata.proposals import FIELDS
from indexer.storage.page_pictures import pages_of
from indexer.taxonomy import load
from indexer.taxonomy.classifier import Proposal
from indexer.taxonomy.definitions import definition
from indexer.taxonomy.vocabulary import Concept, Vocabulary
from indexer.text.tables import cells, tables
from search_api import discover_schemas, schemas
from search_api.handouts.gist import own_version
from search_api.handouts.reuse import conditions
from search_api.handouts.wording import saying
from search_api.retrieval import search
from search_api.retrieval.answer import Placement
from search_api.retrieval.completion import Completion
from search_api.retrieval.query import Query
from search_api.retrieval.relaxation import Relaxation


def resource(
    described: domain.Resource, language: str, versions: Sequence[Version] = ()
) -> schemas.Resource:
    """Return a resource as a list shows it, with labels in `language`."""
    metadata = described.metadata
    return schemas.Resource(
        id=described.id,
        title=metadata.title or described.path,
        authors=list(metadata.authors),
        institution=metadata.institution,
        year=metadata.year,
        language=metadata.language,
        disciplines=[concept("discipline", code, language) for code in metadata.disciplines],
        type=_only("type", metadata.type, language),
        strategies=[concept("strategy", name, language) for name in metadata.strategies],
        class_size=_only("class_size", metadata.class_size, language),
        mode=_only("mode", metadata.mode, language),
        cycle=_only("cycle", metadata.cycle, language),
        minutes=metadata.minutes,
        licence=metadata.licence,
        reuse=_reuse(metadata.licence, language),
        abstract=metadata.abstract,
        media_type=described.media_type,
        format=format_name(described.media_type),
        page_count=described.page_count,
        added=described.added or None,
        versions=[version_of_work(version) for version in versions],
        gist=_gist(described, language, versions),
    )


def _reuse(licence: str | None, language: str) -> list[schemas.Concept]:
    say = saying(language)
    return [schemas.Concept(id=name, label=say(name)) for name in conditions(licence)]


def _only(facet: str, value: str | None, language: str) -> schemas.Concept | None:
    return concept(facet, value, language) if value else None


def _gist(
    described: domain.Resource, language: str, versions: Sequence[Version]
) -> schemas.Gist | None:
    """Return the title and abstract of the version that is in the reader's language, if any."""
    version = own_version(described.metadata.language, versions, language)
    if version is None:
        return None
    return schemas.Gist(
        id=version.id,
        title=version.title,
        abstract=version.abstract,
        language=version.language or language,
    )


def concept(facet: str, value: str, language: str) -> schemas.Concept:
    """Return a facet's value with its label."""
    return schemas.Concept(id=value, label=label(facet, value, language))


def version_of_work(version: Version) -> schemas.Version:
    """Return a version, as a reader chooses among them."""
    facts = asdict(version)
    facts.pop("abstract")  # it is in the gist, where a reader needs it
    return schemas.Version(**facts, format=format_name(version.media_type))


def resource_page(
    described: domain.Resource,
    stored: list[StoredPassage],
    language: str,
    versions: Sequence[Version] = (),
    proposed: Sequence[Proposal] = (),
    page: str | None = None,
) -> schemas.ResourcePage:
    """Return everything about a resource; `page` is the address of its page for people."""
    return schemas.ResourcePage(
        resource=resource(described, language, versions),
        keywords=list(described.metadata.keywords),
        doi=described.metadata.doi,
        translation_of=described.metadata.translation_of,
        affiliations=list(described.metadata.affiliations),
        course=described.metadata.course,
        contributor=described.metadata.contributor,
        contact=described.metadata.contact,
        provenance=described.provenance,
        added=described.added,
        page=page,
        file_name=" › ".join(trail(described.path)),
        pages=pages_of(described),
        passages=[passage(text) for text in stored],
        proposed=[_proposed(proposal, language) for proposal in proposed],
    )


def _proposed(proposal: Proposal, language: str) -> schemas.Proposed:
    return schemas.Proposed(
        field=FIELDS[proposal.vocabulary].public_name,
        value=schemas.Concept(
            id=proposal.concept_id,
            label=load(proposal.vocabulary).label(proposal.concept_id, language),
        ),
        confidence=proposal.confidence,
        evidence=proposal.evidence,
    )


def passage(stored: StoredPassage) -> schemas.Passage:
    """Return a passage."""
    inner = stored.passage
    return schemas.Passage(
        id=stored.address,
        ordinal=inner.ordinal,
        text=inner.text,
        heading_path=list(inner.heading_path),
        page=inner.first_page,
        language=inner.language,
        role=inner.role.value,
        tables=_tables(inner),
    )


def _tables(shown: domain.Passage) -> list[schemas.Table]:
    """Return the tables in a passage; with its first row the one in whose midst it begins."""
    header = shown.table_header
    return [
        schemas.Table(
            start=table.start,
            end=table.end,
            rows=[[schemas.Span(start=a, end=b) for a, b in row] for row in table.rows],
            header=[header[a:b] for a, b in cells(header)] if header and number == 0 else [],
        )
        for number, table in enumerate(tables(shown.text, within=bool(header)))
    ]


def passage_page(
    located: Located,
    of: domain.Resource,
    neighbours: tuple[StoredPassage | None, StoredPassage | None],
    language: str,
) -> schemas.PassagePage:
    """Return one passage of the resource `of` with those before and after it."""
    before, after = neighbours
    return schemas.PassagePage(
        passage=passage(located.stored),
        changed=located.changed,
        before=passage(before) if before else None,
        after=passage(after) if after else None,
        resource=resource(of, language),
    )


def map_point(
    described: domain.Resource, place: tuple[float, float], language: str
) -> discover_schemas.MapPoint:
    """Return a resource on the map."""
    metadata = described.metadata
    broad = metadata.disciplines[0][:2] if metadata.disciplines else None
    return discover_schemas.MapPoint(
        id=described.id,
        title=metadata.title or described.path,
        x=place[0],
        y=place[1],
        language=metadata.language,
        field=_only("discipline", broad, language),
        strategies=[concept("strategy", name, language) for name in metadata.strategies],
        institution=metadata.institution,
    )


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


def _span(span: tuple[int, int] | None) -> schemas.Span | None:
    return schemas.Span(start=span[0], end=span[1]) if span else None


def match(match: search.Match) -> schemas.Match:
    """Return a passage that answers."""
    return schemas.Match(
        passage=passage(match.stored),
        highlights=[schemas.Span(start=start, end=end) for start, end in match.spans],
        answer=_span(match.sentence),
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


def vocabulary_page(vocabulary: Vocabulary, language: str) -> schemas.VocabularyPage:
    """Return a vocabulary with its labels."""
    return schemas.VocabularyPage(
        name=vocabulary.name,
        title=vocabulary.title,
        terms=[_term(concept, vocabulary, language) for concept in vocabulary],
    )


def _term(concept: Concept, vocabulary: Vocabulary, language: str) -> schemas.Term:
    said = definition(vocabulary, concept.id, language)
    return schemas.Term(
        id=concept.id,
        label=vocabulary.label(concept.id, language),
        labels=dict(concept.labels),
        definition=said.text,
        definition_language=said.language,
        parent=concept.parent,
        uri=concept.uri,
    )
