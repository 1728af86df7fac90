"""Hostile and broken files: each ends in its outcome, with a message and a cure."""

import io
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from indexer.domain import Extraction, Outcome
from indexer.errors import Unreadable
from indexer.extraction import guards
from indexer.extraction.isolation import Reader
from indexer.extraction.signatures import OLE2
from indexer.extraction.worker import read_here
from indexer.settings import Settings
from tests.indexer.extraction import making

Refusal = Callable[[str, bytes | str], Unreadable]
Read = Callable[[str, bytes | str], Extraction]

HELLO = making.pdf([[(70, 700, 10, "F1", "Hello, dear colleagues.")]])


def office(change: Callable[[bytes], bytes]) -> bytes:
    """Return a DOCX whose main part went through `change`."""
    document = docx.Document()
    document.add_paragraph("hello")
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            copy.writestr(name, change(content) if name == "word/document.xml" else content)
    return out.getvalue()


def with_doctype(declaration: bytes) -> bytes:
    return office(lambda xml: xml.replace(b"?>", b"?><!DOCTYPE x [" + declaration + b"]>", 1))


def with_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("word/document.xml")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "outcome", "says"),
    [
        ("a.pdf", b"", Outcome.EMPTY, "no content"),
        ("a.txt", b" \n\n ", Outcome.EMPTY, "no text"),
        ("a.numbers", b"PK\x03\x04", Outcome.UNSUPPORTED, ".numbers files are not read"),
        ("a", b"text", Outcome.UNSUPPORTED, "without a name suffix"),
        ("a.doc", making.ole2("WordDocument"), Outcome.UNSUPPORTED, ".doc files are not read"),
        ("a.pdf", b"PK\x03\x04" + bytes(99), Outcome.MISMATCH, "a ZIP archive"),
        ("a.docx", HELLO, Outcome.MISMATCH, "a PDF"),
        ("a.docx", b"just words", Outcome.MISMATCH, "plain text"),
        ("a.docx", OLE2 + bytes(600), Outcome.MISMATCH, "an old Office document"),
        ("a.txt", HELLO, Outcome.MISMATCH, "a PDF"),
        ("a.md", b"\x89PNG\r\n\x1a\n" + bytes(50), Outcome.MISMATCH, "a PNG picture"),
        (
            "a.pptx",
            making.zipped({"word/document.xml": "<a/>"}),
            Outcome.MISMATCH,
            "a Word document",
        ),
        (
            "a.docx",
            making.ole2("EncryptedPackage"),
            Outcome.ENCRYPTED,
            "protected by a password",
        ),
        ("a.docx", b"PK\x03\x04" + bytes(200), Outcome.MALFORMED, "damaged or incomplete"),
        ("a.docx", office(lambda xml: xml)[:-3000], Outcome.MALFORMED, "damaged or incomplete"),
        ("a.pdf", b"%PDF-1.7\n" + bytes(500), Outcome.MALFORMED, "damaged or incomplete"),
        ("a.txt", ("Good morning " * 9).encode("cp500"), Outcome.MALFORMED, "encoding"),
        ("a.docx", making.zipped({"a.xml": bytes(10**7)}), Outcome.BOMB, "times its size"),
        ("a.docx", making.zipped({str(n): "" for n in range(2001)}), Outcome.BOMB, "2,001 files"),
        ("a.docx", making.zipped({"../../x": "x"}), Outcome.BOMB, "points outside"),
        ("a.docx", making.zipped({"/etc/x": "x"}), Outcome.BOMB, "points outside"),
        ("a.docx", making.zipped({"C:\\x": "x"}), Outcome.BOMB, "points outside"),
        ("a.docx", making.zipped({"x.zip": making.zipped({"y": "y"})}), Outcome.BOMB, "archive"),
        ("a.docx", with_link(), Outcome.BOMB, "link"),
        ("a.docx", with_doctype(b'<!ENTITY a "aaaa">'), Outcome.BOMB, "XML entities"),
        ("a.docx", with_doctype(b'<!ENTITY a SYSTEM "file:///etc/passwd">'), Outcome.BOMB, "XML"),
        (
            "a.docx",
            office(lambda xml: xml.decode().replace("?>", "?><!DOCTYPE x>", 1).encode("utf-16")),
            Outcome.BOMB,
            "XML entities",
        ),
        ("a.odt", making.zipped({"content.xml": "<!DOCTYPE a><a/>"}), Outcome.BOMB, "XML"),
    ],
)
def test_what_is_refused_before_parsing(
    refusal: Refusal, name: str, content: bytes, outcome: Outcome, says: str
) -> None:
    refused = refusal(name, content)
    assert (refused.outcome, says in refused.message) == (outcome, True), refused.message


def test_a_file_above_the_limit_is_too_large(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 101)
    with pytest.raises(Unreadable) as caught:
        guards.check(file, 100)
    assert caught.value.outcome == Outcome.TOO_LARGE


def test_links_pipes_and_folders_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "loop.pdf").symlink_to(tmp_path / "loop.pdf")
    (tmp_path / "passwords.txt").symlink_to("/etc/passwd")
    (tmp_path / "folder.pdf").mkdir()
    for name in ("pipe.pdf", "loop.pdf", "passwords.txt", "folder.pdf", "missing.pdf"):
        with pytest.raises(Unreadable) as caught:
            guards.check(tmp_path / name, 10**6)
        assert caught.value.outcome == Outcome.UNSUPPORTED


