"""Two promises of speed: an unchanged folder, and one new file in a large index.

    python -m tests.torture.speed unchanged --files 1300
    python -m tests.torture.speed upload --passages 100000

Texts and vectors are made up; everything else is the product: the real reader in its child
process, the real catalogue, publication and reader. Times are wall seconds.
"""

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from indexer.catalogue import Catalogue, files, passages, resources
from indexer.catalogue.files import FileRecord
from indexer.domain import Metadata, Outcome, Passage, Resource
from indexer.encoding.base import EncodedQuestion, Vectors, normalise
from indexer.run.pipeline import Listeners, Options, run
from indexer.settings import Settings
from indexer.storage import lock, publish
from search_api.retrieval.index_reader import IndexReader

DIMENSION = 384
_PER_FILE = 100  # passages


class HashEncoder:
    """384 numbers that follow from the text: as large as real vectors, and made in no time."""

    dimension = DIMENSION
    fingerprint = "hash-384"

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return normalise(np.array([self._vector(text) for text in texts], dtype=np.float32))

    def encode_question(self, text: str) -> EncodedQuestion:
        return EncodedQuestion(np.asarray(self.encode_passages([text])[0], dtype=np.float32))

    def known_words(self, folded: Sequence[str]) -> set[str]:
        return set()

    def _vector(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        return np.random.default_rng(seed).standard_normal(DIMENSION, dtype=np.float32)


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["unchanged", "upload"])
    parser.add_argument("--files", type=int, default=1_300)
    parser.add_argument("--passages", type=int, default=100_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="speed-") as base:
        folder, settings = Path(base) / "documents", Settings(data_dir=Path(base) / "index")
        folder.mkdir()
        if arguments.what == "unchanged":
            return _unchanged(folder, settings, arguments.files)
        return _upload(folder, settings, arguments.passages)


def _unchanged(folder: Path, settings: Settings, count: int) -> int:
    for number in range(count):
        file = folder / str(number % 20) / f"{number}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"Text number {number} about teaching large groups.")
    run(folder, settings, HashEncoder(), options=Options(workers=2))
    for _ in range(3):
        began = time.monotonic()
        report = run(folder, settings, HashEncoder())
        print(f"{report.actions()} in {time.monotonic() - began:.2f} s")
    return 0


def _upload(folder: Path, settings: Settings, count: int) -> int:
    began = time.monotonic()
    with lock.writing(settings.data_dir) as catalogue:
        _fill(catalogue, folder, count)
        size = (settings.data_dir / "catalogue.sqlite").stat().st_size
        print(f"made {catalogue.counts()} in {time.monotonic() - began:.0f} s, {size:,} bytes")
        began = time.monotonic()
        publish.publish(catalogue, settings.data_dir, DIMENSION)
        print(f"published in {time.monotonic() - began:.2f} s")
    reader = IndexReader(settings, HashEncoder())
    _time_of_answer(reader, "warm")
    (folder / "new.txt").write_text("The axolotl teaches itself how to regrow a lecture.")
    began = time.monotonic()
    seen: list[float] = []

    def searchable(_: object) -> None:
        if _finds(reader, "axolotl"):
            seen.append(time.monotonic() - began)

    run(
        folder,
        settings,
        HashEncoder(),
        options=Options(allow_mass_delete=True),
        listeners=Listeners(
            on_file=lambda report: searchable(report) if report.path == "new.txt" else None
        ),
    )
    print(f"searchable {seen[0]:.2f} s after the start of the run, without a restart")
    print(f"run finished, published, after {time.monotonic() - began:.2f} s")
    _time_of_answer(reader, "first answer from the new generation")
    return 0 if seen[0] < 5 else 1


def _finds(reader: IndexReader, word: str) -> bool:
    with reader.searcher() as searcher:
        query = "SELECT rowid FROM passage_text WHERE passage_text MATCH ?"
        rows = searcher.catalogue.db.execute(query, (word,)).fetchall()
        text = "new\nThe axolotl teaches itself how to regrow a lecture."
        nearest = searcher.nearest(searcher.encoder.encode_question(text).vector, 1)
        return len(rows) == 1 and nearest[0][0] == rows[0][0] and nearest[0][1] > 0.99


def _time_of_answer(reader: IndexReader, what: str) -> None:
    began = time.monotonic()
    with reader.searcher() as searcher:
        searcher.nearest(searcher.encoder.encode_question("x").vector, 10)
    print(f"{what}: {time.monotonic() - began:.2f} s, generation {searcher.generation}")


def _fill(catalogue: Catalogue, folder: Path, count: int) -> None:
    chance = np.random.default_rng(1)
    words = np.array([f"word{number}" for number in range(5_000)])
    with catalogue.transaction():
        catalogue.set_about("encoder", HashEncoder.fingerprint)
        for number in range(count // _PER_FILE):
            path = f"{number}.txt"
            texts = [" ".join(row) for row in chance.choice(words, size=(_PER_FILE, 120))]
            keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
            vectors = normalise(chance.standard_normal((_PER_FILE, DIMENSION), dtype=np.float32))
            passages.put_vectors(catalogue, dict(zip(keys, vectors, strict=True)))
            pieces = [Passage(row, text, 0, len(text)) for row, text in enumerate(texts)]
            metadata = Metadata(title=f"Document {number}")
            made = Resource(path, str(folder), path, keys[0], "text/plain", metadata)
            resources.put(catalogue, made, pieces, keys)
            file = folder / path
            file.write_text(path)
            facts = file.stat()
            record = FileRecord(path, facts.st_size, facts.st_mtime_ns, keys[0], "", Outcome.OK)
            files.record(catalogue, str(folder), record)


if __name__ == "__main__":
    sys.exit(main())
