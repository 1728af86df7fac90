"""Proposals for what nobody has described: discipline, type, strategies, context.

    for proposal in classify(title, blocks, encoder, language="sq"):
        proposal.vocabulary, proposal.concept_id, proposal.confidence, proposal.evidence

Each concept is weighed by what the text says for it (evidence.py: names, hints, numbers) and,
where the encoder understands the language, by how near the passages are to its meaning
(semantics.py). A logistic regression with few weights, fitted on one half of the starter
collection (evaluation.py), turns that into a confidence; below the vocabulary's threshold nothing
is claimed. A proposal never replaces what a person wrote: that is the caller's rule.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.domain import Block, Passage
from indexer.encoding.base import Encoder, Vectors
from indexer.taxonomy import evidence, semantics
from indexer.taxonomy.mentions import tokens
from indexer.taxonomy.vocabulary import load
from indexer.taxonomy.weights import WEIGHTS, Weights
from indexer.text.splitting import encoded_text, split, split_sentences

# How many values a resource can have of a vocabulary.
MOST = {"isced_f": 2, "strategies": 4}
CLASSIFIED = evidence.VOCABULARIES  # the vocabularies that values are proposed of
_NOT_CLAIMED = frozenset({"any"})  # nothing in a text proves that something suits everybody


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
    """One concept weighed: `features` as evidence.FEATURES, with nearness last if it is known.

    `evidence` is the sentence that names it, or else `passage` the one that is nearest to it.
    """

    concept_id: str
    features: tuple[float, ...]
    evidence: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A resource read once for all vocabularies. `vectors` are those of `passages`; without
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
    reading = read(title, blocks, encoder, language, passages, vectors)
    found: list[Proposal] = []
    for vocabulary in evidence.VOCABULARIES:
        found.extend(propose(vocabulary, weigh(vocabulary, reading, encoder)))
    return found


def read(
    title: str,
    blocks: Sequence[Block],
    encoder: Encoder | None,
    language: str | None,
    passages: Sequence[Passage] | None = None,
    vectors: Vectors | None = None,
) -> Reading:
    """Return the resource as `weigh` wants it; encodes its passages when nobody has."""
    text = evidence.read(title, blocks)
    if encoder is None or not semantics.understands(encoder, language):
        return Reading(text, language)
    if passages is None:
        passages = split(blocks, language=language)
    if not passages:
        return Reading(text, language)
    if vectors is None:
        vectors = encoder.encode_passages([encoded_text(title, one) for one in passages])
    return Reading(text, language, tuple(passage.text for passage in passages), vectors)


def propose(vocabulary: str, candidates: Sequence[Candidate]) -> list[Proposal]:
    """Return the candidates above the vocabulary's threshold, the surest first."""
    sure = [
        Proposal(vocabulary, one.concept_id, round(confidence, 3), proof)
        for one in candidates
        if (weights := weights_for(vocabulary, one)) is not None
        and (confidence := probability(weights, one.features)) >= weights.threshold
        and (proof := one.evidence or _nearest_sentence(vocabulary, one.concept_id, one.passage))
    ]
    sure.sort(key=lambda proposal: (-proposal.confidence, proposal.concept_id))
    return sure[: MOST.get(vocabulary, 1)]


def weights_for(vocabulary: str, candidate: Candidate) -> Weights | None:
    """Return the weights that fit what is known of a candidate, None when none were fitted."""
    near = len(candidate.features) > len(evidence.FEATURES)
    return WEIGHTS.get((vocabulary, near))


def probability(weights: Weights, features: Sequence[float]) -> float:
    """Return the confidence that a candidate is right, 0..1."""
    score = weights.bias + sum(w * x for w, x in zip(weights.features, features, strict=True))
    return 1.0 / (1.0 + math.exp(-score))


def weigh(vocabulary: str, reading: Reading, encoder: Encoder | None) -> list[Candidate]:
    """Return every concept of a vocabulary with what speaks for it."""
    findings = evidence.gather(reading.text, reading.language, vocabulary)
    ids = candidate_ids(vocabulary)
    if encoder is None or reading.vectors is None or vocabulary not in semantics.MEANINGS:
        return [
            Candidate(one, tuple(findings.features(one)), findings.of(one).sentence) for one in ids
        ]
    concepts = semantics.concept_vectors(encoder, vocabulary, ids)
    deviations, nearest = semantics.nearness(concepts, reading.vectors)
    return [
        Candidate(
            one,
            (*findings.features(one), float(deviation)),
            findings.of(one).sentence,
            reading.passages[passage],
        )
        for one, deviation, passage in zip(ids, deviations, nearest, strict=True)
    ]


@lru_cache(maxsize=16)
def candidate_ids(vocabulary: str) -> tuple[str, ...]:
    """Return the concepts that a text can show: of fields the detailed ones that are about
    something, of strategies those inside a family, never "any"."""
    concepts = load(vocabulary)
    if vocabulary == "isced_f":
        return tuple(c.id for c in concepts if len(c.id) == 4 and c.synonyms)
    if vocabulary == "strategies":
        return tuple(concept.id for concept in concepts if concept.parent is not None)
    return tuple(concept.id for concept in concepts if concept.id not in _NOT_CLAIMED)


def _nearest_sentence(vocabulary: str, concept_id: str, passage: str) -> str:
    """Return the sentence of a passage that shares most words with a concept's meaning."""
    wanted = {
        token.form for token in tokens(semantics.meaning(load(vocabulary).concepts[concept_id]))
    }
    sentences = [passage[start:end] for start, end in split_sentences(passage)]
    shared = [len(wanted & {token.form for token in tokens(text)}) for text in sentences]
    return " ".join(sentences[shared.index(max(shared))].split()) if sentences else ""
