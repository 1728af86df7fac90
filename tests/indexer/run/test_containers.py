"""Archives and exported courses: each document inside is a resource, and lasts like one."""

import io
import zipfile

import pytest

from indexer.catalogue import files, resources
from indexer.domain import Metadata, Outcome
from indexer.errors import NotFound
from indexer.extraction.containers import trail
from indexer.metadata.merging import slug
from indexer.storage.indexed_file import read_indexed_file
from tests.indexer.conftest import Workshop
from tests.indexer.extraction import making
from tests.indexer.run.archives import READING, ended, ids, moodle, put, tarred


def test_what_did_not_change_is_not_opened_again(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(workshop, "course.mbz", making.zipped(moodle()))
    workshop.run()
    monkeypatch.setattr("indexer.run.unpacking.Unpacked._open", None)  # whoever opens fails
    assert {action for action, _ in ended(workshop.run()).values()} == {"unchanged"}
    file.touch()
    assert {action for action, _ in ended(workshop.run()).values()} == {"unchanged"}


def test_an_export_made_again_keeps_ids_and_drops_what_is_gone(workshop: Workshop) -> None:
    put(workshop, "a/week.zip", making.zipped({"one.md": "The cat.", "two.md": "The dog."}))
    workshop.run()
    before = ids(workshop)
    put(workshop, "a/week.zip", making.zipped({"new/one.md": "The cat.", "three.md": "The owl."}))
    assert ended(workshop.run()) == {
        "a/week.zip": ("changed", "ok"),
        "a/week.zip/new/one.md": ("moved", "ok"),
        "a/week.zip/three.md": ("new", "ok"),
        "a/week.zip/two.md": ("removed", "None"),
    }
    assert ids(workshop)["a/week.zip/new/one.md"] == before["a/week.zip/one.md"]


def test_a_container_that_breaks_keeps_what_was_in_it(workshop: Workshop) -> None:
    put(workshop, "week.zip", making.zipped({"one.md": "The cat."}))
    workshop.run()
    put(workshop, "week.zip", b"PK\x03\x04 and nothing more")
    assert ended(workshop.run()) == {"week.zip": ("changed", "malformed")}
    assert workshop.texts() == ["The cat."]
    assert ended(workshop.run())["week.zip"] == ("quarantined", "malformed")
    assert workshop.texts() == ["The cat."]


def test_containers_inside_of_containers_to_a_depth(workshop: Workshop) -> None:
    content = making.zipped({"deep.md": "The owl."})
    for depth in range(3):
        content = making.zipped({f"{depth}.zip": content, f"{depth}.md": f"The cat {depth}."})
    put(workshop, "outer.zip", content)
    report = ended(workshop.run())
    assert report["outer.zip/2.zip/1.zip/0.zip"] == ("new", "bomb")
    assert report["outer.zip/2.zip/1.md"] == ("new", "ok")


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (making.zipped({"../../etc/cron.d/x.md": "x"}), Outcome.BOMB),
        (making.zipped({"a.md": b"a" * 2**26}), Outcome.BOMB),
        (tarred({"/etc/x.md": "x"}), Outcome.BOMB),
        (tarred({"a.md": b"a" * 2**26}), Outcome.BOMB),
        (making.zipped({"a.png": "x"}), Outcome.EMPTY),
        (b"no archive", Outcome.MISMATCH),
    ],
)
def test_hostile_and_empty_containers(workshop: Workshop, content: bytes, outcome: Outcome) -> None:
    put(workshop, "a.mbz", content)
    (report,) = workshop.run().files
    assert (report.outcome, bool(report.reason), bool(report.cure)) == (outcome, True, True)


