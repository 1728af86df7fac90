"""What comes over the network: what is taken, what becomes of it, what is refused."""

import hashlib
import os
import stat
import time
from pathlib import Path
from typing import Any

import pytest

from indexer.catalogue import Catalogue, resources
from indexer.errors import BalkanetupError, IndexLocked, NotFound, UsageError
from indexer.inbox import jobs
from indexer.inbox.jobs import Job
from indexer.inbox.receiving import Arrival, TooLarge, WrongKind, check_metadata, checked_name
from indexer.inbox.working import Inbox
from indexer.settings import Settings
from indexer.storage import lock
from tests.indexer.extraction import making
from tests.indexer.inbox.conftest import CAT, inbox_of, send


def stored(settings: Settings) -> dict[str, str | None]:
    """Return the titles in the index by id."""
    catalogue = Catalogue.open(settings.data_dir)
    titles = {resource.id: resource.metadata.title for resource in resources.several(catalogue)}
    catalogue.close()
    return titles


def wish(settings: Settings, kind: jobs.Kind, resource_id: str, **change: Any) -> Job:
    job = jobs.new(kind, "key", resource_id=resource_id, change=change)
    jobs.put(settings.data_dir, job)
    return job


def test_a_file_and_its_metadata_become_a_resource(settings: Settings, inbox: Inbox) -> None:
    job = send(settings, "cat.md", CAT, {"title": "Sleeping cats", "language": "en"})
    assert (job.state, job.size) == ("waiting", len(CAT))
    assert job.content_hash == hashlib.sha256(CAT).hexdigest()
    (ended,) = inbox.work_through()
    assert (ended.state, ended.outcome, ended.reason) == ("done", "ok", "")
    assert stored(settings) == {ended.resource_id: "Sleeping cats"}
    assert jobs.get(settings.data_dir, job.id) == ended
    assert inbox.work_through() == []


def test_files_that_wait_are_indexed_in_one_run(settings: Settings, inbox: Inbox) -> None:
    for number in range(3):
        send(settings, f"{number}.md", CAT + b" %d" % number)
    ended = inbox.work_through()
    assert [job.outcome for job in ended] == ["ok"] * 3
    generations = settings.data_dir / "generations"
    assert [folder.name for folder in generations.iterdir()] == ["000001"]


def test_a_file_that_cannot_be_read_fails_with_the_cure(settings: Settings, inbox: Inbox) -> None:
    send(settings, "scan.md", b"   \n\n ")
    send(settings, "cat.md", CAT)
    broken, good = inbox.work_through()
    assert (broken.state, broken.outcome, good.state) == ("failed", "empty", "done")
    assert broken.cure
    job = jobs.new("withdraw", "key", change={"place": broken.place})
    jobs.put(settings.data_dir, job)
    assert inbox.work_through()[0].state == "done"
    assert [file.name for file in jobs.documents(settings.data_dir).iterdir()] == [good.place]


def test_files_of_one_name_are_two_resources(settings: Settings, inbox: Inbox) -> None:
    send(settings, "cat.md", CAT, {"title": "First"})
    send(settings, "cat.md", CAT + b" It wakes.", {"title": "Second"})
    first, second = inbox.work_through()
    assert (first.resource_id, second.resource_id) == ("cat", "cat-2")
    assert stored(settings) == {"cat": "First", "cat-2": "Second"}


def test_the_same_bytes_again_are_a_duplicate(settings: Settings, inbox: Inbox) -> None:
    send(settings, "cat.md", CAT)
    send(settings, "same.md", CAT)
    first, second = inbox.work_through()
    assert (first.outcome, second.outcome, second.state) == ("ok", "duplicate", "failed")
    assert str(settings.data_dir) not in second.reason


def archive(**documents: str) -> bytes:
    return making.zipped({f"{name}.md": f"# {name}\n\n{text}" for name, text in documents.items()})


@pytest.mark.parametrize("name", ["week.zip", "week.mbz", "week.imscc"])
def test_each_document_of_an_archive_becomes_a_resource(
    settings: Settings, inbox: Inbox, name: str
) -> None:
    job = send(settings, name, archive(cat="A cat sleeps.", dog="A dog barks."), {"language": "en"})
    (ended,) = inbox.work_through()
    stem = name.replace(".", "-")
    assert (ended.id, ended.state, ended.outcome) == (job.id, "done", "ok")
    assert ended.resource_ids == (f"{stem}-cat", f"{stem}-dog")
    assert ended.notes == ("Documents inside: 2.",)
    assert stored(settings) == {f"{stem}-cat": "cat", f"{stem}-dog": "dog"}
    assert jobs.get(settings.data_dir, job.id) == ended


