"""What is wrong with an index is named, with what --fix would do; and --fix does it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.catalogue import Catalogue
from indexer.errors import IndexDamaged
from indexer.storage import generations, manifests
from indexer.storage.doctor import examine
from indexer.storage.repair import Remedy, mend
from search_api.retrieval.index_reader import IndexReader
from tests.indexer.commands.calling import call
from tests.indexer.conftest import Workshop

CATALOGUE = "catalogue.sqlite"


@pytest.fixture
def published(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """Two generations: a cat; then a cat and a dog."""
    workshop.be_found(monkeypatch)
    workshop.write("a.md", "The cat sleeps.")
    workshop.run()
    workshop.write("b.md", "The dog barks.")
    workshop.run()
    return workshop


def flip(file: Path, before: bytes) -> None:
    """Flip one bit of the byte that stands before these bytes."""
    content = bytearray(file.read_bytes())
    content[content.index(before)] ^= 1
    file.write_bytes(content)


def findings(workshop: Workshop) -> list[tuple[str, Remedy]]:
    return [(finding.what, finding.remedy) for finding in examine(workshop.settings.data_dir)]


def answers(workshop: Workshop, question: str) -> list[int]:
    with IndexReader(workshop.settings, workshop.encoder).searcher() as searcher:
        nearest = searcher.nearest(workshop.encoder.encode_question(question).vector, 5)
        return [number for number, score in nearest if score > 0.5]


def test_a_whole_index_has_no_findings(published: Workshop) -> None:
    assert findings(published) == []


def test_a_letter_flipped_inside_a_text_is_noticed_although_sqlite_does_not(
    published: Workshop,
) -> None:
    file = published.settings.data_dir / CATALOGUE
    flip(file, b"cat sleeps")
    catalogue = published.catalogue()
    assert catalogue.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    catalogue.close()
    assert findings(published)[0] == (
        "The catalogue is not as it was written: something else changed its file.",
        Remedy.RESTORE,
    )
    with pytest.raises(IndexDamaged, match="not as it was written"):
        published.run()  # nothing is built on it
    result = call("doctor", "--fix", "--json")
    assert (result.exit_code, json.loads(result.stdout)["whole"]) == (0, True)
    assert published.texts() == ["The cat sleeps.", "The dog barks."]


def test_the_last_whole_copy_answers_meanwhile(published: Workshop) -> None:
    data_dir = published.settings.data_dir
    (data_dir / CATALOGUE).write_bytes(b"no database" * 1_000)
    assert answers(published, "dog") == [2]
    flip(data_dir / "generations" / "000002" / CATALOGUE, b"cat sleeps")
    assert answers(published, "dog") == []  # the copy of the generation before: a cat
    assert answers(published, "cat") == [1]


def test_a_damaged_copy_is_published_anew(published: Workshop) -> None:
    file = published.settings.data_dir / "generations" / "000002" / "index.faiss"
    file.write_bytes(file.read_bytes()[:-1])
    assert findings(published) == [
        ("The file index.faiss of generation 000002 fails its checksum.", Remedy.PUBLISH)
    ]
    assert answers(published, "dog") == [2]
    mend(published.settings.data_dir, {Remedy.PUBLISH})
    assert findings(published) == []
    assert generations.current_name(published.settings.data_dir) == "000002"


def test_everything_lost_but_the_folder_and_a_manifest(published: Workshop) -> None:
    data_dir = published.settings.data_dir
    (data_dir / CATALOGUE).unlink()
    for name in ("000001", "000002"):
        (data_dir / "generations" / name / CATALOGUE).unlink()
    assert call("verify").exit_code == 1
    assert call("doctor", "--fix").exit_code == 0
    assert published.texts() == ["The cat sleeps.", "The dog barks."]


def test_generations_deleted_while_serving(published: Workshop) -> None:
    reader = IndexReader(published.settings, published.encoder)
    with reader.searcher():
        pass
    shutil.rmtree(published.settings.data_dir / "generations")
    with reader.searcher() as searcher:
        nearest = searcher.nearest(published.encoder.encode_question("dog").vector, 1)
    assert nearest == [(2, 1.0)]
    assert answers(published, "dog") == [2]  # also one that starts now


def test_what_is_not_published_yet_is_named(
    published: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    published.write("c.md", "The owl watches.")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("indexer.storage.publish.publish", _interrupted)
        published.run()
    ((what, remedy),) = findings(published)
    assert "is not published yet" in what
    assert remedy is Remedy.PUBLISH
    assert answers(published, "owl") == [3]  # but found already
    assert call("doctor", "--fix").exit_code == 0
    assert findings(published) == []


def _interrupted(*_: object) -> str:
    raise KeyboardInterrupt


def test_orphans_and_miscounts_are_named(published: Workshop) -> None:
    writer = Catalogue.create_or_open(published.settings.data_dir)
    with writer.transaction():
        writer.db.execute("DELETE FROM vectors WHERE rowid = 1")
        writer.db.execute("UPDATE resources SET passage_count = 7 WHERE id = 'a'")
        writer.db.execute("DELETE FROM files WHERE path = 'b.md'")
    writer.close()
    named = [what for what, _ in findings(published)]
    assert "1 passages have no vector." in named
    assert "1 resources do not have as many passages as they say." in named
    assert "1 resources belong to no file." in named


def test_words_that_do_not_match_their_texts_are_named(published: Workshop) -> None:
    writer = Catalogue.create_or_open(published.settings.data_dir)
    with writer.transaction():
        writer.db.execute("UPDATE passage_text_content SET c2 = 'the fox' WHERE rowid = 1")
    writer.close()
    before = (published.settings.data_dir / CATALOGUE).read_bytes()
    assert "The full-text index does not match its texts." in [
        what for what, _ in findings(published)
    ]
    assert (published.settings.data_dir / CATALOGUE).read_bytes() == before


def test_words_are_not_examined_while_a_run_writes(
    published: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.catalogue.database.PATIENCE", 0.1)
    writer = Catalogue.create_or_open(published.settings.data_dir)
    with pytest.raises(KeyboardInterrupt), writer.transaction():
        what = "The full-text index could not be examined."
        assert [(text.startswith(what), remedy) for text, remedy in findings(published)] == [
            (True, Remedy.OWNER)
        ]
        raise KeyboardInterrupt
    writer.close()


def test_an_index_of_an_earlier_version_is_made_anew_from_its_folders(published: Workshop) -> None:
    data_dir = published.settings.data_dir
    for name in generations.names(data_dir):
        file = generations.folder_of(data_dir, name) / manifests.MANIFEST
        values = json.loads(file.read_text())
        del values["engine"]  # as format 2 was
        values |= {"format": 2, "seal": ""}
        text = json.dumps(values, sort_keys=True)
        values["seal"] = hashlib.sha256(text.encode()).hexdigest()
        file.write_text(json.dumps(values))
    writer = Catalogue.create_or_open(data_dir)
    with writer.transaction():
        writer.set_about("schema", "5")
    writer.close()
    with pytest.raises(IndexDamaged):
        published.run()
    assert call("doctor", "--fix").exit_code == 0
    assert published.texts() == ["The cat sleeps.", "The dog barks."]
    assert findings(published) == []


def test_half_written_things_are_cleared(published: Workshop) -> None:
    data_dir = published.settings.data_dir
    (data_dir / "generations" / "000003.part").mkdir()
    (data_dir / "CURRENT.part").write_text("x")
    assert sorted(what for what, _ in findings(published)) == [
        "000003.part is half written.",
        "CURRENT.part is half written.",
    ]
    assert call("doctor", "--fix").exit_code == 0
    assert not (data_dir / "CURRENT.part").exists()


def test_a_folder_that_is_gone_and_another_encoder_are_for_the_owner(
    published: Workshop,
) -> None:
    published.folder.rename(published.folder.with_name("elsewhere"))
    result = examine(published.settings.data_dir, "another encoder")
    assert [finding.remedy for finding in result] == [Remedy.OWNER, Remedy.OWNER]
    assert "the settings name another encoder" in result[0].what
    assert "--allow-mass-delete" in result[1].cure


_AS_NOBODY = """
import os, sys
from pathlib import Path
import indexer.vectors.faiss_file  # now: nobody may not read a Python that lies in root's home
from indexer.settings import Settings
from search_api.retrieval.index_reader import IndexReader
from tests.word_encoder import WordEncoder
os.setgroups([]), os.setgid(65534), os.setuid(65534)
encoder = WordEncoder("cat", "dog", "owl")
with IndexReader(Settings(data_dir=Path(sys.argv[1])), encoder).searcher() as searcher:
    print(searcher.nearest(encoder.encode_question("dog").vector, 1))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_reader_that_may_not_write_there_is_answered(published: Workshop) -> None:
    """A service that runs as another user than the indexer, in the group of the folder."""
    data_dir = published.settings.data_dir
    for folder in list(data_dir.parents)[:-2]:
        folder.chmod(0o755)
    for path in [data_dir, *data_dir.rglob("*")]:
        os.chown(path, -1, 65534)
        if path.is_dir():
            path.chmod(0o2750)
    published.write("c.md", "The owl reads.")
    published.run()
    command = [sys.executable, "-c", _AS_NOBODY, str(data_dir)]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=Path(__file__).parents[3], check=False
    )
    assert done.stdout == "[(2, 1.0)]\n", done.stderr
