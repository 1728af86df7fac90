"""How similar a resource's passages are to the meaning of a concept, for an encoder."""

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Encoder, Vectors
from indexer.taxonomy.vocabulary import Concept, load

MEANINGS = ("isced_f", "strategies")  # vocabularies whose concepts have a meaning to compare with
_BEST = 3  # passages that count
_UNDERSTOOD = 0.5
# The ratio of a deviation to a feature of the same size as the others.
_SCALE = 3.0
# Kept per encoder, as they are asked for with every resource.
_VECTORS: dict[tuple[str, str, tuple[str, ...]], Vectors] = {}
_UNDERSTANDS: dict[tuple[str, str], bool] = {}
# Label languages that a language is tried with.
_LABELS = {"sr": "sr-Latn", "cnr": "sr-Latn", "hbs-Latn": "bs", "hbs-Cyrl": "sr-Cyrl"}


def meaning(concept: Concept) -> str:
    """Return the English words that a concept is compared by."""
    names = ", ".join(concept.synonyms.get("en", ()))
    return ". ".join(part for part in (concept.labels["en"], names, concept.definition) if part)


def concept_vectors(encoder: Encoder, vocabulary: str, ids: tuple[str, ...]) -> Vectors:
    """Return shape (len(ids), dimension); kept, as they are the same for every resource."""
    key = (encoder.fingerprint, vocabulary, ids)
    if key not in _VECTORS:
        concepts = load(vocabulary).concepts
        _VECTORS[key] = encoder.encode_passages([meaning(concepts[concept]) for concept in ids])
    return _VECTORS[key]


def understands(encoder: Encoder, language: str | None) -> bool:
    """Whether the encoder puts words of `language` near the same words in English.

    Measured on the vocabulary itself: at least half of the strategies' labels must find their
    own English label among all of them.
    """
    tag = _LABELS.get(language or "en", language or "en")
    key = (encoder.fingerprint, tag)
    if key not in _UNDERSTANDS:
        _UNDERSTANDS[key] = tag == "en" or _labels_found(encoder, tag) >= _UNDERSTOOD
    return _UNDERSTANDS[key]


def _labels_found(encoder: Encoder, tag: str) -> float:
    concepts = [concept for concept in load("strategies") if tag in concept.labels]
    if not concepts:
        return 0.0
    foreign = encoder.encode_passages([concept.labels[tag] for concept in concepts])
    english = encoder.encode_passages([concept.labels["en"] for concept in concepts])
    nearest = (foreign @ english.T).argmax(axis=1)
    return float((nearest == np.arange(len(concepts))).mean())


def similarities(
    concepts: Vectors, passages: Vectors
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return per concept how much more similar it is than the others, and its nearest passage.

    It is the mean of a concept's best cosines, less its mean cosine with all concepts (some
    definitions are similar to everything), in standard deviations over the concepts.
    """
    cosines = passages @ concepts.T
    best = np.sort(cosines, axis=0)[::-1][:_BEST].mean(axis=0)
    usual = (concepts @ concepts.T).mean(axis=1)
    above = (best - usual).astype(np.float64)
    deviations = (above - above.mean()) / max(float(above.std()), 1e-9)
    return deviations / _SCALE, cosines.argmax(axis=0)
