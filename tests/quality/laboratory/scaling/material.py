"""Real passages, read from indexes, taken apart for `building` to make others of."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import Catalogue
from indexer.catalogue.passages import folded_text, stemmed_text
from indexer.encoding.base import Vectors, unpacked
from indexer.text.answers import answer_spans

_NEIGHBOURS = 40


class Sentence(NamedTuple):
    """A sentence with what the full-text index holds of it."""

    text: str
    folded: str
    stems: str


@dataclass(frozen=True, slots=True)
class RealPassage:
    """A passage of a document: its sentences, its folded headings, and its key words."""

    sentences: tuple[Sentence, ...]
    headings: tuple[str, ...]
    folded_headings: str
    stems_of_headings: str
    language: str
    role: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RealResource:
    """A document: its row, what it is found by, its facets, and the numbers of its passages."""

    metadata: dict[str, object]
    title: str
    about: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]
    passages: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Material:
    """All of it. `vectors` has shape (n, dimension); `near`, shape (n, up to _NEIGHBOURS), are the
    numbers of the nearest passages of the same language."""

    encoder: str
    passages: tuple[RealPassage, ...]
    resources: tuple[RealResource, ...]
    vectors: Vectors
    near: NDArray[np.int64]
    word_vectors: dict[str, bytes]


def read(folders: Sequence[Path]) -> Material:
    """Return what the indexes in these data folders hold, all made with one encoder."""
    passages: list[RealPassage] = []
    resources: list[RealResource] = []
    vectors: list[Vectors] = []
    words: dict[str, bytes] = {}
    encoders = set()
    for folder in folders:
        with closing(Catalogue.open(folder)) as catalogue:
            encoders.add(catalogue.about("encoder"))
            words |= dict(map(tuple, catalogue.db.execute("SELECT word, vector FROM word_vectors")))
            _read(catalogue.db, passages, resources, vectors)
    (encoder,) = encoders
    every = np.stack(vectors)
    languages = np.array([passage.language for passage in passages])
    near = _near(every, languages)
    return Material(str(encoder), tuple(passages), tuple(resources), every, near, words)


def _read(
    db: sqlite3.Connection,
    passages: list[RealPassage],
    resources: list[RealResource],
    vectors: list[Vectors],
) -> None:
    """Add the passages and resources of one catalogue."""
    for row in db.execute("SELECT key, metadata FROM resources ORDER BY key").fetchall():
        first = len(passages)
        own = db.execute(
            "SELECT passages.id, text, heading_path, language, role, vector FROM passages"
            " JOIN vectors USING (text_hash) WHERE resource = ? ORDER BY ordinal",
            (row["key"],),
        ).fetchall()
        for number, text, headings, language, role, vector in own:
            words = db.execute("SELECT word FROM key_words WHERE passage = ?", (number,))
            cut = _sentences(text, language)
            path = tuple(json.loads(headings))
            folded = folded_text(" ".join(path)), stemmed_text(" ".join(path), language)
            key_words = tuple(word[0] for word in words)
            passages.append(RealPassage(cut, path, *folded, language, role, key_words))
            vectors.append(unpacked(vector))
        if own:
            numbers = np.arange(first, len(passages))
            resources.append(_resource(db, row["key"], json.loads(row["metadata"]), numbers))


def _resource(
    db: sqlite3.Connection, key: int, metadata: dict[str, object], numbers: NDArray[np.int64]
) -> RealResource:
    about = db.execute(
        "SELECT authors, institution, keywords, abstract FROM about_text WHERE rowid = ?", (key,)
    ).fetchone()
    facets = db.execute("SELECT facet, value FROM facets WHERE resource = ?", (key,)).fetchall()
    title = str(metadata.get("title") or "")
    return RealResource(metadata, title, tuple(about), tuple(map(tuple, facets)), numbers)


def _sentences(text: str, language: str) -> tuple[Sentence, ...]:
    """Cut a passage where a sentence that may answer begins; nothing of it is lost."""
    starts = sorted({0, *(start for start, _ in answer_spans(text))})
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return tuple(
        Sentence(piece, folded_text(piece), stemmed_text(piece, language)) for piece in pieces
    )


def _near(vectors: Vectors, languages: NDArray[np.str_]) -> NDArray[np.int64]:
    """Return the nearest passages of the same language, each itself first."""
    count = min(_NEIGHBOURS, len(vectors))
    near = np.empty((len(vectors), count), np.int64)
    for start in range(0, len(vectors), 1_000):
        block = slice(start, start + 1_000)
        cosines = vectors[block] @ vectors.T
        cosines[languages[block, None] != languages[None, :]] = -1
        near[block] = np.argsort(-cosines, axis=1)[:, :count]
    return near
