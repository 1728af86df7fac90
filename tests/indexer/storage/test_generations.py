"""What is published is whole, checked, and replaced in one step."""

import json
import shutil
from pathlib import Path

import pytest

from indexer.catalogue import Catalogue
from indexer.disk import sha256
from indexer.errors import IndexDamaged, NoIndex
from indexer.storage import generations, publish
from indexer.storage.catalogue_state import state_of
from tests.indexer.conftest import Workshop


@pytest.fixture
def published(workshop: Workshop) -> Workshop:
    """Two generations: one cat; then a cat and a dog."""
    workshop.write("a.md", "The cat sleeps.")
    workshop.run()
    workshop.write("b.md", "The dog barks.")
    workshop.run()
    return workshop


def data_dir(workshop: Workshop) -> Path:
    return workshop.settings.data_dir


def test_the_manifest_says_what_it_is_a_copy_of(published: Workshop) -> None:
    manifest = generations.check_current(data_dir(published))
    catalogue = published.catalogue()
    assert manifest.name == "000002"
    assert manifest.previous == "000001"
    assert (manifest.count, manifest.dimension, manifest.last_passage_id) == (2, 3, 2)
    assert manifest.revision == catalogue.revision
    assert manifest.encoder == "words:cat,dog,owl"
    assert manifest.folders == (str(published.folder),)
    live = data_dir(published) / "catalogue.sqlite"
    copy = generations.folder_of(data_dir(published), "000002") / "catalogue.sqlite"
    assert manifest.catalogue_sha256 == sha256(copy) != sha256(live)
    assert manifest.catalogue_state == state_of(copy) == state_of(live)


def test_the_vectors_and_the_copy_of_the_catalogue_belong_together(published: Workshop) -> None:
    generation = generations.load(data_dir(published), "000001")
    copy = Catalogue.open_copy(generations.catalogue_copy(data_dir(published), "000001"))
    assert generation.index.search(published.encoder.encode_question("cat").vector, 5) == [(1, 1.0)]
    rows = copy.db.execute("SELECT id, text FROM passages").fetchall()
    assert [tuple(row) for row in rows] == [(1, "The cat sleeps.")]


@pytest.mark.parametrize("name", ["index.faiss", "catalogue.sqlite", "manifest.json"])
@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_flipped_bit_is_noticed(published: Workshop, name: str, place: float) -> None:
    file = data_dir(published) / "generations" / "000002" / name
    content = bytearray(file.read_bytes())
    content[int(len(content) * place)] ^= 1
    file.write_bytes(content)
    assert generations.intact(data_dir(published)) == ["000001"]


@pytest.mark.parametrize("name", ["index.faiss", "catalogue.sqlite", "manifest.json"])
def test_a_missing_a_cut_and_a_swapped_file_are_noticed(published: Workshop, name: str) -> None:
    folder = data_dir(published) / "generations"
    newer, older = folder / "000002" / name, folder / "000001" / name
    whole = newer.read_bytes()
    newer.write_bytes(whole[:-1])
    assert generations.intact(data_dir(published)) == ["000001"]
    shutil.copy(older, newer)
    assert generations.intact(data_dir(published)) == ["000001"]
    newer.unlink()
    assert generations.intact(data_dir(published)) == ["000001"]
    newer.write_bytes(whole)
    assert generations.intact(data_dir(published)) == ["000002", "000001"]


def test_two_generations_that_changed_places_are_noticed(published: Workshop) -> None:
    folder = data_dir(published) / "generations"
    (folder / "000002").rename(folder / "x")
    (folder / "000001").rename(folder / "000002")
    (folder / "x").rename(folder / "000001")
    assert generations.intact(data_dir(published)) == []


@pytest.mark.parametrize("content", [b"", b"000001\n", b"000009 abc\n", b"\xff\xfe\n", b"000002 "])
def test_a_current_that_errs_is_noticed(published: Workshop, content: bytes) -> None:
    (data_dir(published) / "CURRENT").write_bytes(content)
    with pytest.raises(IndexDamaged, match="CURRENT"):
        generations.check_current(data_dir(published))


def test_a_manifest_that_was_edited_is_refused(published: Workshop) -> None:
    file = data_dir(published) / "generations" / "000002" / "manifest.json"
    manifest = json.loads(file.read_text())
    file.write_text(json.dumps(manifest | {"last_passage_id": 7}))
    with pytest.raises(IndexDamaged, match="fails its checksum"):
        generations.load(data_dir(published), "000002")


def test_a_half_written_generation_is_no_generation_and_is_cleared_away(
    published: Workshop,
) -> None:
    half = data_dir(published) / "generations" / "000003.part"
    half.mkdir()
    (half / "index.faiss").write_bytes(b"half")
    assert generations.names(data_dir(published)) == ["000001", "000002"]
    published.write("c.md", "The owl watches.")
    assert published.run().generation == "000003"
    assert not half.exists()


def test_the_one_before_stays_and_older_ones_go(published: Workshop) -> None:
    published.write("c.md", "The owl watches.")
    published.run()
    assert generations.names(data_dir(published)) == ["000002", "000003"]


def test_a_publication_that_fails_changes_nothing(
    published: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = generations.current_name(data_dir(published))
    published.write("c.md", "The owl watches.")

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("indexer.storage.publish.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        published.run()
    monkeypatch.undo()
    assert generations.current_name(data_dir(published)) == before
    assert generations.intact(data_dir(published)) == ["000002", "000001"]
    left = [path.name for path in (data_dir(published) / "generations").iterdir()]
    assert sorted(left) == ["000001", "000002"]


def test_what_was_committed_but_not_published_is_published_by_the_next_run(
    published: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    published.write("c.md", "The owl watches.")

    def killed(*_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("indexer.storage.publish.publish", killed)
        with pytest.raises(KeyboardInterrupt):
            published.run()
    report = published.run()
    assert report.actions() == {"unchanged": 3}
    assert report.generation == "000003"
    assert generations.check_current(data_dir(published)).count == 3


def test_an_unchanged_folder_publishes_nothing(published: Workshop) -> None:
    assert published.run().generation is None
    catalogue = published.catalogue()
    assert publish.is_published(catalogue, data_dir(published))


def test_without_an_index_there_is_no_current_generation(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        generations.current_name(tmp_path)


def test_the_engine_of_the_vector_index_is_a_setting(published: Workshop) -> None:
    data_dir = published.settings.data_dir
    asked = published.encoder.encode_question("cat").vector
    by_faiss = generations.load(data_dir, generations.current_name(data_dir))
    published.settings = published.settings.model_copy(update={"engine": "numpy"})
    name = published.run().generation
    assert name is not None
    by_numpy = generations.load(data_dir, name)
    assert (by_faiss.index.engine, by_numpy.index.engine) == ("faiss", "numpy")
    assert by_numpy.index.search(asked, 5) == by_faiss.index.search(asked, 5)
    assert published.run().generation is None