def test_what_an_archive_holds_is_told_of_each(settings: Settings, inbox: Inbox) -> None:
    send(settings, "week.zip", making.zipped({"cat.md": CAT, "empty.md": "", "a.pages": "x"}))
    send(settings, "bad.zip", making.zipped({"empty.md": " "}))
    send(settings, "none.zip", making.zipped({"pic.png": "x"}))
    mixed, bad, none = inbox.work_through()
    assert (mixed.state, mixed.resource_ids) == ("done", ("week-zip-cat",))
    assert [note.split(":")[0] for note in mixed.notes[1:]] == ["a.pages", "empty.md"]
    assert (bad.state, bad.outcome, bool(bad.cure)) == ("failed", "empty", True)
    assert (none.state, none.outcome, bool(none.cure)) == ("failed", "empty", True)


def test_an_archive_is_withdrawn_as_a_whole(settings: Settings, inbox: Inbox) -> None:
    many = {f"cat{number}": f"Cat {number} sleeps." for number in range(5)}
    send(settings, "week.zip", archive(**many))
    (added,) = inbox.work_through()
    wish(settings, "withdraw", added.resource_ids[0])
    wish(settings, "reindex", added.resource_ids[0])
    wish(settings, "correct", added.resource_ids[0], set={"title": "Better"})
    send(settings, "one.md", CAT, resource_id=added.resource_ids[0])
    withdrawn, reindexed, corrected, replaced = inbox.work_through()
    assert (withdrawn.state, replaced.state) == ("failed", "failed")
    assert "lies in week.zip" in withdrawn.reason
    assert (reindexed.state, corrected.state) == ("done", "done")
    assert stored(settings)[added.resource_ids[0]] == "Better"
    jobs.put(settings.data_dir, jobs.new("withdraw", "key", change={"place": added.place}))
    assert inbox.work_through()[0].state == "done"
    assert stored(settings) == {}


@pytest.mark.parametrize(
    ("name", "content", "metadata", "error"),
    [
        ("week.zip", b"no archive", {}, WrongKind),
        ("week.mbz", b"%PDF-1.7", {}, WrongKind),
        ("week.zip", archive(cat="A cat."), {"title": "Week 1"}, UsageError),
    ],
)
def test_archives_that_are_not_taken(
    settings: Settings, name: str, content: bytes, metadata: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        send(settings, name, content, metadata)
    assert jobs.page(settings.data_dir, 0, 10) == (0, [])


def test_a_newer_version_keeps_the_id(settings: Settings, inbox: Inbox) -> None:
    send(settings, "cat.md", CAT, {"title": "Cats"})
    (added,) = inbox.work_through()
    send(settings, "new.md", b"# Dogs\n\nA dog barks.", resource_id=added.resource_id)
    (replaced,) = inbox.work_through()
    assert (replaced.state, replaced.resource_id) == ("done", added.resource_id)
    assert stored(settings) == {added.resource_id: "Cats"}  # the description stays
    catalogue = Catalogue.open(settings.data_dir)
    assert resources.existing(catalogue, added.resource_id or "").content_hash == (
        replaced.content_hash
    )
    catalogue.close()


def test_corrected_read_again_withdrawn(settings: Settings, inbox: Inbox) -> None:
    send(settings, "cat.md", CAT)
    name = inbox.work_through()[0].resource_id or ""
    wish(settings, "correct", name, set={"title": "Better", "year": 2024})
    wish(settings, "reindex", name)
    assert [job.state for job in inbox.work_through()] == ["done", "done"]
    assert stored(settings) == {name: "Better"}
    wish(settings, "withdraw", name)
    assert inbox.work_through()[0].state == "done"
    assert stored(settings) == {}
    assert list(jobs.documents(settings.data_dir).iterdir()) == []


def test_what_is_gone_or_makes_no_sense_fails_and_stops_nothing(
    settings: Settings, inbox: Inbox
) -> None:
    send(settings, "cat.md", CAT)
    name = inbox.work_through()[0].resource_id or ""
    wish(settings, "correct", name, set={"year": "yesterday"})
    wish(settings, "correct", "nothing", set={"year": 2024})
    send(settings, "dog.md", CAT, resource_id="nothing")
    wish(settings, "reindex", name)
    ended = inbox.work_through()
    assert [job.state for job in ended] == ["failed", "failed", "failed", "done"]
    assert all(job.cure for job in ended[:3])


def test_the_file_of_a_maintainer_is_not_replaced(
    settings: Settings, inbox: Inbox, tmp_path: Path
) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "owl.md").write_text("# Owls\n\nAn owl reads.")
    inbox._index(inbox_options(), shelf)
    (name,) = stored(settings)
    send(settings, "new.md", CAT, resource_id=name)
    wish(settings, "withdraw", name)
    wish(settings, "reindex", name)
    assert [job.state for job in inbox.work_through()] == ["failed", "failed", "done"]
    assert (shelf / "owl.md").read_text() == "# Owls\n\nAn owl reads."


