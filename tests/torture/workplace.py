"""What the torture scripts share: a folder of small texts, quick runs in a child, the inspection.

A child is forked, not started: all imports are done once, so that hundreds of runs take minutes.
"""

import os
import random
import traceback
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexer.catalogue import Catalogue, passages
from indexer.domain import Extraction
from indexer.encoding.base import normalise
from indexer.extraction.worker import read_here
from indexer.run import read
from indexer.run.pipeline import Listeners, Options, run
from indexer.run.report import FileReport
from indexer.settings import Settings
from indexer.text.splitting import encoded_text
from search_api.retrieval.index_reader import IndexReader
from tests.word_encoder import WordEncoder

VOCABULARY = ("cat", "dog", "owl", "fox")


class ReaderHere:
    """Reads in this process: isolation is not what is tested here, and a child takes a second."""

    def __init__(self, settings: Settings) -> None:
        self._limit = settings.max_file_bytes

    def read(self, file: Path) -> Extraction:
        return read_here(file, self._limit)

    def close(self) -> None:
        pass


@dataclass(frozen=True)
class Workplace:
    """A folder of documents, and the index of it."""

    base: Path

    @property
    def folder(self) -> Path:
        return self.base / "documents"

    @property
    def settings(self) -> Settings:
        return Settings(data_dir=self.base / "index")

    def prepare(self) -> None:
        """Make the folder; read files in this process from now on."""
        self.folder.mkdir(parents=True)
        read.Reader = ReaderHere  # type: ignore[attr-defined,assignment]  # see its text

    def change(self, chance: random.Random, files: int = 12) -> None:
        """Write, rewrite or remove a few files."""
        for _ in range(chance.randint(1, 4)):
            file = self.folder / f"{chance.randrange(files)}.txt"
            if chance.random() < 0.15 and len(list(self.folder.iterdir())) > files // 2:
                file.unlink(missing_ok=True)
            else:
                words = chance.choices([*VOCABULARY, "and", "the"], k=chance.randint(5, 400))
                file.write_text(f"{chance.random()} {' '.join(words)}.")

    def index(self, on_file: Callable[[FileReport], None] = lambda _: None) -> None:
        """Run the pipeline."""
        options = Options(workers=1, allow_mass_delete=True)
        encoder = WordEncoder(*VOCABULARY)
        run(
            self.folder,
            self.settings,
            encoder,
            options=options,
            listeners=Listeners(on_file=on_file),
        )

    def faults(self) -> list[str]:
        """Return what is wrong with the index: each resource once, vectors equal their text's."""
        with closing(Catalogue.open(self.settings.data_dir)) as catalogue:
            wrong = [
                f"{row[0]} is there {row[1]} times"
                for row in catalogue.db.execute(
                    "SELECT path, count(*) FROM resources GROUP BY path HAVING count(*) > 1"
                )
            ]
            if catalogue.db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                wrong.append("the catalogue is damaged")
            return wrong + _wrong_vectors(catalogue)

    def passages_of(self, path: str) -> list[str] | None:
        """Return the texts of a file's passages, or None where it is not in the index."""
        with closing(Catalogue.open(self.settings.data_dir)) as catalogue:
            rows = catalogue.db.execute(
                "SELECT text FROM passages JOIN resources ON resources.key = passages.resource"
                " WHERE path = ? ORDER BY ordinal",
                (path,),
            ).fetchall()
        return [row[0] for row in rows] or None

    def answers(self) -> list[str]:
        """Ask the index as a reader would; return the texts found, best first."""
        encoder = WordEncoder(*VOCABULARY)
        with IndexReader(self.settings, encoder).searcher() as searcher:
            nearest = searcher.nearest(encoder.encode_question("cat").vector, 1_000)
            stored = passages.by_id(searcher.catalogue, [number for number, _ in nearest])
            return [stored[number].passage.text for number, _ in nearest if number in stored]

    def is_up_to_date(self) -> bool:
        """Whether the index holds exactly the files of the folder, as they are."""
        present = {file.name: file.read_text() for file in self.folder.iterdir()}
        with closing(Catalogue.open(self.settings.data_dir)) as catalogue:
            paths = {row[0] for row in catalogue.db.execute("SELECT path FROM resources")}
        return paths == set(present) and all(
            "".join(self.passages_of(name) or []).startswith(text[:5])
            for name, text in present.items()
        )


def _wrong_vectors(catalogue: Catalogue) -> list[str]:
    """Return the passages whose stored vector is not the one of their text."""
    encoder = WordEncoder(*VOCABULARY)
    ids, vectors = passages.vectors(catalogue)
    stored = passages.by_id(catalogue, ids.tolist())
    wrong = [f"passage {number} has no vector" for number in stored if number not in set(ids)]
    titles = {
        row[0]: row[1] or ""
        for row in catalogue.db.execute(
            "SELECT id, json_extract(metadata, '$.title') FROM resources"
        )
    }
    for number, vector in zip(ids.tolist(), vectors, strict=True):
        passage = stored[number]
        text = encoded_text(titles[passage.resource_id], passage.passage)
        if not np.allclose(vector, normalise(encoder.encode_passages([text]))[0], atol=1e-6):
            wrong.append(f"passage {number} has the vector of another text")
    count = catalogue.db.execute("SELECT count(*) FROM passages").fetchone()[0]
    return wrong if count == len(ids) else [*wrong, f"{count} passages, {len(ids)} vectors"]


def scratch() -> str | None:
    """Return a folder in memory where there is one: a killed process or a call that fails is the
    same there, and what a disk takes seconds for takes none."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def in_child(work: Callable[[], None]) -> int:
    """Fork, do `work` in the child, return its pid. The child's exit status is 0, 1 or a signal."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)
