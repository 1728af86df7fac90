"""Files named .doc or .ppt are read by what they hold; real ones are refused with the cure."""

import io
from collections.abc import Callable

import docx
import pptx
import pytest

from indexer.domain import Extraction, Outcome
from indexer.errors import Unreadable
from tests.indexer.extraction import making

Read = Callable[[str, bytes | str], Extraction]
Refusal = Callable[[str, bytes | str], Unreadable]
SENTENCE = "Vežbe u paru traju deset minuta."


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    document.save(saved := io.BytesIO())
    return saved.getvalue()


def deck() -> bytes:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = SENTENCE
    made.save(saved := io.BytesIO())
    return saved.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.doc", word()),
        ("a.dot", word()),
        ("a.ppt", deck()),
        ("a.pps", deck()),
        ("a.doc", rb"{\rtf1\ansi Ve\u382?be u paru traju deset minuta.\par}"),
        ("a.doc", f"<html><body><p>{SENTENCE}</p></body></html>".encode()),
        ("a.DOC", f"\ufeff<HTML><BODY><P>{SENTENCE}</P></BODY></HTML>".encode("utf-16-le")),
        ("a.doc", SENTENCE.encode()),
    ],
)
def test_what_is_newer_inside_is_read(read: Read, name: str, content: bytes) -> None:
    assert [block.text for block in read(name, content).blocks] == [SENTENCE]


def test_the_checks_of_archives_stand_before_it(refusal: Refusal) -> None:
    assert refusal("a.doc", making.zipped({"../x": "x"})).outcome == Outcome.BOMB


@pytest.mark.parametrize(
    "content", [b"<?xml version='1.0'?><?mso-application a?>", making.zipped({"a": "b"})]
)
def test_what_no_format_reads_is_refused(refusal: Refusal, content: bytes) -> None:
    assert refusal("a.doc", content).outcome == Outcome.UNSUPPORTED


def test_an_office_file_of_unknown_bytes_is_refused_as_damaged(refusal: Refusal) -> None:
    problem = refusal("a.docx", b"\x06Ana\x00\x00" + bytes(range(1, 150)))
    assert problem.outcome == Outcome.MALFORMED
