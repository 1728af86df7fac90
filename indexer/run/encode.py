"""Passages to stored vectors, nothing encoded twice."""

import hashlib
from collections.abc import Iterable

import numpy as np

from indexer.catalogue import Catalogue, keywords, passages, sentences
from indexer.encoding import Encoder, Vectors
from indexer.text.answers import answer_spans
from indexer.text.splitting import encoded_text

_CHUNK = 2_000  # passages whose texts and vectors are in memory together


def text_hash(encoder: Encoder, text: str) -> str:
    """Return the key of a text's vector: the same text under another encoder has another."""
    return hashlib.sha256(f"{encoder.fingerprint}\0{text}".encode()).hexdigest()


def encode_missing(
    catalogue: Catalogue, encoder: Encoder, texts: Iterable[str]
) -> dict[str, Vectors]:
    """Return the vectors, by text hash, of those `texts` that have none in the catalogue."""
    by_hash = {text_hash(encoder, text): text for text in texts}
    missing = set(by_hash) - passages.stored_vectors(catalogue, by_hash)
    in_order = sorted(missing, key=lambda key: (len(by_hash[key]), key))  # like lengths together
    encoded = encoder.encode_passages([by_hash[key] for key in in_order]) if in_order else ()
    return dict(zip(in_order, encoded, strict=True))


def encode_anew(catalogue: Catalogue, encoder: Encoder) -> None:
    """Give every passage a vector of `encoder` in place of its own. Within a transaction."""
    rows = passages.titled(catalogue)
    for first in range(0, len(rows), _CHUNK):
        texts = {
            number: encoded_text(title, passage)
            for number, title, passage in rows[first : first + _CHUNK]
        }
        vectors = encode_missing(catalogue, encoder, texts.values())
        passages.put_vectors(catalogue, vectors)
        hashes = {number: text_hash(encoder, text) for number, text in texts.items()}
        passages.set_text_hashes(catalogue, hashes)
    passages.drop_unused_vectors(catalogue)
    keywords.drop_vectors(catalogue)
    encode_key_words(catalogue, encoder)
    encode_sentences(catalogue, encoder)


def encode_key_words(catalogue: Catalogue, encoder: Encoder) -> None:
    """Give every key word a vector, and drop those of words gone. Within a transaction."""
    keywords.drop_unused_vectors(catalogue)
    missing = keywords.without_vector(catalogue)
    if missing:
        keywords.put_vectors(catalogue, missing, encoder.encode_passages(missing))


def encode_sentences(catalogue: Catalogue, encoder: Encoder) -> None:
    """Give the sentences of every text a vector, where it has several. Within a transaction."""
    while texts := sentences.without_vectors(catalogue, _CHUNK):
        spans = {
            key: answer_spans(text, within_table=within_table) for key, text, within_table in texts
        }
        several = {key: own if len(own) > 1 else [] for key, own in spans.items()}
        distinct = sorted(
            {text[a:b] for key, text, _ in texts for a, b in several[key]},
            key=lambda sentence: (len(sentence), sentence),  # like lengths together
        )
        rows = {sentence: row for row, sentence in enumerate(distinct)}
        vectors = (
            encoder.encode_passages(distinct)
            if distinct
            else np.zeros((0, encoder.dimension), np.float32)
        )
        for key, text, _ in texts:
            own = [rows[text[a:b]] for a, b in several[key]]
            sentences.put(catalogue, key, several[key], vectors[own])