def inbox_options() -> Any:
    from indexer.run.plan import Options

    return Options()


def test_while_another_run_writes_the_jobs_wait(settings: Settings, inbox: Inbox) -> None:
    send(settings, "cat.md", CAT)
    with lock.held(settings.data_dir), pytest.raises(IndexLocked):
        inbox.work_through()
    assert inbox.waits()
    assert [job.outcome for job in inbox.work_through()] == ["ok"]
    inbox.work_through()
    assert not inbox.waits()
    send(settings, "dog.md", CAT + b"!")
    assert inbox.waits()


def test_two_do_not_work_through_it_at_once(settings: Settings, inbox: Inbox) -> None:
    other = inbox_of(settings)
    with inbox._alone(), pytest.raises(IndexLocked):
        other.work_through()


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("cat.md", b"", UsageError),
        ("cat.md", b"x" * 1001, TooLarge),
        ("cat.pdf", b"<html></html>", WrongKind),
        ("cat.docx", b"%PDF-1.7", WrongKind),
        ("cat.exe", b"MZ\x90", WrongKind),
        ("cat", b"text", WrongKind),
        ("cat.md", b"\x7fELF\0\0", WrongKind),
        ("cat.yaml", b"title: x", WrongKind),
    ],
)
def test_what_is_not_taken_leaves_nothing(
    settings: Settings, name: str, content: bytes, error: type[BalkanetupError]
) -> None:
    with pytest.raises(error) as caught:
        send(settings, name, content)
    assert caught.value.cure
    assert jobs.page(settings.data_dir, 0, 10) == (0, [])
    assert list(jobs.arriving(settings.data_dir).iterdir()) == []


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("lecture.pdf", "lecture.pdf"),
        ("../../etc/lecture.pdf", "lecture.pdf"),
        (r"C:\Users\me\предавање.pdf", "предавање.pdf"),
        ("", None),
        ("/", None),
        ("..", None),
        (".hidden.md", None),
        ("~$lecture.docx", None),
        ("a\0b.md", None),
        ("a\nb.md", None),
        ("a\u202eb.md", None),
        ("x" * 151, None),
        ("lecture.part", None),
    ],
)
def test_a_name_is_a_plain_name(given: str, name: str | None) -> None:
    if name is None:
        with pytest.raises(UsageError):
            checked_name(given)
    else:
        assert checked_name(given) == name


def test_metadata_is_checked_before_the_file_is_kept() -> None:
    check_metadata({"title": "Cats", "language": "sq", "strategies": ["field-work"]})
    for wrong in ({"colour": "red"}, {"year": "yesterday"}, {"language": "xx-xx-xx"}):
        with pytest.raises(UsageError) as caught:
            check_metadata(wrong)
        assert caught.value.field in wrong
        assert caught.value.cure


def test_nobody_else_reads_what_came(settings: Settings) -> None:
    former = os.umask(0)
    try:
        send(settings, "cat.md", CAT, {"title": "Cats"})
    finally:
        os.umask(former)
    assert stat.S_IMODE((settings.data_dir / "inbox").stat().st_mode) == 0o700


def test_what_never_became_a_job_is_deleted_a_day_later(settings: Settings, inbox: Inbox) -> None:
    job = jobs.new("add", "key", file_name="cat.md")
    arrival = Arrival(settings.data_dir, job, 100)
    arrival.write(b"half")
    arrival._stream.close()  # as the kernel does for a process that is killed
    send(settings, "cat.md", CAT)
    inbox.work_through()
    folder = jobs.arriving(settings.data_dir, job.id)
    assert folder.is_dir()
    long_ago = time.time() - 2 * 24 * 3600
    os.utime(folder, (long_ago, long_ago))
    inbox.work_through()
    assert not folder.exists()


def test_a_job_that_does_not_exist(settings: Settings) -> None:
    for name in ("nothing", "../../keys", "0" * 16 + "-" + "0" * 8):
        with pytest.raises(NotFound):
            jobs.get(settings.data_dir, name)
