"""What is not whole, or none of ours, is neither pushed nor pulled; what is lost is mended."""

import json
from pathlib import Path
from typing import Any

import pytest

from indexer.errors import BalkanetupError, PullRefused, StoreError, UsageError
from indexer.storage import doctor, generations, manifests
from indexer.storage.pull import pull
from indexer.storage.push import push
from indexer.storage.store import Shared, Store
from tests.indexer.conftest import Workshop
from tests.indexer.storage.readers import publish, stored, texts


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
    manifest = manifests.Manifest(**written).sealed()
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
    manifest = manifests.Manifest(**written).sealed()
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


def test_a_current_that_is_none_of_ours_is_refused(in_folder: Path, tmp_path: Path) -> None:
    for content in ("", "../../etc 00\n", "000001\n", "<html>log in here</html>"):
        (in_folder / "CURRENT").write_text(content)
        with pytest.raises(StoreError, match="is not what `balkanetup push` writes"):
            pull(tmp_path / "reader", Store(str(in_folder)))
