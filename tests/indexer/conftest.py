"""A folder of documents, an index, and a run over it, with vectors one can compute by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from indexer.catalogue import Catalogue
from indexer.domain import Extraction
from indexer.extraction.worker import read_here
from indexer.run.pipeline import Listeners, Options, run
from indexer.run.report import FileReport, RunReport
from indexer.settings import Settings
from tests.word_encoder import WordEncoder


class ReaderHere:
    """Reads in this process: quick, and real but for the isolation, which has tests of its own."""

    def __init__(self, settings: Settings) -> None:
        self._limit = settings.max_file_bytes

    def read(self, file: Path) -> Extraction:
        return read_here(file, self._limit)

    def close(self) -> None:
        pass


@dataclass
class Workshop:
    """A folder of documents and its index."""

    folder: Path
    settings: Settings
    encoder: WordEncoder = field(default_factory=lambda: WordEncoder("cat", "dog", "owl"))

    def write(self, path: str, text: str) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def run(
        self, *, on_file: Callable[[FileReport], None] = lambda _: None, **options: object
    ) -> RunReport:
        return run(
            self.folder,
            self.settings,
            self.encoder,
            options=Options(workers=1, **options),  # type: ignore[arg-type]  # as the test says
            listeners=Listeners(on_file=on_file),
            open_reader=ReaderHere,
        )

    def be_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let commands find this index, and encode with this encoder; write no dictionaries."""
        monkeypatch.setenv("BALKANETUP_DATA_DIR", str(self.settings.data_dir))
        monkeypatch.setattr("indexer.encoding.load_encoder", lambda _settings: self.encoder)
        monkeypatch.setattr("indexer.text.dictionaries.start_writing", lambda _: None)

    def catalogue(self) -> Catalogue:
        return Catalogue.open(self.settings.data_dir)

    def texts(self) -> list[str]:
        """All passages, by id."""
        catalogue = self.catalogue()
        rows = catalogue.db.execute("SELECT text FROM passages ORDER BY id").fetchall()
        catalogue.close()
        return [row[0] for row in rows]


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    folder = tmp_path / "documents"
    folder.mkdir()
    return Workshop(folder, Settings(data_dir=tmp_path / "index"))