def test_each_file_inside_has_its_own_outcome(workshop: Workshop) -> None:
    entries = {"ok.md": "The cat.", "a.pages": "x", "empty.md": "", "~$x.docx": "x", "pic.png": "x"}
    put(workshop, "a.zip", making.zipped(entries))
    report = workshop.run()
    assert ended(report) == {
        "a.zip": ("new", "ok"),
        "a.zip/a.pages": ("new", "unsupported"),
        "a.zip/empty.md": ("new", "empty"),
        "a.zip/ok.md": ("new", "ok"),
    }
    assert report.files[0].notes == (
        "Documents inside: 3. Other files (pictures, sounds, programs): 2.",
    )
    assert ended(workshop.run(retry_failed=True))["a.zip/empty.md"] == ("changed", "empty")


def test_a_damaged_document_costs_itself_only(workshop: Workshop) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:  # stored: a changed letter breaks the checksum
        archive.writestr("bad.md", "The dog barks.")
        archive.writestr("good.md", "The cat sleeps.")
    put(workshop, "a.zip", out.getvalue().replace(b"The dog", b"The d0g"))
    assert ended(workshop.run()) == {
        "a.zip": ("new", "ok"),
        "a.zip/bad.md": ("new", "malformed"),
        "a.zip/good.md": ("new", "ok"),
    }


def test_names_in_a_code_page_of_the_region(workshop: Workshop) -> None:
    names = ["Преглед литературе и извора.md", "Вежбе у паровима на часу.md"]
    packed = [name.encode("cp1251") for name in names]
    raw = making.zipped(
        {chr(97 + at) * len(name): f"The cat {at}." for at, name in enumerate(packed)}
    )
    for at, name in enumerate(packed):
        raw = raw.replace(bytes([97 + at]) * len(name), name)
    put(workshop, "a.zip", raw)
    assert set(ended(workshop.run())) == {"a.zip", *(f"a.zip/{name}" for name in names)}


def test_descriptions_beside_and_inside(workshop: Workshop) -> None:
    entries = {"one.md": "The cat.", "one.md.yaml": "title: Cats", "two.md": "The dog."}
    put(workshop, "a.zip", making.zipped(entries))
    workshop.write("a.zip.yaml", "title: All\ninstitution: Univerzitet u Tuzli\n")
    workshop.run()
    workshop.write("manifest.csv", "file,title\na.zip/two.md,Dogs\n")
    assert ended(workshop.run())["a.zip/two.md"] == ("changed", "ok")
    catalogue = workshop.catalogue()
    described = {resource.path: resource.metadata for resource in resources.several(catalogue)}
    catalogue.close()
    assert described["a.zip/one.md"].title == "Cats"
    assert described["a.zip/two.md"].title == "Dogs"
    assert {metadata.institution for metadata in described.values()} == {"Univerzitet u Tuzli"}


def test_a_document_is_served_out_of_its_container(workshop: Workshop) -> None:
    inner = making.zipped({"deep.md": "The owl."})
    put(workshop, "c.mbz", making.zipped({**moodle(), "x": "y"}))
    put(workshop, "d.zip", making.zipped({"in.zip": inner}))
    workshop.run()
    catalogue = workshop.catalogue()
    for path, content in {
        "c.mbz/Week 3/reading.md": READING.encode(),
        "d.zip/in.zip/deep.md": b"The owl.",
    }.items():
        resource = resources.find_by_file(catalogue, str(workshop.folder.resolve()), path)
        assert resource is not None
        assert read_indexed_file(catalogue, resource, workshop.settings) == content
    assert resource is not None
    put(workshop, "d.zip", making.zipped({"in.zip": making.zipped({"deep.md": "Another."})}))
    with pytest.raises(NotFound):
        read_indexed_file(catalogue, resource, workshop.settings)
    assert files.find(catalogue, resource.root, "d.zip/in.zip") is not None
    catalogue.close()


def test_the_way_back_and_the_id() -> None:
    path = "kursevi/backup-moodle2-course-12-ped-20261127-1322-nu.mbz/Week 3/reading.pdf"
    assert trail(path)[1:] == ["Week 3", "reading.pdf"]
    assert trail("a/b.pdf") == ["b.pdf"]
    assert slug(Metadata(), path) == "kursevi-ped-mbz-week-3-reading"
