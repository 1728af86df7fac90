"""Archives and exported courses: each document inside is a resource, and lasts like one."""

import hashlib
import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from indexer.catalogue import files, resources
from indexer.domain import Metadata, Outcome
from indexer.errors import NotFound
from indexer.extraction import archives, quizzes
from indexer.extraction.containers import trail
from indexer.metadata.merging import slug
from indexer.run.report import RunReport
from indexer.storage import doctor
from indexer.storage.indexed_file import read_indexed_file
from tests.indexer.conftest import Workshop
from tests.indexer.extraction import making

LONG = "The cat sleeps on the desk while the class writes its minute papers, and nobody minds. "
READING = f"# Reading\n\n{LONG}"


def moodle(text: str = READING) -> dict[str, bytes | str]:
    """Return the files of a course with a file, a page, a label and what a student handed in."""
    digest = hashlib.sha1(text.encode()).hexdigest()
    essay = hashlib.sha1(b"essay").hexdigest()

    def listed(hash_: str, context: int, component: str, area: str, name: str) -> str:
        return (
            f"<file><contenthash>{hash_}</contenthash><contextid>{context}</contextid>"
            f"<component>{component}</component><filearea>{area}</filearea>"
            f"<filepath>/</filepath><filename>{name}</filename></file>"
        )

    def activity(number: int, kind: str, title: str) -> str:
        return (
            f"<activity><moduleid>{number}</moduleid><sectionid>3</sectionid><modulename>{kind}"
            f"</modulename><title>{title}</title><directory>activities/{kind}_{number}</directory>"
            "</activity>"
        )

    return {
        "moodle_backup.xml": (
            "<moodle_backup><information><original_course_fullname>Dogs</original_course_fullname>"
            "<contents><activities>"
            + activity(1, "resource", "Reading")
            + activity(2, "page", "Прва страна")
            + activity(4, "assign", "Essay")
            + "</activities><sections><section><sectionid>3</sectionid><title>Week 3</title>"
            "<directory>sections/section_3</directory></section></sections></contents>"
            "</information></moodle_backup>"
        ),
        "files.xml": "<files>"
        + listed(digest, 11, "mod_resource", "content", "reading.md")
        + listed(digest, 11, "mod_resource", "content", ".")
        + listed(essay, 14, "assignsubmission_file", "submission_files", "essay.txt")
        + "</files>",
        f"files/{digest[:2]}/{digest}": text,
        f"files/{essay[:2]}/{essay}": "My secret essay about the owl.",
        "activities/resource_1/resource.xml": '<activity contextid="11"><resource/></activity>',
        "activities/page_2/page.xml": '<activity contextid="12"><page><name>x</name><content>'
        f"&lt;p&gt;The dog barks. {LONG}&lt;/p&gt;</content></page></activity>",
        "activities/assign_4/assign.xml": '<activity contextid="14"><assign/></activity>',
        "sections/section_3/section.xml": "<section><summary>$@NULL@$</summary></section>",
    }


