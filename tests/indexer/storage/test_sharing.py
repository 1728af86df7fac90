"""Generations between machines: what is pulled is what was pushed, whole, or nothing changes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.errors import IndexLocked, NoIndex, NotFound, OnlyReplica, StoreError, UsageError
from indexer.storage import doctor, generations, lock
from indexer.storage import pull as pulling
from indexer.storage.pull import pull
from indexer.storage.push import push
from indexer.storage.store import Store
from search_api.retrieval.index_reader import IndexReader
from tests.indexer.conftest import Workshop
from tests.indexer.storage.readers import REPOSITORY, publish, stored, texts


def test_a_reader_finds_what_was_pushed(workshop: Workshop, pushed: Store, tmp_path: Path) -> None:
    first = pull(tmp_path / "reader", pushed)
    assert (first.name, first.new) == ("000001", True)
    settings = workshop.settings.model_copy(update={"data_dir": tmp_path / "reader"})
    reader = IndexReader(settings, workshop.encoder)
    dog = workshop.encoder.encode_question("dog").vector
    with reader.searcher() as searcher:
        assert (searcher.generation, searcher.nearest(dog, 1)) == ("000001", [(2, 1.0)])
    publish(workshop, pushed, "c.md", "The dog and the dog.")
    assert pull(tmp_path / "reader", pushed).name == "000002"
    with reader.searcher() as searcher:  # the same one, not opened anew
        assert searcher.generation == "000002"
        assert searcher.nearest(dog, 2) == [(2, 1.0), (3, 1.0)]
    assert generations.names(tmp_path / "reader") == ["000001", "000002"]  # the one before stays
    assert doctor.examine(tmp_path / "reader") == []


def test_what_is_there_is_neither_sent_nor_fetched_again(
    workshop: Workshop, pushed: Store, tmp_path: Path
) -> None:
    assert push(workshop.settings.data_dir, pushed).sent == 0
    first = pull(tmp_path / "reader", pushed)
    assert first.fetched > 0
    again = pull(tmp_path / "reader", pushed)
    assert (again.name, again.fetched, again.new) == ("000001", 0, False)


def test_old_generations_leave_the_store_and_both_readers_are_served(
    workshop: Workshop, pushed: Store, tmp_path: Path
) -> None:
    pull(tmp_path / "early", pushed)
    for number in range(4):
        publish(workshop, pushed, "c.md", f"The owl, {number}.")
    assert [it.name for it in pushed.listed()] == ["000005", "000004", "000003"]
    assert pushed.folders() == sorted(it.folder for it in pushed.listed())
    for reader in ("early", "late"):
        assert pull(tmp_path / reader, pushed).name == "000005"
        assert texts(tmp_path / reader)[-1] == "The owl, 3."


def test_a_reader_without_the_documents_that_passed_generations_over_is_whole(
    workshop: Workshop, in_folder: Path, tmp_path: Path
) -> None:
    store = Store(str(in_folder))
    pull(tmp_path / "reader", store)
    for number in range(3):
        publish(workshop, store, "b.md", f"The owl, {number}.")
    pull(tmp_path / "reader", store)
    assert generations.names(tmp_path / "reader") == ["000001", "000004"]
    workshop.folder.rename(tmp_path / "elsewhere")
    assert doctor.examine(tmp_path / "reader") == []


def test_an_index_that_was_begun_anew_takes_the_place_of_its_namesake(
    workshop: Workshop, in_folder: Path, tmp_path: Path
) -> None:
    store = Store(str(in_folder))
    pull(tmp_path / "reader", store)
    second = Workshop(tmp_path / "others", workshop.settings.model_copy())
    second.folder.mkdir()
    second.settings = workshop.settings.model_copy(update={"data_dir": tmp_path / "anew"})
    assert publish(second, store, "z.md", "The owl wakes.") == "000001"
    assert pull(tmp_path / "reader", store).new
    assert texts(tmp_path / "reader") == ["The owl wakes."]
    assert generations.names(tmp_path / "reader") == ["000001"]


SLOW_PULL = """
import sys, time
from pathlib import Path
from indexer.storage import pull as pulling
from indexer.storage.store import Store
class Slow(Store):
    def piece(self, *arguments):
        time.sleep(0.02)
        return super().piece(*arguments)
