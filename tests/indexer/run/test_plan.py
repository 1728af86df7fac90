"""What a run would do, for every way in which a folder can change."""

import os
from pathlib import Path
from threading import Event

import pytest

from indexer.catalogue import files
from indexer.catalogue.files import FileRecord
from indexer.commands.running import run_once
from indexer.domain import Outcome
from indexer.errors import MassDelete
from indexer.run.documents import Inside, Survey, content_hash, survey
from indexer.run.plan import Options, Plan, make_plan
from indexer.run.unpacking import Unpacked
from indexer.storage import lock
from tests.indexer.conftest import Workshop


def planned(workshop: Workshop, **options: object) -> Plan:
    catalogue = workshop.catalogue()
    try:
        return make_plan(
            catalogue,
            workshop.folder,
            workshop.settings,
            Options(**options),  # type: ignore[arg-type]  # as the test says
            Unpacked(workshop.settings),
        )
    finally:
        catalogue.close()


def paths(items: object) -> list[str]:
    return [item.path for item in items]  # type: ignore[attr-defined]  # Items


@pytest.fixture
def indexed(workshop: Workshop) -> Workshop:
    workshop.write("a.md", "The cat sleeps.")
    workshop.write("b.md", "The dog barks.")
    workshop.write("c.md", "The owl watches.")
    workshop.run()
    return workshop


def test_nothing_changed(indexed: Workshop) -> None:
    plan = planned(indexed)
    assert paths(plan.unchanged) == ["a.md", "b.md", "c.md"]
    assert plan.to_read == []


def test_new_changed_and_removed(indexed: Workshop) -> None:
    indexed.write("a.md", "The cat wakes up.")
    (indexed.folder / "b.md").unlink()
    indexed.write("d.md", "The dog and the cat.")
    plan = planned(indexed)
    assert (paths(plan.new), paths(plan.changed), plan.removed) == (["d.md"], ["a.md"], ["b.md"])
    assert plan.counts() == {
        "new": 1,
        "changed": 1,
        "moved": 0,
        "duplicate": 0,
        "unchanged": 1,
        "quarantined": 0,
        "removed": 1,
    }


def test_touched_is_not_changed(indexed: Workshop) -> None:
    os.utime(indexed.folder / "a.md", ns=(1, 1))
    plan = planned(indexed)
    assert (paths(plan.touched), plan.to_read) == (["a.md"], [])


def test_same_size_and_time_is_only_seen_through_with_checksum(indexed: Workshop) -> None:
    file = indexed.folder / "a.md"
    facts = file.stat()
    file.write_text("The cat hunts!!")
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert planned(indexed).changed == []
    assert paths(planned(indexed, checksum=True).changed) == ["a.md"]


def test_a_renamed_file_is_moved_unless_its_format_changes(indexed: Workshop) -> None:
    (indexed.folder / "sub").mkdir()
    (indexed.folder / "a.md").rename(indexed.folder / "sub" / "cats.md")
    (indexed.folder / "b.md").rename(indexed.folder / "b.txt")
    plan = planned(indexed)
    assert [(old, item.path) for old, item in plan.moved] == [("a.md", "sub/cats.md")]
    assert (paths(plan.new), plan.removed) == (["b.txt"], ["b.md"])


def test_a_new_description_makes_a_file_changed(indexed: Workshop) -> None:
    indexed.write("b.md.yaml", "title: Dogs")
    assert paths(planned(indexed).changed) == ["b.md"]


def test_of_equal_files_the_one_in_the_index_stands_for_both(indexed: Workshop) -> None:
    indexed.write("0.md", "The owl watches.")
    plan = planned(indexed)
    assert [(twin, item.path) for twin, item in plan.duplicates] == [("c.md", "0.md")]


def test_equal_bytes_under_another_format_are_no_duplicates(workshop: Workshop) -> None:
    workshop.write("a.docx", "Plain text under the name of a Word file.")
    workshop.write("a.txt", "Plain text under the name of a Word file.")
    report = workshop.run()
    assert {file.path: file.outcome for file in report.files} == {
        "a.docx": Outcome.MISMATCH,
        "a.txt": Outcome.OK,
    }


def test_a_duplicate_whose_twin_goes_becomes_a_resource(indexed: Workshop) -> None:
    indexed.write("c2.md", "The owl watches.")
    indexed.run()
    (indexed.folder / "c.md").unlink()
    report = indexed.run()
    actions = {file.path: (file.action, file.outcome) for file in report.files}
    assert actions["c2.md"] == ("changed", Outcome.OK)
    assert actions["c.md"] == ("removed", None)
    assert sorted(indexed.texts()) == ["The cat sleeps.", "The dog barks.", "The owl watches."]


def test_a_failed_file_is_quarantined_until_it_changes_or_is_asked_for(indexed: Workshop) -> None:
    indexed.write("bad.pdf", "not a PDF")
    indexed.run()
    assert paths(planned(indexed).quarantined) == ["bad.pdf"]
    assert paths(planned(indexed, retry_failed=True).changed) == ["bad.pdf"]
    only_another = planned(indexed, retry_failed=True, only=frozenset({"other.pdf"}))
    assert only_another.changed == []
    indexed.write("bad.pdf", "still not a PDF")
    assert paths(planned(indexed).changed) == ["bad.pdf"]