def tarred(entries: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in entries.items():
            raw = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return out.getvalue()


def put(workshop: Workshop, name: str, content: bytes) -> Path:
    file = workshop.folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def ended(report: RunReport) -> dict[str, tuple[str, str]]:
    return {file.path: (file.action, str(file.outcome)) for file in report.files}


def ids(workshop: Workshop) -> dict[str, str]:
    catalogue = workshop.catalogue()
    by_path = {resource.path: resource.id for resource in resources.several(catalogue)}
    catalogue.close()
    return by_path


@pytest.mark.parametrize("pack", [making.zipped, tarred])
def test_a_course_of_moodle(workshop: Workshop, pack: object) -> None:
    put(workshop, "course.mbz", pack(moodle()))  # type: ignore[operator]  # either of the two
    report = workshop.run()
    assert ended(report) == {
        "course.mbz": ("new", "ok"),
        "course.mbz/Week 3/reading.md": ("new", "ok"),
        "course.mbz/Week 3/Прва страна.html": ("new", "ok"),
    }
    assert report.files[0].notes == ("Documents inside: 2.",)
    assert not any("secret" in text for text in workshop.texts())
    assert doctor.examine(workshop.settings.data_dir) == []


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


def test_common_cartridge_shows_its_table_of_contents(workshop: Workshop) -> None:
    manifest = (
        "<manifest><organizations><organization><item><item><title>Week 1</title>"
        '<item identifierref="r"><title>Read</title></item></item></item></organization>'
        '</organizations><resources><resource identifier="r" href="web/i0/read%20me.md">'
        '<file href="web/i0/read%20me.md"/></resource></resources></manifest>'
    )
    put(
        workshop,
        "m.imscc",
        making.zipped({"imsmanifest.xml": manifest, "web/i0/read me.md": "The cat."}),
    )
    assert "m.imscc/Week 1/read me.md" in ended(workshop.run())


QTI = (
    '<questestinterop><assessment title="Minute papers"><section><item title="First"><presentation>'
    '<material><mattext texttype="text/html">&lt;p&gt;Why does the cat sleep?&lt;/p&gt;</mattext>'
    "</material><response_lid><render_choice><response_label ident='a'><material><mattext>It is "
    "warm</mattext></material></response_label><response_label ident='b'><material><mattext>It is"
    " &lt; fed</mattext></material></response_label></render_choice></response_lid></presentation>"
    "<resprocessing>secret</resprocessing></item></section></assessment></questestinterop>"
)
TOPIC = (
    '<topic><title>Talk</title><text texttype="text/html">&lt;p&gt;Discuss the owl.&lt;/p&gt;'
    "</text></topic>"
)


def cartridge(parts: Mapping[str, tuple[str, str]]) -> bytes:
    """Return a Common Cartridge of these files by name: the type of each, and its content."""
    items = "".join(f'<item identifierref="{name}"/>' for name in parts)
    listed = "".join(
        f'<resource identifier="{name}" type="{kind}"><file href="{name}"/></resource>'
        for name, (kind, _) in parts.items()
    )
    manifest = (
        f"<manifest><organizations><organization><item><title>Week 1</title>{items}</item>"
        f"</organization></organizations><resources>{listed}</resources></manifest>"
    )
    files_ = {name: content for name, (_, content) in parts.items()}
    return making.zipped({"imsmanifest.xml": manifest, **files_})


def test_questions_and_topics_of_a_common_cartridge(workshop: Workshop) -> None:
    kinds = ("imsqti_xmlv1p2/imscc_xmlv1p1/assessment", "imsdt_xmlv1p1")
    put(workshop, "m.imscc", cartridge({"q.xml": (kinds[0], QTI), "t.xml": (kinds[1], TOPIC)}))
    assert ended(workshop.run()) == {
        "m.imscc": ("new", "ok"),
        "m.imscc/Week 1/Minute papers.html": ("new", "ok"),
        "m.imscc/Week 1/Talk.html": ("new", "ok"),
    }
    text = "\n".join(workshop.texts())
    for words in ("Why does the cat sleep?", "It is warm", "It is < fed", "Discuss the owl."):
        assert words in text
    assert "secret" not in text


def test_questions_that_are_not_understood_are_told(workshop: Workshop) -> None:
    kind = "imsqti_xmlv1p2/imscc_xmlv1p1/question-bank"
    broken = {"q.xml": (kind, "<questestinterop>"), "a.md": ("webcontent", "The cat.")}
    put(workshop, "m.imscc", cartridge(broken))
    report = workshop.run()
    assert ended(report)["m.imscc"] == ("new", "partial")
    assert report.files[0].notes == (
        "Documents inside: 1. Other files (pictures, sounds, programs): 1.",
        "questions or a topic in 'Week 1/q.xml' could not be read",
    )
    assert ended(workshop.run())["m.imscc"] == ("unchanged", "partial")


def test_questions_of_qti_2() -> None:
    item = (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" title="One"><itemBody>'
        "<p>Which is <b>not</b> a method?</p><choiceInteraction><prompt>Choose.</prompt>"
        "<simpleChoice identifier='A'>Jigsaw</simpleChoice></choiceInteraction></itemBody>"
        "<responseDeclaration>secret</responseDeclaration></assessmentItem>"
    )
    title, markup = quizzes.of_qti(archives.parse_xml(item.encode()))
    assert title == "One"
    assert "Which is not a method? Choose." in markup
    assert "<li>Jigsaw</li>" in markup
    assert "secret" not in markup


def test_questions_authors_and_licences_of_a_course(workshop: Workshop) -> None:
    course = moodle()
    bank = (
        "<question_categories><question_category><name>Owls</name><question_bank_entries>"
        "<question_bank_entry><questions><question><name>Old</name><questiontext>No."
        "</questiontext></question><question><name>Sleep</name><qtype>multichoice</qtype>"
        f"<questiontext>&lt;p&gt;When do owls sleep? {LONG}&lt;/p&gt;</questiontext>"
        "<answertext>By day</answertext></question></questions></question_bank_entry>"
        "<question_bank_entry><questions><question><qtype>shortanswer</qtype><questiontext>Name"
        " it.</questiontext><answertext>secret</answertext></question></questions>"
        "</question_bank_entry></question_bank_entries></question_category></question_categories>"
    )
    said = "<author>Ana Anić</author><license>cc-nc-sa-4.0</license><filename>reading.md"
    listing = str(course["files.xml"]).replace("<filename>reading.md", said)
    put(
        workshop,
        "c.mbz",
        making.zipped({**course, "questions.xml": bank, "files.xml": listing}),
    )
    assert ended(workshop.run())["c.mbz/Questions/Owls.html"] == ("new", "ok")
    text = "\n".join(workshop.texts())
    assert "When do owls sleep?" in text
    assert "- By day" in text
    assert "No." not in text
    assert "secret" not in text
    assert about(workshop, "c.mbz/Week 3/reading.md") == (("Ana Anić",), "CC-BY-NC-SA-4.0")
    assert ended(workshop.run())["c.mbz/Week 3/reading.md"] == ("unchanged", "ok")


@pytest.mark.parametrize(
    ("name", "licence"),
    [
        ("cc", "CC-BY-3.0"),
        ("cc-nd-4.0", "CC-BY-ND-4.0"),
        ("public", "CC-PDM-1.0"),
        ("allrightsreserved", None),
        ("unknown", None),
    ],
)
def test_licences_of_moodle(workshop: Workshop, name: str, licence: str | None) -> None:
    course = moodle("---\nauthor: Eva Ević\n---\n" + READING)
    said = f"<author>Ana Anić</author><license>{name}</license><filename>reading.md"
    listing = str(course["files.xml"]).replace("<filename>reading.md", said)
    put(workshop, "c.mbz", making.zipped({**course, "files.xml": listing}))
    workshop.run()
    # Whoever uploaded a file is not its author where it names another one.
    assert about(workshop, "c.mbz/Week 3/reading.md") == (("Eva Ević",), licence)


def about(workshop: Workshop, path: str) -> tuple[tuple[str, ...], str | None]:
    catalogue = workshop.catalogue()
    resource = resources.find_by_file(catalogue, str(workshop.folder.resolve()), path)
    catalogue.close()
    assert resource is not None
    return resource.metadata.authors, resource.metadata.licence


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
