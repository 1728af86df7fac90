"""Generations between machines: what is pulled is what was pushed, whole, or nothing changes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from indexer.catalogue import Catalogue
from indexer.errors import (
    BalkanetupError,
    IndexLocked,
    NoIndex,
    NotFound,
    OnlyReplica,
    PullRefused,
    StoreError,
    UsageError,
)
from indexer.storage import doctor, generations, lock
from indexer.storage import pull as pulling
from indexer.storage.pull import pull
from indexer.storage.push import push
from indexer.storage.store import Shared, Store
from search_api.retrieval.index_reader import IndexReader
from tests.indexer.conftest import Workshop

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def pushed(workshop: Workshop, url: str) -> Store:
    """A store with a generation of two texts."""
    workshop.write("a.md", "The cat sleeps.")
    workshop.write("b.md", "The dog barks.")
    workshop.run()
    store = Store(url)
    push(workshop.settings.data_dir, store)
    return store


@pytest.fixture
def in_folder(workshop: Workshop, tmp_path: Path) -> Path:
    """A folder that a generation of one text was pushed to."""
    workshop.write("a.md", "The cat sleeps.")
    workshop.run()
    push(workshop.settings.data_dir, Store(str(tmp_path / "store")))
    return tmp_path / "store"


def texts(data_dir: Path) -> list[str]:
    with closing(Catalogue.open(data_dir)) as catalogue:
        return [row[0] for row in catalogue.db.execute("SELECT text FROM passages ORDER BY id")]


def publish(workshop: Workshop, store: Store, path: str, text: str) -> str:
    """Add a document, publish and push; return the generation."""
    workshop.write(path, text)
    workshop.run()
    return push(workshop.settings.data_dir, store).name


def stored(folder: Path, name: str) -> Path:
    """A file of the newest generation of a store that is a folder."""
    return folder / "generations" / Store(str(folder)).listed()[0].folder / name


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


@pytest.mark.parametrize("name", ["index.faiss", "catalogue.sqlite", "manifest.json"])
@pytest.mark.parametrize("damage", ["flipped", "truncated", "gone"])
def test_what_is_not_whole_is_refused_and_the_old_one_stays(
    workshop: Workshop, in_folder: Path, tmp_path: Path, name: str, damage: str
) -> None:
    reader, store = tmp_path / "reader", Store(str(in_folder))
    pull(reader, store)
    publish(workshop, store, "b.md", "The dog barks.")
    file = stored(in_folder, name)
    content = file.read_bytes()
    middle = len(content) // 2
    flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    file.write_bytes(flipped if damage == "flipped" else content[:middle])
    if damage == "gone":
        file.unlink()
    with pytest.raises((PullRefused, StoreError), match="000002") as caught:
        pull(reader, store)
    assert caught.value.cure
    assert texts(reader) == ["The cat sleeps."]
    assert generations.current_name(reader) == "000001"
    file.write_bytes(content)  # pushed again
    assert pull(reader, store).name == "000002"
    assert texts(reader) == ["The cat sleeps.", "The dog barks."]


@pytest.mark.parametrize("name", ["index.faiss", "manifest.json"])
@pytest.mark.parametrize("damage", ["flipped", "truncated", "gone"])
def test_a_push_of_the_same_generation_mends_it_in_the_store(
    workshop: Workshop, in_folder: Path, tmp_path: Path, name: str, damage: str
) -> None:
    file, store = stored(in_folder, name), Store(str(in_folder))
    content = file.read_bytes()
    file.write_bytes(content[:-1] + (b"" if damage == "truncated" else b"?"))
    if damage == "gone":
        file.unlink()
    assert push(workshop.settings.data_dir, store, thorough=False).sent == 0  # not looked at
    assert push(workshop.settings.data_dir, store).sent == len(content)
    assert pull(tmp_path / "reader", store).new


def test_a_generation_of_another_version_is_refused(in_folder: Path, tmp_path: Path) -> None:
    file = stored(in_folder, "manifest.json")
    written = json.loads(file.read_bytes()) | {"format": 99, "folders": ()}
    manifest = generations.Manifest(**written).sealed()
    (in_folder / "CURRENT").write_text(f"{manifest.name} {manifest.seal}\n")
    newer = file.parent.rename(file.parent.with_name(Shared.of(manifest).folder))
    (newer / file.name).write_text(json.dumps(written | {"seal": manifest.seal}))
    with pytest.raises(PullRefused, match="has format 99") as caught:
        pull(tmp_path / "reader", Store(str(in_folder)))
    assert "same version" in caught.value.cure
    assert generations.names(tmp_path / "reader") == []


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"engine": "/../../../x"}, "is for"),
        ({"revision": "1"}, "revision cannot be"),
        ({"encoder": None}, "encoder cannot be"),
    ],
)
def test_a_manifest_with_other_values_than_ours_is_refused(
    in_folder: Path, tmp_path: Path, values: dict[str, Any], why: str
) -> None:
    file = stored(in_folder, "manifest.json")
    written = json.loads(file.read_bytes()) | {"folders": ()} | values
    manifest = generations.Manifest(**written).sealed()
    (in_folder / "CURRENT").write_text(f"{manifest.name} {manifest.seal}\n")
    hostile = file.parent.rename(file.parent.with_name(Shared.of(manifest).folder))
    (hostile / file.name).write_text(json.dumps(written | {"seal": manifest.seal}))
    with pytest.raises(PullRefused, match=why):
        pull(tmp_path / "reader", Store(str(in_folder)))


def test_a_manifest_that_is_nested_without_end_is_refused(in_folder: Path, tmp_path: Path) -> None:
    stored(in_folder, "manifest.json").write_bytes(b"[" * 100_000)
    with pytest.raises(PullRefused, match="cannot be read"):
        pull(tmp_path / "reader", Store(str(in_folder)))


def test_a_damaged_generation_is_not_pushed(workshop: Workshop, in_folder: Path) -> None:
    workshop.write("b.md", "The dog barks.")
    workshop.run()
    folder = generations.folder_of(workshop.settings.data_dir, "000002")
    (folder / "index.faiss").write_bytes(b"no index")
    with pytest.raises(BalkanetupError, match="fails its checksum"):
        push(workshop.settings.data_dir, Store(str(in_folder)))
    assert [it.name for it in Store(str(in_folder)).listed()] == ["000001"]


def test_a_data_directory_is_no_store(workshop: Workshop, in_folder: Path) -> None:
    data_dir = workshop.settings.data_dir
    before = (data_dir / "CURRENT").read_bytes()
    with pytest.raises(UsageError, match="is the data directory of an index"):
        push(data_dir, Store(str(data_dir)))
    assert (data_dir / "CURRENT").read_bytes() == before


def test_a_push_deletes_nothing_but_generations(workshop: Workshop, in_folder: Path) -> None:
    (in_folder / "generations" / "of-somebody-else").mkdir()
    (in_folder / "generations" / "000009-0123456789abcdef").mkdir()  # a push was killed
    workshop.write("b.md", "The dog barks.")
    workshop.run()
    push(workshop.settings.data_dir, Store(str(in_folder)))
    names = {folder.name.partition("-")[0] for folder in (in_folder / "generations").iterdir()}
    assert names == {"000001", "000002", "of"}


def test_a_damaged_replica_is_fetched_again(in_folder: Path, tmp_path: Path) -> None:
    reader, store = tmp_path / "reader", Store(str(in_folder))
    pull(reader, store)
    (generations.folder_of(reader, "000001") / "index.faiss").write_bytes(b"no index")
    assert pull(reader, store).new
    assert doctor.examine(reader) == []


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


def test_a_current_that_is_none_of_ours_is_refused(in_folder: Path, tmp_path: Path) -> None:
    for content in ("", "../../etc 00\n", "000001\n", "<html>log in here</html>"):
        (in_folder / "CURRENT").write_text(content)
        with pytest.raises(StoreError, match="is not what `balkanetup push` writes"):
            pull(tmp_path / "reader", Store(str(in_folder)))


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
