"""Word, PowerPoint and Excel 97-2003: through LibreOffice, or refused with the cure."""

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
import xlsxwriter

from indexer.domain import Block, Outcome
from indexer.errors import Unreadable
from indexer.extraction import old_office
from indexer.extraction.isolation import Reader
from indexer.extraction.registry import suffixes
from indexer.settings import Settings
from tests.indexer.extraction import making

Stand = Callable[[str], None]
CONVERTS = 'for last; do :; done; while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; '


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Let a shell script stand in for LibreOffice."""

    def stand_in(script: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr(old_office, "program", lambda: str(program))

    return stand_in


@pytest.fixture
def old(tmp_path: Path) -> Path:
    file = tmp_path / "silabus.doc"
    file.write_bytes(making.ole2("WordDocument"))
    return file


def refusal(file: Path, seconds: int = 20) -> Unreadable:
    with Reader(Settings(wall_seconds=seconds)) as reader, pytest.raises(Unreadable) as caught:
        reader.read(file)
    return caught.value


@pytest.mark.parametrize(
    ("name", "stream", "cure"),
    [
        ("a.doc", "WordDocument", "Save it as .docx or .pdf"),
        ("a.ppt", "PowerPoint Document", "Save it as .pptx or .pdf"),
        ("a.xls", "Workbook", "Save it as .xlsx"),
        ("a.xlt", "Book", "Save it as .xlsx"),
        ("a.doc", "WORDDOCUMENT", "Save it as .docx or .pdf"),
    ],
)
def test_without_libreoffice_the_cure_tells_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, stream: str, cure: str
) -> None:
    monkeypatch.setattr(old_office, "program", lambda: None)
    (tmp_path / name).write_bytes(making.ole2(stream))
    refused = refusal(tmp_path / name)
    assert refused.outcome == Outcome.UNSUPPORTED
    assert refused.cure == f"{cure}; where LibreOffice is installed, it is read as it is."


LOCKED_WORD = b"\xec\xa5\xc1\x00" + bytes(7) + b"\x01"
LOCKED_EXCEL = b"\x09\x08\x10\x00\x00\x06" + bytes(14) + b"\x2f\x00"


@pytest.mark.parametrize(
    ("name", "content", "outcome"),
    [
        ("a.doc", making.ole2("WordDocument", content=LOCKED_WORD), Outcome.ENCRYPTED),
        ("a.xls", making.ole2("Workbook", content=LOCKED_EXCEL), Outcome.ENCRYPTED),
        ("a.ppt", making.ole2("PowerPoint Document", "EncryptedSummary"), Outcome.ENCRYPTED),
        ("a.doc", making.ole2("WordDocument", "\tDRMContent"), Outcome.ENCRYPTED),
        ("a.xls", making.ole2("WordDocument"), Outcome.MISMATCH),
        ("a.xls", making.ole2(), Outcome.MALFORMED),  # LibreOffice would take it for text
        ("a.xls", making.ole2("Book", content=LOCKED_WORD), Outcome.UNSUPPORTED),
    ],
)
def test_old_files_that_are_locked_or_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, outcome: Outcome
) -> None:
    monkeypatch.setattr(old_office, "program", lambda: None)
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name).outcome == outcome


def test_what_libreoffice_makes_of_it_is_read(old: Path, tmp_path: Path, stand_in: Stand) -> None:
    body = "<w:p><w:r><w:t>Силабус предмета</w:t></w:r></w:p>"
    (tmp_path / "new.docx").write_bytes(making.word_with(body))
    stand_in(f'{CONVERTS} cp {tmp_path}/new.docx "$2/document.docx"; echo x > "$HOME/left"')
    with Reader(Settings()) as reader:
        extraction = reader.read(old)
    assert extraction.blocks == (Block("Силабус предмета"),)
    assert extraction.findings == (old_office.NOTE,)
    assert suffixes()[".doc"].media_type == "application/msword"


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ("exit 0", Outcome.MALFORMED),
        ("sleep 60", Outcome.TIMEOUT),
        (f'{CONVERTS} ln -s /etc/passwd "$2/document.docx"', Outcome.MALFORMED),
    ],
)
def test_a_libreoffice_that_fails_costs_one_file(
    old: Path, stand_in: Stand, script: str, outcome: Outcome
) -> None:
    stand_in(script)
    assert refusal(old, seconds=3).outcome == outcome


def made_by_libreoffice(folder: Path, name: str, content: bytes, suffix: str) -> Path:
    """Return the file as LibreOffice saves it in an older format."""
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [old_office.PROGRAM, profile, "--headless", "--convert-to", suffix, name]
    subprocess.run(command, cwd=folder, check=True, timeout=60, capture_output=True)
    return (folder / name).with_suffix(f".{suffix}")


def workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Рубрика")
    sheet.write_row("A1", ["Критеријум", "Поени"])
    sheet.write_row("A2", ["Ćirilica", 5])
    hidden = book.add_worksheet("Тајно")
    hidden.write("A1", "x")
    hidden.hide()
    book.close()
    return out.getvalue()


def deck() -> bytes:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Настава"
    slide.placeholders[1].text_frame.text = "Рад у пару"
    presentation.save(out := io.BytesIO())
    return out.getvalue()


@pytest.mark.skipif(old_office.program() is None, reason="LibreOffice is not installed")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "suffix", "blocks"),
    [
        (
            "a.docx",
            making.word_with("<w:p><w:r><w:t>Силабус Čačak</w:t></w:r></w:p>"),
            "doc",
            ("Силабус Čačak",),
        ),
        ("a.pptx", deck(), "ppt", ("Настава", "Рад у пару")),
        ("a.xlsx", workbook(), "xls", ("Рубрика", "Критеријум | Поени\nĆirilica | 5")),
    ],
)
def test_libreoffice_itself(
    tmp_path: Path, name: str, content: bytes, suffix: str, blocks: tuple[str, ...]
) -> None:
    file = made_by_libreoffice(tmp_path, name, content, suffix)
    with Reader(Settings()) as reader:
        extraction = reader.read(file)
    assert tuple(block.text for block in extraction.blocks) == blocks
    assert extraction.findings[-1] == old_office.NOTE
    assert ("Hidden sheets, not read: Тајно." in extraction.findings) == (suffix == "xls")
