"""An index of a judged set's documents, made as the product makes one.

Each document becomes a resource, cut into passages, encoded, catalogued and published. Vectors
are kept in a file by the hash of the text, so that a text is encoded once for all later runs.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexer.catalogue import Catalogue, passages, resources
from indexer.catalogue.schema import SCHEMA_VERSION
from indexer.domain import Block, Metadata, Passage, Resource
from indexer.encoding import EncodedQuestion, Encoder, Vectors
from indexer.encoding.base import packed, unpacked
from indexer.run.encode import text_hash
from indexer.storage import publish
from indexer.text.language import main_language
from indexer.text.splitting import SIZES, Sizes, encoded_text, split
from tests.quality.laboratory.retrieval.judged import JudgedDocument

_CHUNK = 64  # texts that are encoded and kept at a time


class RememberingEncoder:
    """An encoder that keeps every vector it has made in a SQLite file."""

    def __init__(self, encoder: Encoder, file: Path) -> None:
        """Wrap `encoder`; make `file` where it is not there yet."""
        self._encoder = encoder
        self.fingerprint = encoder.fingerprint
        self.dimension = encoder.dimension
        file.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(file, isolation_level=None, timeout=60, check_same_thread=False)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS vectors (text_hash TEXT PRIMARY KEY, vector BLOB)"
        )

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), dimension), encoding only what was never encoded."""
        keys = [text_hash(self._encoder, text) for text in texts]
        wanted = dict(zip(keys, texts, strict=True))
        vectors = {key: vector for key in wanted if (vector := self._known(key)) is not None}
        missing = [key for key in wanted if key not in vectors]
        for first in range(0, len(missing), _CHUNK):
            chunk = missing[first : first + _CHUNK]
            made = self._encoder.encode_passages([wanted[key] for key in chunk])
            vectors.update(zip(chunk, made, strict=True))
            self._keep({key: vectors[key] for key in chunk})
        return np.array([vectors[key] for key in keys], np.float32).reshape(-1, self.dimension)

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the encoder's own: questions are few and short, and never kept."""
        return self._encoder.encode_question(text)

    def known_words(self, folded: Sequence[str]) -> set[str]:
        """Return the encoder's own."""
        return self._encoder.known_words(folded)

    def _known(self, key: str) -> Vectors | None:
        row = self._db.execute("SELECT vector FROM vectors WHERE text_hash = ?", (key,)).fetchone()
        return unpacked(row[0]) if row else None

    def _keep(self, vectors: dict[str, Vectors]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany(
            "INSERT OR IGNORE INTO vectors VALUES (?, ?)",
            ((key, packed(vector)) for key, vector in vectors.items()),
        )
        self._db.execute("COMMIT")


def fingerprint(documents: Sequence[JudgedDocument], encoder: Encoder) -> str:
    """Return a name for the index of these documents, as this version makes it."""
    digest = hashlib.sha256(f"{encoder.fingerprint}\0{SCHEMA_VERSION}".encode())
    digest.update(f"\0{SIZES.target}\0{SIZES.overlap}".encode())
    for document in documents:
        digest.update(
            f"\0{document.id}\0{document.title}\0{document.text}\0{document.language}".encode()
        )
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Cutting:
    """How passages are made: their sizes, and what the encoder reads of one, given a title."""

    sizes: Sizes = SIZES
    context: Callable[[str, Passage], str] = encoded_text


def index_documents(
    documents: Sequence[JudgedDocument],
    data_dir: Path,
    encoder: Encoder,
    cutting: Cutting | None = None,
    blocks_of: Callable[[JudgedDocument], Sequence[Block]] | None = None,
) -> None:
    """Make a new index of `documents` in the empty folder `data_dir`.

    Without `cutting`, passages are those of the product; without `blocks_of`, the blocks of a
    document are the paragraphs of its text.
    """
    cutting, blocks_of = cutting or Cutting(), blocks_of or paragraphs
    catalogue = Catalogue.create_or_open(data_dir)
    try:
        with catalogue.transaction():
            catalogue.set_about("encoder", encoder.fingerprint)
            for first in range(0, len(documents), _CHUNK):
                _put(catalogue, documents[first : first + _CHUNK], encoder, cutting, blocks_of)
        publish.publish(catalogue, data_dir, encoder.dimension)
    finally:
        catalogue.close()


def _put(
    catalogue: Catalogue,
    documents: Sequence[JudgedDocument],
    encoder: Encoder,
    cutting: Cutting,
    blocks_of: Callable[[JudgedDocument], Sequence[Block]],
) -> None:
    cut = [
        split(blocks_of(document), language=document.language, sizes=cutting.sizes)
        for document in documents
    ]
    texts = [
        [cutting.context(document.title, passage) for passage in pieces]
        for document, pieces in zip(documents, cut, strict=True)
    ]
    flat = [text for several in texts for text in several]
    hashes = [text_hash(encoder, text) for text in flat]
    passages.put_vectors(
        catalogue, dict(zip(hashes, encoder.encode_passages(flat), strict=True)) if flat else {}
    )
    for document, pieces in zip(documents, cut, strict=True):
        mine, hashes = hashes[: len(pieces)], hashes[len(pieces) :]
        language = document.language or main_language(document.language for document in pieces)
        resource = Resource(
            id=document.id,
            root="judged",
            path=document.id,
            content_hash=document.id,
            media_type="text/plain",
            metadata=Metadata(
                identifier=document.id, title=document.title or None, language=language
            ),
            passage_count=len(pieces),
        )
        resources.put(catalogue, resource, pieces, mine)


def paragraphs(document: JudgedDocument) -> list[Block]:
    """Return the paragraphs of a document; its title where it has no text."""
    parts = [part.strip() for part in document.text.split("\n\n")]
    return [Block(part) for part in parts if part] or [Block(document.title)]