pulling._PIECE = 8192
pulling.pull(Path(sys.argv[1]), Slow(sys.argv[2]))
"""


def killed_when(halfway: Callable[[], bool], data_dir: Path, store: Path) -> None:
    """Pull in a process of its own, and kill it at a moment."""
    command = [sys.executable, "-c", SLOW_PULL, str(data_dir), str(store)]
    with subprocess.Popen(command, cwd=REPOSITORY) as process:
        until = time.monotonic() + 60
        while not halfway() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        assert process.poll() is None, "it had ended before it could be killed"
        process.send_signal(signal.SIGKILL)


def test_a_killed_reader_answers_from_the_old_one_and_goes_on_where_it_stopped(
    workshop: Workshop, in_folder: Path, tmp_path: Path
) -> None:
    reader, store = tmp_path / "reader", Store(str(in_folder))
    pull(reader, store)
    publish(workshop, store, "b.md", "The dog barks.")
    half = reader / "generations" / "000002.part" / "catalogue.sqlite"
    killed_when(lambda: half.exists() and half.stat().st_size > 20_000, reader, in_folder)
    assert texts(reader) == ["The cat sleeps."]
    assert generations.current_name(reader) == "000001"
    had = sum(file.stat().st_size for file in half.parent.iterdir() if file.suffix != ".json")
    whole = sum(stored(in_folder, name).stat().st_size for name in ("index.faiss", half.name))
    assert pull(reader, store).fetched == whole - had
    assert texts(reader) == ["The cat sleeps.", "The dog barks."]
    assert [file.name for file in (reader / "generations").glob("*.part")] == []


@pytest.mark.parametrize("step", ["rename", "symlink_to", "replace"])
def test_a_reader_that_ends_between_two_steps_is_whole_and_is_brought_on(
    workshop: Workshop, in_folder: Path, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, store = tmp_path / "reader", Store(str(in_folder))
    pull(reader, store)
    publish(workshop, store, "b.md", "The dog barks.")
    with monkeypatch.context() as patch:
        patch.setattr(Path, step, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            pull(reader, store)
    settings = workshop.settings.model_copy(update={"data_dir": reader})
    with IndexReader(settings, workshop.encoder).searcher() as searcher:
        cat = workshop.encoder.encode_question("cat").vector
        assert searcher.nearest(cat, 1) == [(1, 1.0)]
    pull(reader, store)
    assert texts(reader) == ["The cat sleeps.", "The dog barks."]


def test_nothing_writes_to_a_replica_and_no_replica_replaces_an_index(
    workshop: Workshop, in_folder: Path, tmp_path: Path
) -> None:
    reader, store = tmp_path / "reader", Store(str(in_folder))
    pull(reader, store)
    with pytest.raises(OnlyReplica) as caught, lock.writing(reader):
        pass
    assert "balkanetup pull" in caught.value.cure
    with pytest.raises(UsageError, match="made here"):
        pull(workshop.settings.data_dir, store)


def test_two_readers_of_one_folder_do_not_mix(in_folder: Path, tmp_path: Path) -> None:
    reader = tmp_path / "reader"
    with lock.held(reader), pytest.raises(IndexLocked, match=f"pid {os.getpid()}"):
        pull(reader, Store(str(in_folder)))
    assert pull(reader, Store(str(in_folder))).new


def test_nothing_to_push_and_nothing_to_pull(tmp_path: Path, url: str) -> None:
    with pytest.raises(NoIndex):
        push(tmp_path / "empty", Store(url))
    with pytest.raises(NotFound, match="There is no generation in") as caught:
        pull(tmp_path / "reader", Store(url))
    assert "balkanetup push" in caught.value.cure
    assert not (tmp_path / "reader").exists()


def test_pieces_are_asked_for_not_whole_files(
    in_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "_PIECE", 4_000)
    assert pull(tmp_path / "reader", Store(str(in_folder))).new
    assert doctor.examine(tmp_path / "reader") == []


def test_a_server_that_knows_no_parts_of_files_is_named(
    in_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(str(in_folder))
    whole = store._fs.cat_file
    monkeypatch.setattr(store._fs, "cat_file", lambda path, **_: whole(path))
    monkeypatch.setattr(pulling, "_PIECE", 4_000)
    with pytest.raises(StoreError, match="sends whole files") as caught:
        pull(tmp_path / "reader", store)
    assert "range requests" in caught.value.cure