def test_a_file_without_permission_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed.zip").write_text("text")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root, who may run the tests, is never refused
    with pytest.raises(Unreadable) as caught:
        guards.check_plain(tmp_path / "closed.zip", 10**6)
    assert caught.value.message == "The file may not be opened."
    assert "chmod" in caught.value.cure and "save it" not in caught.value.cure


def test_a_closed_folder_is_called_a_folder(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    with pytest.raises(Unreadable, match="folder could not be opened") as caught:
        guards.check(tmp_path / "closed", 10**6)
    assert "chmod" in caught.value.cure


def one_page(content: bytes, extra: bytes = b"") -> bytes:
    """Return a PDF of one page with this content stream."""
    return making.file_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>",
            making.stream(content, extra),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            making.stream(
                b"/X Do",
                b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>",
            ),
        ]
    )


def tree(depth: int) -> bytes:
    """Return a PDF whose page lies `depth` levels down in the page tree."""
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (level + 3) for level in range(depth)]
    page = b"<</Type/Page/MediaBox[0 0 9 9]>>"
    return making.file_of([b"<</Type/Catalog/Pages 2 0 R>>", *nodes, page])


ENDLESS = making.file_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"])


@pytest.mark.parametrize(
    ("content", "outcomes"),
    [
        (one_page(bytes(90_000_000)), {"bomb"}),
        (tree(3000), {"bomb", "malformed", "empty"}),
        (ENDLESS, {"malformed"}),
        (one_page(b"/X Do " * 3), {"empty", "malformed", "bomb"}),
        (one_page(b"[" * 300_000), {"empty", "malformed", "bomb"}),
        (one_page(b"BT /F1 9 Tf (a) Tj ET q " * 50_000), {"ok"}),
        (making.pdf([[]] * 5_001), {"too_large"}),
    ],
    ids=["stream", "deep tree", "endless tree", "form loop", "arrays", "states", "pages"],
)
def test_pdf_bombs_end_in_an_outcome(
    reader: Reader, tmp_path: Path, content: bytes, outcomes: set[str]
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(content)
    try:
        reader.read(file)
    except Unreadable as refused:
        assert str(refused.outcome) in outcomes, refused.message
    else:
        assert "ok" in outcomes


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<div>" * 50_000 + b"deep"),
        ("a.html", b"<p><b>" * 5_000 + b"text"),
        ("a.html", b"<ul><li>a" * 5_000),
        ("a.md", b"> " * 20_000 + b"a"),
        ("a.md", b"- " * 10_000 + b"a"),
        ("a.md", b"{% " * 30_000 + b"<!--" * 30_000),
        ("a.md", b"---\na: " + b"[" * 50_000 + b"\n---\ntext"),
        ("a.txt", b"word " * 500_000),
        ("a.rtf", b"{\\rtf1" + b"{" * 50_000 + b"a"),
        ("a.rtf", b"{\\rtf1 \\bin9999999999 x}"),
        ("a.txt", b"\xff\xfe" + b"\x00\xd8" * 100),
    ],
)
def test_hostile_text_is_read_or_refused_and_never_raises_anything_else(
    reader: Reader, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    try:
        extraction = reader.read(file)
    except Unreadable as refused:
        assert refused.outcome in set(Outcome)
        assert refused.outcome not in (Outcome.CRASHED, Outcome.TIMEOUT)
    else:
        for block in extraction.blocks:
            block.text.encode("utf-8")


@pytest.mark.parametrize(
    "name", [b"; rm -rf x.pdf", b"na\xff\nme.pdf", b"-rf.pdf", "име.pdf".encode()]
)
def test_hostile_names_are_only_names(reader: Reader, tmp_path: Path, name: bytes) -> None:
    file = tmp_path / os.fsdecode(name)
    file.write_bytes(HELLO)
    assert reader.read(file).blocks[0].text == "Hello, dear colleagues."


def test_the_defaults_are_those_of_the_design() -> None:
    settings = Settings()
    assert (settings.cpu_seconds, settings.wall_seconds) == (60, 120)
    assert settings.memory_bytes == 2**30


@pytest.mark.parametrize(
    ("name", "beside", "cure"),
    [
        ("demos.yaml", "demos.pdf", "(demos.pdf.yaml)"),
        ("demos.yaml", "notes.txt", "(lecture.pdf.yaml)"),
        ("gone.pdf.json", "notes.txt", "(lecture.pdf.json)"),
        ("talk.docx.yml", "talk.pptx", "(talk.pptx.yml)"),
    ],
)
def test_a_description_of_nothing_says_what_it_lacks(
    tmp_path: Path, name: str, beside: str, cure: str
) -> None:
    (tmp_path / beside).write_text("x")
    (tmp_path / name).write_text("title: x")
    with pytest.raises(Unreadable) as refused:
        guards.check(tmp_path / name, 1_000)
    assert refused.value.outcome == Outcome.UNSUPPORTED
    assert f"describe a document {Path(name).stem}, and there is none" in refused.value.message
    assert cure in refused.value.cure


@pytest.mark.parametrize(
    ("name", "content", "cure"),
    [
        ("blank.md", "   \n\n  ", "write the text into it"),
        ("blank.txt", " \t ", "write the text into it"),
        ("blank.html", "<html><body><img src='x.png'></body></html>", "save it as PDF"),
    ],
)
def test_the_cure_of_an_empty_file_fits_its_format(
    tmp_path: Path, name: str, content: str, cure: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(Unreadable) as refused:
        read_here(tmp_path / name, 1_000)
    assert (refused.value.outcome, refused.value.message) == ("empty", "There is no text in it.")
    assert cure in refused.value.cure
