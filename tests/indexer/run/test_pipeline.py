"""A folder, a run, an index: which passages, which outcomes, which vectors."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from indexer.catalogue import keywords, passages, resources, sentences
from indexer.domain import Extraction
from indexer.errors import IndexLocked, MassDelete
from indexer.run.pipeline import Listeners, Options, run
from indexer.run.report import FileReport, RunReport
from indexer.settings import Settings
from indexer.storage import lock
from tests.indexer.conftest import ReaderHere, Workshop
from tests.word_encoder import WordEncoder


def ends(report: RunReport) -> dict[str, tuple[str, str]]:
    """Path to (action, outcome)."""
    return {file.path: (file.action, str(file.outcome)) for file in report.files}


def test_every_file_ends_in_one_outcome_with_a_reason_and_a_cure(workshop: Workshop) -> None:
    workshop.write("cats.md", "# Cats\n\nThe cat sleeps on the mat.")
    workshop.write("copy.md", "# Cats\n\nThe cat sleeps on the mat.")
    workshop.write("empty.md", "")
    workshop.write("table.numbers", "x")
    workshop.write("fake.pdf", "This is plain text under a wrong name.")
    os.mkfifo(workshop.folder / "pipe.md")
    report = workshop.run()
    assert ends(report) == {
        "cats.md": ("new", "ok"),
        "copy.md": ("duplicate", "duplicate"),
        "empty.md": ("new", "empty"),
        "table.numbers": ("new", "unsupported"),
        "fake.pdf": ("new", "mismatch"),
        "pipe.md": ("new", "unsupported"),
    }
    assert all(file.reason and file.cure for file in report.failures())
    assert workshop.texts() == ["The cat sleeps on the mat."]


def test_a_resource_keeps_what_was_read_of_it(workshop: Workshop) -> None:
    workshop.write("sub/cats.md", "# About cats\n\n## Sleep\n\nThe cat sleeps on the mat.")
    workshop.write("sub/cats.md.yaml", "authors: [Ana Anić]\nyear: 2020\nlanguage: en")
    workshop.run()
    catalogue = workshop.catalogue()
    resource = resources.find(catalogue, "sub-cats")
    assert resource is not None
    assert resource.metadata.title == "About cats"
    assert (resource.metadata.authors, resource.metadata.year) == (("Ana Anić",), 2020)
    assert resource.provenance["year"] == "sidecar"
    (stored,) = passages.of_resource(catalogue, "sub-cats")
    assert stored.passage.heading_path == ("About cats", "Sleep")


def test_the_stored_vector_is_that_of_the_text(workshop: Workshop) -> None:
    workshop.write("a.md", "The cat chases the dog, and the dog chases the cat. Cat!")
    workshop.run()
    ids, vectors = passages.vectors(workshop.catalogue())
    assert ids.tolist() == [1]
    # Three cats and two dogs; the title, "a", is no word of the vocabulary.
    assert np.allclose(vectors, [[3 / 13**0.5, 2 / 13**0.5, 0]])


def test_equal_text_is_never_encoded_twice(workshop: Workshop) -> None:
    workshop.write("one/notes.md", "The cat sleeps.")
    workshop.write("two/notes.md", "The cat sleeps.\n\n")  # other bytes, equal text and title
    workshop.run()
    encoded = ["notes\nThe cat sleeps.", "sleeps"]  # the passage and its key word
    assert workshop.encoder.encoded == encoded
    workshop.write("one/notes.md", "\n\nThe cat sleeps.")
    assert ends(workshop.run())["one/notes.md"] == ("changed", "ok")
    assert workshop.encoder.encoded == encoded
    assert workshop.texts() == ["The cat sleeps.", "The cat sleeps."]


def test_key_words_have_vectors_of_the_encoder_in_use_and_go_with_their_passages(
    workshop: Workshop,
) -> None:
    workshop.encoder = WordEncoder("kitten", "puppy")
    workshop.write("a.md", "A kitten and a puppy. The kitten sleeps.")
    workshop.run()
    vectors = keywords.of_passages(workshop.catalogue(), [1])[1]
    assert {word: vector.tolist() for word, vector in vectors.items()} == {
        "kitten": [1, 0],
        "puppy": [0, 1],
        "sleeps": [0, 0],
    }
    workshop.encoder = WordEncoder("sleeps")
    workshop.run()
    assert keywords.of_passages(workshop.catalogue(), [1])[1]["sleeps"].tolist() == [1]
    workshop.write("a.md", "A puppy sleeps.")
    workshop.run()
    assert list(keywords.of_passages(workshop.catalogue(), [2])[2]) == ["puppy", "sleeps"]
    count = workshop.catalogue().db.execute("SELECT count(*) FROM word_vectors").fetchone()[0]
    assert count == 2


def test_sentences_have_vectors_and_go_with_their_text(workshop: Workshop) -> None:
    workshop.encoder = WordEncoder("kitten", "puppy")
    text = "The kitten sleeps all day. A kitten and a puppy play. "
    workshop.write("a.md", text)
    workshop.run()
    stored = sentences.of_passages(workshop.catalogue(), [1])[1]
    assert [text[start:end] for start, end in stored.spans] == [
        "The kitten sleeps all day.",
        "A kitten and a puppy play.",
    ]
    assert np.allclose(stored.vectors, [[1, 0], [0.5**0.5, 0.5**0.5]], atol=0.005)  # in bytes
    workshop.write("a.md", f"More text comes before it.\n\n{text}")
    workshop.run()
    count = workshop.catalogue().db.execute("SELECT count(*) FROM sentences").fetchone()[0]
    assert count == 3


def test_a_moved_file_is_neither_read_nor_encoded_again(workshop: Workshop) -> None:
    workshop.write("a.md", "The cat sleeps.")
    workshop.run()
    encoded = list(workshop.encoder.encoded)
    (workshop.folder / "a.md").rename(workshop.folder / "b.md")
    report = workshop.run()
    assert ends(report) == {"b.md": ("moved", "ok")}
    assert workshop.encoder.encoded == encoded
    moved = resources.find(workshop.catalogue(), "a")
    assert moved is not None
    assert moved.path == "b.md"


def test_a_failed_new_version_keeps_the_former_searchable(workshop: Workshop) -> None:
    workshop.write("a.md", "The cat sleeps.")
    workshop.run()
    workshop.write("a.md", "")
    (report,) = workshop.run().files
    assert (report.action, report.outcome, report.kept_former) == ("changed", "empty", True)
    assert workshop.texts() == ["The cat sleeps."]
    workshop.write("a.md", " ")
    (report,) = workshop.run().files  # failed before, and fails again: still kept
    assert report.kept_former
    workshop.write("a.md", "The dog barks.")
    assert ends(workshop.run()) == {"a.md": ("changed", "ok")}
    assert workshop.texts() == ["The dog barks."]


def test_a_removed_file_takes_its_passages_and_vectors_along(workshop: Workshop) -> None:
    workshop.write("a.md", "The cat sleeps.")
    workshop.write("b.md", "The dog barks.")
    workshop.run()
    (workshop.folder / "a.md").unlink()
    workshop.run()
    assert workshop.texts() == ["The dog barks."]
    assert workshop.catalogue().counts() == {
        "files": 1,
        "resources": 1,
        "passages": 1,
        "vectors": 1,
    }


def test_another_encoder_encodes_everything_anew_and_says_so(workshop: Workshop) -> None:
    workshop.write("a.md", "The fox and the cat.")
    workshop.run()
    workshop.encoder = WordEncoder("fox")
    report = workshop.run()
    assert report.notes == [
        "The encoder changed from words:cat,dog,owl to words:fox: every passage was encoded anew."
    ]
    ids, vectors = passages.vectors(workshop.catalogue())
    assert (ids.tolist(), vectors.tolist()) == ([1], [[1.0]])
    assert report.generation == "000002"


def test_the_second_writer_is_told_the_pid_and_leaves(workshop: Workshop) -> None:
    workshop.write("a.md", "The cat sleeps.")
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, pathlib\nfrom indexer.storage import lock\n"
            "with lock.writing(pathlib.Path(sys.argv[1])):\n"
            "    print('held', flush=True)\n    sys.stdin.read()",
            str(workshop.settings.data_dir),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(IndexLocked, match=rf"\(pid {holder.pid}\)"):
        workshop.run()
    holder.kill()  # the kernel drops the lock of a process that is gone
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    assert ends(workshop.run()) == {"a.md": ("new", "ok")}


def test_a_missing_folder_is_refused_and_nothing_is_forgotten(workshop: Workshop) -> None:
    for number in range(4):
        workshop.write(f"{number}.md", f"Cat number {number}.")
    workshop.run()
    for file in workshop.folder.iterdir():
        file.unlink()
    with pytest.raises(MassDelete):
        workshop.run()
    assert len(workshop.texts()) == 4
    workshop.folder.rmdir()  # a folder that is gone for good
    workshop.run(allow_mass_delete=True)
    assert workshop.texts() == []


def test_stop_ends_the_run_after_the_file_at_hand_and_publishes(workshop: Workshop) -> None:
    for number in range(6):
        workshop.write(f"{number}.md", f"Cat number {number}.")
    workshop.write("0.md", "A cat. " * 4_000)  # enough passages to be committed by itself
    stop = Event()

    def stopping(report: FileReport) -> None:
        stop.set()

    listeners = Listeners(on_file=stopping, stop=stop)
    report = run(workshop.folder, workshop.settings, workshop.encoder, listeners=listeners)
    assert report.interrupted
    assert [file.path for file in report.files] == ["0.md"]
    assert report.generation == "000001"
    rest = workshop.run()
    assert rest.actions() == {"new": 5, "unchanged": 1}


def test_a_bug_in_reading_costs_one_file(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.write("a.md", "The cat sleeps.")
    workshop.write("b.md", "The dog barks.")
    read = ReaderHere.read

    def faulty(self: ReaderHere, file: Path) -> Extraction:
        if file.name == "a.md":
            raise KeyError("peak_bytes")
        return read(self, file)

    monkeypatch.setattr(ReaderHere, "read", faulty)
    assert ends(workshop.run()) == {"a.md": ("new", "crashed"), "b.md": ("new", "ok")}


def test_long_runs_publish_on_the_way(workshop: Workshop) -> None:
    for number in range(3):
        workshop.write(f"{number}.md", f"Cat {number}. " * 4_000)
    assert workshop.run(publish_every=0.0).generation == "000003"


def test_a_file_is_reported_only_after_it_is_in_the_catalogue(workshop: Workshop) -> None:
    workshop.write("a.md", "The cat sleeps.")
    seen: list[int] = []
    workshop.run(on_file=lambda _: seen.append(len(workshop.texts())))
    assert seen == [1]


def test_the_real_thing_reads_in_a_child_process(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("The cat sleeps.\n")
    (folder / "b.html").write_text("<html><body><h1>Dogs</h1><p>The dog barks.</p></body></html>")
    (folder / "c.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    settings = Settings(data_dir=tmp_path / "index")
    report = run(folder, settings, WordEncoder("cat", "dog"), options=Options(workers=2))
    assert ends(report) == {
        "a.txt": ("new", "ok"),
        "b.html": ("new", "ok"),
        "c.pdf": ("new", "malformed"),
    }


def test_two_folders_share_one_index(workshop: Workshop, tmp_path: Path) -> None:
    workshop.write("a.md", "The cat sleeps.")
    workshop.run()
    workshop.folder = tmp_path / "others"
    workshop.write("a.md", "The dog barks.")
    workshop.run()
    assert workshop.texts() == ["The cat sleeps.", "The dog barks."]
    names = [resource.id for resource in resources.several(workshop.catalogue())]
    assert sorted(names) == ["a", "a-2"]


def test_the_lock_is_free_after_an_error(workshop: Workshop) -> None:
    with pytest.raises(ZeroDivisionError), lock.writing(workshop.settings.data_dir):
        raise ZeroDivisionError
    with lock.writing(workshop.settings.data_dir):
        pass
