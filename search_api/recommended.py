"""From recommendations to the wire, with the sentence that says why in the reader's language."""

from collections.abc import Mapping, Sequence

from indexer.catalogue import Catalogue, works
from indexer.metadata.facets import label
from indexer.taxonomy import load
from search_api import presenters, schemas
from search_api.handouts.wording import Say, saying
from search_api.recommend import suggestion

_VOCABULARIES = {"problem": "problems", "evidence": "evidence_kinds"}  # of what is no facet
_WORDS = "search_api.recommend"


def recommendations(
    catalogue: Catalogue, suggestions: suggestion.Suggestions, language: str
) -> schemas.Recommendations:
    """Return recommended resources with their reasons and the versions of their works."""
    versions = works.versions(catalogue, [item.resource.id for item in suggestions.items])
    say = saying(language, _WORDS)
    return schemas.Recommendations(
        items=[
            schemas.Recommended(
                resource=presenters.resource(
                    item.resource, language, versions.get(item.resource.id, ())
                ),
                score=round(min(max(item.score, 0.0), 1.0), 4),
                reason=sentence(item.reasons, language, say, item.seed_title),
                reasons=[_reason(reason, language) for reason in item.reasons],
                seed=item.seed,
                passages=[_alike(pair) for pair in item.passages],
                evidence=[_evidence(evidence, language) for evidence in item.evidence],
            )
            for item in suggestions.items
        ],
        left_out=[_left_out(part, language) for part in suggestions.without],
    )


def sentence(
    reasons: Sequence[suggestion.Reason], language: str, say: Say, seed_title: str = ""
) -> str:
    """Return the best reason as a sentence; said first is which of several seeds it is about, or
    that it is of a wider field."""
    best, *others = reasons
    why = _worded(best, language, say)
    following = why[0].lower() + why[1:]
    if seed_title:
        return say("like_seed", seed=say("quoted", words=seed_title), why=following)
    for other in others:
        if other.kind == "in_wider_field":
            field = say("quoted", words=_labels(other, language)[0])
            return say("from_wider", field=field, why=following)
    return why


def _worded(reason: suggestion.Reason, language: str, say: Say) -> str:
    labels = _labels(reason, language)
    named = labels if reason.facet else [say("quoted", words=word) for word in labels]
    fields = [label("discipline", code, language) for code in reason.fields]
    return say(reason.kind, values=", ".join(named), fields=", ".join(fields))


def _labels(reason: suggestion.Reason, language: str) -> list[str]:
    if not reason.facet:
        return list(reason.values)
    return [label_of(reason.facet, value, language) for value in reason.values]


def label_of(facet: str, value: str, language: str) -> str:
    """Return the label of a facet's value, or of a problem or kind of evidence."""
    if facet in _VOCABULARIES:
        return load(_VOCABULARIES[facet]).label(value, language)
    return label(facet, value, language)


def _reason(reason: suggestion.Reason, language: str) -> schemas.Reason:
    return schemas.Reason(kind=reason.kind, values=_labels(reason, language))


def _alike(pair: suggestion.AlikePassages) -> schemas.AlikePassage:
    return schemas.AlikePassage(passage=presenters.passage(pair.passage), like=pair.of_seed.address)


def _evidence(evidence: suggestion.Evidence, language: str) -> schemas.Evidence:
    start, end = evidence.sentence
    return schemas.Evidence(
        kind=schemas.Concept(id=evidence.kind, label=label_of("evidence", evidence.kind, language)),
        sentence=" ".join(evidence.passage.passage.text[start:end].split()),
        passage=evidence.passage.address,
    )


def _left_out(part: suggestion.Without, language: str) -> schemas.LeftOut:
    values = [presenters.concept(part.facet, value, language) for value in part.values]
    return schemas.LeftOut(facet=part.facet, values=values, works=part.works)


def in_field(
    answer: schemas.Recommendations,
    code: str,
    widest: str,
    language: str,
    counts: Mapping[str, int],
) -> schemas.Recommendations:
    """Return what is recommended for a field with that field, and the way out if it has nothing.

    `counts` are the works of each field of the collection.
    """
    wide = sorted(field for field in counts if len(field) == 2)
    instead = [] if answer.items or answer.left_out else wide
    return answer.model_copy(
        update={
            "field": presenters.concept("discipline", code, language),
            "wider": (
                presenters.concept("discipline", widest, language) if widest != code else None
            ),
            "instead": [presenters.concept("discipline", field, language) for field in instead],
        }
    )
