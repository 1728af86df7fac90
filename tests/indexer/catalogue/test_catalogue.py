"""The catalogue: all or nothing, ids never used twice, one state for one reader."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from indexer.catalogue import Catalogue, files, passages, resources
from indexer.catalogue.files import FileRecord
from indexer.domain import Metadata, Outcome, Passage, Resource
from indexer.errors import IndexDamaged, NoIndex


def put(catalogue: Catalogue, path: str, *texts: str, identifier: str | None = None) -> str:
    metadata = Metadata(title=path, identifier=identifier)
    resource = Resource(identifier or path, "/root", path, "hash", "text/plain", metadata)
    pieces = [Passage(number, text, 0, len(text)) for number, text in enumerate(texts)]
    with catalogue.transaction():
        vectors = {text: np.array([1.0, 0.0], np.float32) for text in texts}
        passages.put_vectors(catalogue, vectors)
        return resources.put(catalogue, resource, pieces, list(texts))


def ids(catalogue: Catalogue) -> list[int]:
    return [row[0] for row in catalogue.db.execute("SELECT id FROM passages ORDER BY id")]


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.create_or_open(tmp_path)


def test_a_transaction_that_fails_leaves_nothing_behind(catalogue: Catalogue) -> None:
    put(catalogue, "a", "one")
    before = (catalogue.revision, catalogue.counts())
    with pytest.raises(ZeroDivisionError), catalogue.transaction():
        files.record(catalogue, "/root", FileRecord("a", 1, 1, "h", "", Outcome.OK))
        catalogue.db.execute("DELETE FROM resources")
        raise ZeroDivisionError
    assert (catalogue.revision, catalogue.counts()) == before


def test_every_transaction_raises_the_revision(catalogue: Catalogue) -> None:
    first = catalogue.revision
    put(catalogue, "a", "one")
    put(catalogue, "a", "two")
    assert catalogue.revision == first + 2


def test_passage_ids_are_never_used_again(catalogue: Catalogue) -> None:
    put(catalogue, "a", "one", "two")
    assert ids(catalogue) == [1, 2]
    put(catalogue, "a", "one", "three")  # a new version
    assert ids(catalogue) == [3, 4]
    with catalogue.transaction():
        files.forget(catalogue, "/root", "a")
    assert (ids(catalogue), catalogue.last_passage_id) == ([], 4)
    put(catalogue, "b", "four")
    assert ids(catalogue) == [5]


def test_deleting_a_resource_deletes_its_words(catalogue: Catalogue) -> None:
    put(catalogue, "a", "cat")
    put(catalogue, "b", "dog")
    with catalogue.transaction():
        files.forget(catalogue, "/root", "a")
    rows = catalogue.db.execute("SELECT rowid, body FROM passage_text").fetchall()
    assert [tuple(row) for row in rows] == [(2, "dog")]


def test_a_file_keeps_its_id_and_two_files_never_share_one(catalogue: Catalogue) -> None:
    assert put(catalogue, "a", "one", identifier="notes") == "notes"
    assert put(catalogue, "b", "two", identifier="notes") == "notes-2"
    assert put(catalogue, "a", "three", identifier="notes") == "notes"


def test_a_reader_sees_one_state_while_a_writer_commits(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    put(catalogue, "a", "one")
    reader = Catalogue.open(tmp_path)
    with reader.snapshot():
        assert ids(reader) == [1]
        put(catalogue, "b", "two")
        assert ids(reader) == [1]
    assert ids(reader) == [1, 2]


def test_a_moved_file_keeps_id_passages_and_vectors(catalogue: Catalogue) -> None:
    with catalogue.transaction():
        files.record(catalogue, "/root", FileRecord("a", 1, 1, "hash", "", Outcome.OK))
    put(catalogue, "a", "one")
    with catalogue.transaction():
        files.move(catalogue, "/root", "a", "sub/b")
    moved = resources.find(catalogue, "a")
    assert moved is not None
    assert (moved.path, ids(catalogue)) == ("sub/b", [1])
    assert list(files.of_root(catalogue, "/root")) == ["sub/b"]


def test_unused_vectors_are_dropped_and_shared_ones_stay(catalogue: Catalogue) -> None:
    put(catalogue, "a", "one", "two")
    put(catalogue, "b", "two")
    with catalogue.transaction():
        files.forget(catalogue, "/root", "a")
        assert passages.drop_unused_vectors(catalogue) == 1
    assert passages.stored_vectors(catalogue, ["one", "two"]) == {"two"}


def test_no_index_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="There is no index in") as caught:
        Catalogue.open(tmp_path)
    assert caught.value.cure == "Make one with: balkanetup index FOLDER"


@pytest.mark.parametrize("content", [b"", b"no database at all" * 1000, b"SQLite format 3\0" * 99])
def test_a_file_that_is_no_catalogue_is_named_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(content)
    with pytest.raises((IndexDamaged, NoIndex), match=r"is damaged|There is no index"):
        Catalogue.open(tmp_path)


def test_a_catalogue_of_another_version_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    with catalogue.transaction():
        catalogue.set_about("schema", "1")
    with pytest.raises(IndexDamaged, match="made by another version"):
        Catalogue.open(tmp_path)


def test_a_copy_is_the_catalogue_as_it_was(catalogue: Catalogue, tmp_path: Path) -> None:
    put(catalogue, "a", "one")
    catalogue.copy_to(tmp_path / "copy.sqlite")
    put(catalogue, "b", "two")
    copy = Catalogue.open_copy(tmp_path / "copy.sqlite")
    assert ids(copy) == [1]
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        copy.set_about("x", "y")
