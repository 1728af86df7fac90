"""An index as one file: what arrives is what left, and a hostile archive arrives nowhere."""

import io
import json
import sqlite3
import tarfile
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from indexer.catalogue import Catalogue
from indexer.disk import sha256
from indexer.errors import IndexDamaged, NoIndex, UsageError
from indexer.storage import manifests
from indexer.storage.transfer import export_index, import_index
from search_api.retrieval.index_reader import IndexReader
from tests.indexer.conftest import Workshop


@pytest.fixture
def exported(workshop: Workshop, tmp_path: Path) -> Path:
    workshop.write("a.md", "The cat sleeps.")
    workshop.write("b.md", "The dog barks.")
    workshop.run()
    export_index(workshop.settings.data_dir, tmp_path / "index.tar")
    return tmp_path / "index.tar"


def test_what_arrives_answers_as_what_left(
    workshop: Workshop, exported: Path, tmp_path: Path
) -> None:
    assert import_index(tmp_path / "there", exported) == "000001"
    settings = workshop.settings.model_copy(update={"data_dir": tmp_path / "there"})
    with IndexReader(settings, workshop.encoder).searcher() as searcher:
        nearest = searcher.nearest(workshop.encoder.encode_question("dog").vector, 1)
        assert nearest == [(2, 1.0)]
        row = searcher.catalogue.db.execute("SELECT text FROM passages WHERE id = 2").fetchone()
    assert row[0] == "The dog barks."


def test_an_index_that_is_there_is_not_replaced_unasked(workshop: Workshop, exported: Path) -> None:
    data_dir = workshop.settings.data_dir
    with pytest.raises(UsageError, match="There is an index in") as caught:
        import_index(data_dir, exported)
    assert "--replace" in caught.value.cure
    (workshop.folder / "b.md").unlink()
    workshop.run()
    import_index(data_dir, exported, replace=True)
    assert workshop.texts() == ["The cat sleeps.", "The dog barks."]


def test_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        export_index(tmp_path, tmp_path / "index.tar")
    assert not (tmp_path / "index.tar").exists()


def members(file: Path) -> dict[str, bytes]:
    with tarfile.open(file) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]  # plain files


def written(file: Path, contents: dict[str, bytes]) -> None:
    with tarfile.open(file, "w") as archive:
        for name, content in contents.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))


def resealed(contents: dict[str, bytes], **changes: object) -> dict[str, bytes]:
    """The archive with a changed manifest whose own checksum is right."""
    changed = json.loads(contents["manifest.json"]) | changes
    manifest = manifests.Manifest(**changed | {"folders": tuple(changed["folders"])})
    text = json.dumps(asdict(replace(manifest, seal="").sealed()))
    return contents | {"manifest.json": text.encode()}


def truncated(contents: dict[str, bytes]) -> dict[str, bytes]:
    return contents | {"catalogue.sqlite": contents["catalogue.sqlite"][:-8192]}


def outside(contents: dict[str, bytes]) -> dict[str, bytes]:
    return {"manifest.json": contents["manifest.json"], "../evil": b"x"}


def absolute(contents: dict[str, bytes]) -> dict[str, bytes]:
    return {"/tmp/manifest.json": contents["manifest.json"]} | contents


def a_third(contents: dict[str, bytes]) -> dict[str, bytes]:
    return contents | {"extra": b"x"}


def climbing_name(contents: dict[str, bytes]) -> dict[str, bytes]:
    return resealed(contents, name="../../../../tmp/evil")


def large_manifest(contents: dict[str, bytes]) -> dict[str, bytes]:
    return contents | {"manifest.json": contents["manifest.json"] + b" " * 2**21}


def no_manifest(contents: dict[str, bytes]) -> dict[str, bytes]:
    return contents | {"manifest.json": b"[]"}


@pytest.mark.parametrize(
    "hostile",
    [truncated, outside, absolute, a_third, climbing_name, large_manifest, no_manifest],
)
def test_hostile_archives_are_refused_and_leave_nothing(
    exported: Path, tmp_path: Path, hostile: Callable[[dict[str, bytes]], dict[str, bytes]]
) -> None:
    written(tmp_path / "hostile.tar", hostile(members(exported)))
    with pytest.raises(IndexDamaged, match="is not imported"):
        import_index(tmp_path / "there", tmp_path / "hostile.tar")
    assert sorted(path.name for path in (tmp_path / "there").iterdir()) == ["LOCK"]


def test_a_catalogue_with_a_trigger_of_its_own_is_refused(exported: Path, tmp_path: Path) -> None:
    contents = members(exported)
    database = tmp_path / "evil.sqlite"
    database.write_bytes(contents["catalogue.sqlite"])
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TRIGGER evil AFTER INSERT ON runs BEGIN DELETE FROM files; END")
    connection.close()
    contents["catalogue.sqlite"] = database.read_bytes()
    hostile = resealed(contents, catalogue_sha256=sha256(database))
    written(tmp_path / "hostile.tar", hostile)
    with pytest.raises(IndexDamaged, match="Its tables are not those of this version"):
        import_index(tmp_path / "there", tmp_path / "hostile.tar")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_links_and_pipes_in_an_archive_are_refused(
    exported: Path, tmp_path: Path, kind: bytes
) -> None:
    with tarfile.open(tmp_path / "hostile.tar", "w") as archive:
        content = members(exported)["manifest.json"]
        manifest = tarfile.TarInfo("manifest.json")
        manifest.size = len(content)
        archive.addfile(manifest, io.BytesIO(content))
        link = tarfile.TarInfo("catalogue.sqlite")
        link.type, link.linkname = kind, "/etc/passwd"
        archive.addfile(link)
    with pytest.raises(IndexDamaged, match="and these alone"):
        import_index(tmp_path / "there", tmp_path / "hostile.tar")


def test_a_file_that_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_bytes(b"x" * 5_000)
    with pytest.raises(IndexDamaged, match="It is no archive"):
        import_index(tmp_path / "there", tmp_path / "x.tar")


def test_the_exported_catalogue_is_one_plain_file(exported: Path) -> None:
    contents = members(exported)
    assert list(contents) == ["manifest.json", "catalogue.sqlite"]
    copy = exported.with_name("copy.sqlite")
    copy.write_bytes(contents["catalogue.sqlite"])
    assert Catalogue.open_copy(copy).counts()["passages"] == 2
