"""Courses of Moodle and Common Cartridges: their parts, questions, authors, licences."""

from collections.abc import Mapping

import pytest

from indexer.extraction import archives, quizzes
from indexer.storage import doctor
from tests.indexer.conftest import Workshop
from tests.indexer.extraction import making
from tests.indexer.run.archives import LONG, READING, about, ended, moodle, put, tarred


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
