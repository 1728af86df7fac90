"""Proposals for fields that nobody has described: discipline, type, strategies, context.

    for proposal in classify(title, blocks, encoder, language="sq"):
        proposal.vocabulary, proposal.concept_id, proposal.confidence, proposal.evidence

Each concept is a candidate with features: how the text names it (evidence.py: names, cues,
numbers) and, where the encoder understands the language, how similar the passages are to its
meaning (semantics.py). A logistic regression with few weights, fitted on one half of the starter
collection (tests/quality/laboratory/classifier), turns that into a confidence; below the
vocabulary's threshold nothing is proposed. The context (class size, mode, cycle) is proposed
only where the text states it (statements.py). A proposal never replaces what a person wrote: that
is the caller's rule.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer.domain import Block, Passage
from indexer.encoding.base import Encoder, Vectors
from indexer.taxonomy import evidence, semantics
from indexer.taxonomy.mentions import tokens
from indexer.taxonomy.statements import STATED, stated
from indexer.taxonomy.vocabulary import load
from indexer.taxonomy.weights import WEIGHTS, Weights
from indexer.text.sentences import split_sentences
from indexer.text.splitting import encoded_text, split

# How many values a resource can have of a vocabulary.
MOST = {"isced_f": 2, "strategies": 4}
CLASSIFIED = (*evidence.VOCABULARIES, *STATED)  # the vocabularies that values are proposed of
_STATED_RIGHT = 0.95  # the share of what texts state that their writers describe them with


@dataclass(frozen=True, slots=True)
class Proposal:
    """One value for one vocabulary. `confidence` is 0..1; `evidence` is the sentence that
    proves it, in the resource's own words."""

    vocabulary: str
    concept_id: str
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept that may fit: `features` as evidence.FEATURES, and the similarity, if measured.

    `evidence` is the sentence that names it, "" when none does; `passage` the most similar passage.
    """

    concept_id: str
    features: tuple[float, ...]
    evidence: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class ReadResource:
    """A resource, read once for all vocabularies. `vectors` are those of `passages`; without
    them only the text's own words count."""

    text: evidence.Text
    language: str | None
    passages: tuple[str, ...] = ()
    vectors: Vectors | None = None


def classify(
    title: str,
    blocks: Sequence[Block],
    encoder: Encoder | None = None,
    language: str | None = None,
    passages: Sequence[Passage] | None = None,
    vectors: Vectors | None = None,
) -> list[Proposal]:
    """Return the proposals for one resource, by vocabulary and then the surest first.

    `passages` and their `vectors` (shape (passages, dimension)) save work when the caller has
    them. Without an encoder, or in a language it does not understand, only words count.
    """
    resource = read(title, blocks, encoder, language, passages, vectors)
    weighed = [
        proposal
        for vocabulary in evidence.VOCABULARIES
        for proposal in propose(vocabulary, candidates(vocabulary, resource, encoder))
    ]
    return weighed + [
        Proposal(vocabulary, concept, _STATED_RIGHT, sentence)
        for vocabulary, concept, sentence in stated(blocks)
    ]


def read(
    title: str,
    blocks: Sequence[Block],
    encoder: Encoder | None,
    language: str | None,
    passages: Sequence[Passage] | None = None,
    vectors: Vectors | None = None,
) -> ReadResource:
    """Return the resource as `candidates` takes it; encodes its passages when nobody has."""
    text = evidence.read(title, blocks)
    if encoder is None or not semantics.understands(encoder, language):
        return ReadResource(text, language)
    if passages is None:
        passages = split(blocks, language=language)
    if not passages:
        return ReadResource(text, language)
    if vectors is None:
        vectors = encoder.encode_passages([encoded_text(title, passage) for passage in passages])
    return ReadResource(text, language, tuple(passage.text for passage in passages), vectors)


def propose(vocabulary: str, candidates: Sequence[Candidate]) -> list[Proposal]:
    """Return the candidates above the vocabulary's threshold, the surest first."""
    proposals = [
        proposal
        for candidate in candidates
        if (proposal := _proposal(vocabulary, candidate)) is not None
    ]
    proposals.sort(key=lambda proposal: (-proposal.confidence, proposal.concept_id))
    return proposals[: MOST.get(vocabulary, 1)]


def _proposal(vocabulary: str, candidate: Candidate) -> Proposal | None:
    weights = weights_for(vocabulary, candidate)
    if weights is None:
        return None
    confidence = probability(weights, candidate.features)
    if confidence < weights.threshold:
        return None
    concept = candidate.concept_id
    sentence = candidate.evidence or _nearest_sentence(vocabulary, concept, candidate.passage)
    return Proposal(vocabulary, concept, round(confidence, 3), sentence) if sentence else None


def weights_for(vocabulary: str, candidate: Candidate) -> Weights | None:
    """Return the weights for the features that a candidate has, None when none were fitted."""
    with_similarity = len(candidate.features) > len(evidence.FEATURES)
    return WEIGHTS.get((vocabulary, with_similarity))


def probability(weights: Weights, features: Sequence[float]) -> float:
    """Return the confidence that a candidate is right, 0..1."""
    score = weights.bias + sum(w * x for w, x in zip(weights.features, features, strict=True))
    return 1.0 / (1.0 + math.exp(-score))


def candidates(vocabulary: str, resource: ReadResource, encoder: Encoder | None) -> list[Candidate]:
    """Return every concept of a vocabulary with its features and the sentence that names it."""
    gathered = evidence.gather(resource.text, resource.language, vocabulary)
    ids = candidate_ids(vocabulary)
    named = [
        Candidate(concept, tuple(gathered.features(concept)), gathered.of(concept).sentence)
        for concept in ids
    ]
    if encoder is None or resource.vectors is None or vocabulary not in semantics.MEANINGS:
        return named
    concepts = semantics.concept_vectors(encoder, vocabulary, ids)
    similarities, nearest = semantics.similarities(concepts, resource.vectors)
    return [
        replace(
            candidate,
            features=(*candidate.features, float(similarity)),
            passage=resource.passages[passage],
        )
        for candidate, similarity, passage in zip(named, similarities, nearest, strict=True)
    ]


@lru_cache(maxsize=16)
def candidate_ids(vocabulary: str) -> tuple[str, ...]:
    """Return the concepts that a text can show: of fields the detailed ones that are about
    something, of strategies those inside a family."""
    concepts = load(vocabulary)
    if vocabulary == "isced_f":
        return tuple(
            concept.id for concept in concepts if len(concept.id) == 4 and concept.synonyms
        )
    if vocabulary == "strategies":
        return tuple(concept.id for concept in concepts if concept.parent is not None)
    return tuple(concept.id for concept in concepts)


def _nearest_sentence(vocabulary: str, concept_id: str, passage: str) -> str:
    """Return the sentence of a passage that shares most words with a concept's meaning."""
    wanted = {
        token.form for token in tokens(semantics.meaning(load(vocabulary).concepts[concept_id]))
    }
    sentences = [passage[start:end] for start, end in split_sentences(passage)]
    shared = [len(wanted & {token.form for token in tokens(text)}) for text in sentences]
    return " ".join(sentences[shared.index(max(shared))].split()) if sentences else ""