def test_since_leaves_older_files_as_they_are(indexed: Workshop) -> None:
    indexed.write("old.md", "An old dog.")
    os.utime(indexed.folder / "old.md", ns=(10, 10))
    indexed.write("new.md", "A new cat.")
    now = (indexed.folder / "new.md").stat().st_mtime_ns
    plan = planned(indexed, since_ns=now)
    assert paths(plan.new) == ["new.md"]
    assert "old.md" in paths(plan.left_out)
    assert plan.removed == []


def test_many_missing_files_stop_the_run(workshop: Workshop) -> None:
    for number in range(10):
        workshop.write(f"{number}.md", f"Cat number {number}.")
    workshop.run()
    for number in range(3):
        (workshop.folder / f"{number}.md").unlink()
    with pytest.raises(MassDelete, match="3 of 10 known files are no longer in") as caught:
        planned(workshop)
    assert "--allow-mass-delete" in caught.value.cure
    assert planned(workshop, allow_mass_delete=True).removed == ["0.md", "1.md", "2.md"]


def test_two_missing_files_are_a_clean_up(indexed: Workshop) -> None:
    (indexed.folder / "a.md").unlink()
    (indexed.folder / "b.md").unlink()
    assert planned(indexed).removed == ["a.md", "b.md"]


def test_what_is_in_a_closed_folder_is_not_taken_for_removed(
    indexed: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed.write("sub/d.md", "A dog in a folder.")
    indexed.run()
    scandir = os.scandir

    def refusing(folder: Path) -> object:
        if Path(folder).name == "sub":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr("indexer.run.documents.os.scandir", refusing)
    assert planned(indexed).removed == []


def test_a_file_that_may_not_be_read_costs_itself_only(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.write("a.md", "The cat sleeps.")
    workshop.write("secret.md", "The owl knows.")

    def refusing(file: Path) -> str:
        if file.name == "secret.md":
            raise PermissionError(13, "Permission denied")
        return "hash of " + file.name

    monkeypatch.setattr("indexer.run.documents.sha256", refusing)
    plan = make_plan(
        None, workshop.folder, workshop.settings, Options(), Unpacked(workshop.settings)
    )
    assert [(item.path, item.content_hash) for item in plan.new] == [
        ("a.md", "hash of a.md"),
        ("secret.md", ""),
    ]


@pytest.mark.parametrize("needs_ocr", [False, True])
def test_what_needs_ocr_is_read_again_with_ocr_whatever_its_cure_says(
    workshop: Workshop, needs_ocr: bool
) -> None:
    scan = workshop.write("scan.md", "The cat sleeps.")
    workshop.run()
    root, facts = str(workshop.folder.resolve()), scan.stat()
    cure = "balkanetup index FOLDER --ocr" if not needs_ocr else "Another sentence altogether."
    record = FileRecord(
        "scan.md", facts.st_size, facts.st_mtime_ns, content_hash(scan), "", Outcome.EMPTY,
        cure=cure, needs_ocr=needs_ocr,
    )  # fmt: skip
    with lock.writing(workshop.settings.data_dir) as catalogue, catalogue.transaction():
        files.record(catalogue, root, record)
    assert planned(workshop).changed == []
    assert paths(planned(workshop, ocr=True).changed) == (["scan.md"] if needs_ocr else [])


def test_a_run_walks_the_folder_once_and_hashes_each_file_once(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked: list[Path] = []
    hashed: list[str] = []

    def counting_survey(root: Path, inside: Inside) -> Survey:
        walked.append(root)
        return survey(root, inside)

    def counting_hash(file: Path) -> str:
        hashed.append(file.name)
        return content_hash(file)

    monkeypatch.setattr("indexer.run.plan.survey", counting_survey)
    monkeypatch.setattr("indexer.run.plan.content_hash", counting_hash)
    workshop.be_found(monkeypatch)
    workshop.write("a.md", "The cat sleeps.")
    workshop.write("b.md", "The dog barks.")
    run_once(workshop.folder, workshop.settings, Options(workers=1), Event())  # as the product
    assert (len(walked), sorted(hashed)) == (1, ["a.md", "b.md"])
    workshop.write("b.md", "The dog barks at the owl.")
    run_once(workshop.folder, workshop.settings, Options(workers=1), Event())
    assert (len(walked), sorted(hashed)) == (2, ["a.md", "b.md", "b.md"])


def test_the_encoder_is_loaded_only_after_the_plan_passed(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_: object) -> None:
        raise AssertionError("the encoder was loaded for a run that must not begin")

    for name in ("a.md", "b.md", "c.md", "d.md"):
        workshop.write(name, f"The cat sleeps in {name}.")
    workshop.run()
    monkeypatch.setattr("indexer.encoding.load_encoder", never)
    for name in ("a.md", "b.md", "c.md"):
        (workshop.folder / name).unlink()
    with pytest.raises(MassDelete):
        run_once(workshop.folder, workshop.settings, Options(), Event())
