"""What a disk lost without anybody writing: found beside the answers, said, and answered around."""

import json
from pathlib import Path

import httpx
import pytest

from indexer.catalogue import FILE_NAME
from indexer.checked_files import NAME
from indexer.run import pipeline
from indexer.settings import Settings
from indexer.storage import generations
from search_api.app import create_app
from search_api.operations import checking
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from tests.served import served
from tests.word_encoder import WordEncoder

ENCODER = WordEncoder("cat", "dog")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Two generations, read in full once."""
    monkeypatch.setattr("indexer.checked_files._YOUNG", 0)
    settings = Settings(data_dir=tmp_path / "index")
    (tmp_path / "documents").mkdir()
    for name, text in (("a", "The cat sleeps."), ("b", "The dog barks.")):
        (tmp_path / "documents" / f"{name}.txt").write_text(text)
        pipeline.run(tmp_path / "documents", settings, ENCODER)
    return settings


def rot(settings: Settings, file: Path) -> None:
    """Change a byte in the middle of a file, and let the record take it for what was read."""
    former = identity(file)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    with file.open("r+b") as stream:
        stream.write(content)
    record = settings.data_dir / NAME
    kept = json.loads(record.read_text())
    for key, (facts, value) in kept.items():
        if facts == former and key.endswith(f" {file.stat().st_ino}"):
            kept[key] = (identity(file), value)
    record.write_text(json.dumps(kept))


def identity(file: Path) -> list[int]:
    facts = file.stat()
    return [facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns]


@pytest.mark.parametrize("damaged", ["vectors", "catalogue"])
def test_what_rotted_is_found_beside_the_answers_and_answered_around(
    settings: Settings, damaged: str, caplog: pytest.LogCaptureFixture
) -> None:
    with served(create_app(settings, ENCODER)) as address:
        assert not httpx.get(f"{address}/readyz").json()["damaged"]
    folder = generations.folder_of(settings.data_dir, "000002")
    files = {"vectors": folder / "index.faiss", "catalogue": settings.data_dir / FILE_NAME}
    rot(settings, files[damaged])

    app = create_app(settings, ENCODER)
    reader = app.state.index_reader
    with served(app) as address, httpx.Client(base_url=address) as client:
        ready = client.get("/readyz").json()
        assert (ready["generation"], ready["damaged"]) == ("000002", False)  # a start believes
        assert checking.check(reader, settings.data_dir)
        ready = client.get("/readyz").json()
        expected = {"vectors": "000001", "catalogue": "000002"}[damaged]
        assert (ready["ready"], ready["damaged"], ready["generation"]) == (True, True, expected)
        found = client.get("/v1/search", params={"q": "cat"}).json()
        assert [hit["resource"]["id"] for hit in found["hits"]][:1] == ["a"]
    assert {"vectors": "fails its checksum", "catalogue": "not as it was written"}[
        damaged
    ] in caplog.text


def test_a_whole_index_is_trusted_again(settings: Settings) -> None:
    app = create_app(settings, ENCODER)
    reader = app.state.index_reader
    reader.doubt(catalogue_is_damaged=False)
    assert reader.is_damaged
    assert not checking.check(reader, settings.data_dir)
    assert not reader.is_damaged
    with reader.searcher() as searcher:
        assert search(searcher, Query("cat")).hits
        assert searcher.generation == "000002"


def test_where_there_is_no_index_nothing_is_damaged(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path / "none"), ENCODER)
    assert not checking.check(app.state.index_reader, tmp_path / "none")
