"""Office files that are sound though their libraries refuse them: variants, Strict, lost parts."""

import io
import zipfile
from collections.abc import Callable

import docx
import pptx
import pytest

from indexer.domain import Extraction
from tests.indexer.extraction import making

Read = Callable[[str, bytes | str], Extraction]
TRANSITIONAL = b"http://schemas.openxmlformats.org/"
STRICT = b"http://purl.oclc.org/ooxml/"
DOCX_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PPTX_MAIN = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Jigsaw lesson", 1)
    document.add_paragraph("Experts change groups after ten minutes.")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def slides() -> bytes:
    deck = pptx.Presentation()
    for words in ("Jigsaw slides", "Change groups"):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = words
    saved = io.BytesIO()
    deck.save(saved)
    return saved.getvalue()


def texts(found: Extraction) -> list[str]:
    return [block.text for block in found.blocks]


WORDS = ["Jigsaw lesson", "Experts change groups after ten minutes."]
SLIDES = ["Jigsaw slides", "Change groups"]


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        ("docm", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("dotm", b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        ("dotx", DOCX_MAIN.replace(b"document.main", b"template.main")),
        ("docx", b"application/xml"),
    ],
)
def test_word_files_of_every_kind_are_read(read: Read, suffix: str, kind: bytes) -> None:
    file = making.changed(word(), lambda _, content: content.replace(DOCX_MAIN, kind))
    assert texts(read(f"a.{suffix}", file)) == WORDS


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        ("pptm", b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"),
        ("ppsm", b"application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml"),
        ("potm", b"application/vnd.ms-powerpoint.template.macroEnabled.main+xml"),
        ("ppsx", PPTX_MAIN.replace(b"presentation.main", b"slideshow.main")),
        ("potx", PPTX_MAIN.replace(b"presentation.main", b"template.main")),
    ],
)
def test_presentations_of_every_kind_are_read(read: Read, suffix: str, kind: bytes) -> None:
    file = making.changed(slides(), lambda _, content: content.replace(PPTX_MAIN, kind))
    assert texts(read(f"a.{suffix}", file)) == SLIDES


@pytest.mark.parametrize(("name", "make", "want"), [
    ("a.docx", word, WORDS), ("a.pptx", slides, SLIDES),
])  # fmt: skip
def test_strict_open_xml_is_read(
    read: Read, name: str, make: Callable[[], bytes], want: list[str]
) -> None:
    def strict(_: str, content: bytes) -> bytes:
        for part in (b"wordprocessingml", b"presentationml", b"drawingml", b"officeDocument"):
            content = content.replace(TRANSITIONAL + part + b"/2006/", STRICT + part + b"/")
        return content

    file = making.changed(make(), strict)
    assert STRICT in zipfile.ZipFile(io.BytesIO(file)).read("_rels/.rels")
    assert texts(read(name, file)) == want


@pytest.mark.parametrize("target", ["NULL", "../NULL", "#_top", "media/image9.png"])
def test_a_relation_that_leads_nowhere_costs_no_text(read: Read, target: str) -> None:
    relation = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/image" Target="{target}"/></Relationships>'
    ).encode()

    def dangle(name: str, content: bytes) -> bytes:
        is_main = name.endswith(("word/_rels/document.xml.rels", "slide1.xml.rels"))
        return content.replace(b"</Relationships>", relation) if is_main else content

    for name, make, want in (("a.docx", word, WORDS), ("a.pptx", slides, SLIDES)):
        found = read(name, making.changed(make(), dangle))
        assert texts(found) == want
        assert found.problems == ()
        assert found.findings == (f"the document points to parts that are not in it ({target})",)


@pytest.mark.parametrize(
    "lost", ["docProps/thumbnail.jpeg", "word/styles.xml", "docProps/core.xml"]
)
def test_a_part_that_is_not_there_costs_no_text(read: Read, lost: str) -> None:
    found = read("a.docx", making.changed(word(), lambda name, got: None if name == lost else got))
    assert texts(found) == WORDS
    assert found.blocks[0].level == 1
    assert found.problems == ()
    assert found.metadata.year is None  # and not the year of today


def test_a_slide_that_is_not_there_makes_the_deck_partial(read: Read) -> None:
    lost = "ppt/slides/slide1.xml"
    found = read(
        "a.pptx", making.changed(slides(), lambda name, got: None if name == lost else got)
    )
    assert texts(found) == ["Change groups"]
    assert found.problems == ("the part slides/slide1.xml is missing",)


def test_parts_named_in_other_capitals_are_found(read: Read) -> None:
    def other(name: str, content: bytes) -> bytes:
        return content.replace(b"styles.xml", b"Styles.XML") if name.endswith(".rels") else content

    found = read("a.docx", making.changed(word(), other))
    assert (texts(found), found.findings) == (WORDS, ())
