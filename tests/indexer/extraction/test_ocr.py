"""Text recognition: scans are read, page by page; a program that misbehaves harms nothing."""

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from matplotlib import get_data_path
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter
from typer.testing import CliRunner

from indexer.domain import Outcome
from indexer.errors import OcrMissing, Unreadable
from indexer.extraction import recognising, tesseract
from indexer.extraction.isolation import Reader
from indexer.extraction.pictures import DPI, NAMES_OCR, Picture, Seen, SeenWord, page_of
from indexer.extraction.recognising import turned
from indexer.settings import Settings
from indexer.text.folding import folded_words
from search_api.cli import app
from tests.indexer.extraction import making

DOCUMENTS = Path(__file__).resolve().parents[3] / "corpus" / "documents"
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed"
)


def document(name: str) -> Path:
    return next(DOCUMENTS.rglob(f"{name}.pdf"))


def scanned(file: Path, to: Path, turn: int = 0) -> Path:
    """Write the first page of `file` as a picture, turned by some degrees, without any text."""
    picture = pypdfium2.PdfDocument(file)[0].render(scale=200 / 72, grayscale=True).to_pil()
    picture.rotate(turn, expand=True).save(to, resolution=200)
    return to


def half_scanned(name: str, page: int, folder: Path) -> Path:
    """Write page `page`, from 0, of a document, followed by its first page without text."""
    source, mixed, file = document(name), PdfWriter(), folder / "mixed.pdf"
    mixed.add_page(PdfReader(source).pages[page])
    mixed.add_page(PdfReader(scanned(source, folder / "scan.pdf")).pages[0])
    mixed.write(file)
    return file


def words_of_page(file: Path, settings: Settings, page: int) -> Counter[str]:
    with Reader(settings) as reader:
        blocks = reader.read(file).blocks
    return Counter(
        word for block in blocks if block.page == page for word in folded_words(block.text)
    )


@needs_tesseract
@pytest.mark.parametrize(
    "name",
    [
        "inteligjenca-artificiale-dhe-detyrat-e-kursit",
        "marking-essays-sr-cyrl",
        "ergastirio-programmatismou-zeugaria",
    ],
)
def test_a_scan_in_each_script_is_read(tmp_path: Path, name: str) -> None:
    source = document(name)
    scan = scanned(source, tmp_path / "scan.pdf", turn=90 if "essays" in name else 0)
    truth = words_of_page(source, Settings(), 1)
    recognised = words_of_page(scan, Settings(ocr=True), 1)
    assert sum((truth - recognised).values()) < 0.03 * truth.total()  # measured: 0.2 to 1 %


@needs_tesseract
def test_only_the_pages_without_text_are_recognised(tmp_path: Path) -> None:
    file = half_scanned("inteligjenca-artificiale-dhe-detyrat-e-kursit", 1, tmp_path)
    with Reader(Settings(ocr=True)) as reader:
        extraction = reader.read(file)
    assert extraction.findings == ("text recognised by OCR, may contain errors: page 2",)
    assert extraction.problems == ()
    assert "Inteligjenca artificiale" in " ".join(b.text for b in extraction.blocks if b.page == 2)
    assert any(block.page == 1 for block in extraction.blocks)


def test_recognised_words_stand_where_they_were_seen() -> None:
    inch = DPI  # pixels
    words = (
        SeenWord("Large", 0, inch, 0, 2 * inch, 60, 90.0),
        SeenWord("two", 1, inch, 2 * inch, 2 * inch, 2 * inch + 30, 90.0),
        SeenWord("words", 1, 2 * inch, 2 * inch, 3 * inch, 2 * inch + 30, 90.0),
    )
    page = page_of(Seen(words, 8 * inch, 11 * inch, "Latin"))
    first, second = page.pieces
    assert (second.text, second.x, second.end) == ("two words", 72.0, 3 * 72.0)
    assert second.y == pytest.approx(72 * (11 - 2) - 30 * 72 / DPI)
    assert first.size == pytest.approx(1.5 * second.size, abs=0.1)
    assert page.high == 11 * 72


def test_a_lying_picture_is_turned_clockwise() -> None:
    rows = np.array([[1, 2, 3], [4, 5, 6]], np.uint8)
    lying = turned(Picture(3, 2, rows.tobytes()), 90)
    assert (lying.width, lying.height) == (2, 3)
    assert list(lying.grey) == [4, 1, 5, 2, 6, 3]


PROGRAM = """#!/bin/sh
case "$1" in
  --version) echo "tesseract 5.3"; exit;;
  --list-langs) echo "List:"; echo Latin; exit;;
esac
{deed}
"""
DEEDS = {
    "hangs": ("sleep 4711 & sleep 4711", "it takes too long"),
    "floods": ("yes", "it writes without end"),
    "dies": ("echo broken >&2; exit 3", "tesseract failed: broken"),
}


def pretend(monkeypatch: pytest.MonkeyPatch, folder: Path, deed: str) -> None:
    program = folder / "tesseract"
    program.write_text(PROGRAM.format(deed=deed))
    program.chmod(0o755)
    monkeypatch.setattr(recognising, "PROGRAM", str(program))


@pytest.mark.parametrize("deed", DEEDS)
def test_a_program_that_misbehaves_costs_one_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, deed: str
) -> None:
    command, reason = DEEDS[deed]
    pretend(monkeypatch, tmp_path, command)
    source = document("marking-essays-sr-cyrl")
    scan = scanned(source, tmp_path / "scan.pdf")
    with Reader(Settings(ocr=True, ocr_seconds=2)) as reader:
        with pytest.raises(Unreadable, match=reason) as refused:
            reader.read(scan)
        assert refused.value.outcome == Outcome.EMPTY
        assert "BALKANETUP_OCR_SECONDS" in refused.value.cure
        assert reader.read(source).page_count  # the next file is read
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert "sleep 4711" not in listed.stdout


def test_a_file_has_its_share_of_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pretend(monkeypatch, tmp_path, "cat >/dev/null; printf 'level\\n'")
    scan = scanned(document("marking-essays-sr-cyrl"), tmp_path / "scan.pdf")
    twice = PdfWriter()
    for _ in range(2):
        twice.add_page(PdfReader(scan).pages[0])
    twice.add_page(PdfReader(document("marking-essays-sr-cyrl")).pages[0])
    twice.write(tmp_path / "three.pdf")
    with Reader(Settings(ocr=True, ocr_pages=1)) as reader:
        extraction = reader.read(tmp_path / "three.pdf")
    assert extraction.problems == (
        "the text of page 2 could not be recognised: of a file only 1 are (BALKANETUP_OCR_PAGES)",
    )


def test_a_missing_program_is_told_before_the_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(recognising, "PROGRAM", "tesseract-that-is-not-there")
    monkeypatch.setenv("BALKANETUP_DATA_DIR", str(tmp_path / "index"))
    with pytest.raises(OcrMissing):
        tesseract.find(recognising.PROGRAM)
    done = CliRunner().invoke(app, ["index", str(tmp_path), "--ocr"])
    assert done.exit_code == 78
    assert "sudo apt-get install tesseract-ocr" in done.stderr
    assert not (tmp_path / "index").exists()


def test_a_missing_pack_is_named_with_its_cure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pretend(monkeypatch, tmp_path, "exit 1")
    program = tesseract.find(recognising.PROGRAM)
    assert program.missing() == ["osd", "Cyrillic", "Greek"]
    assert tesseract.how_to_install(["Greek"]).endswith("tesseract-ocr tesseract-ocr-script-grek")
    assert program.pack_for("Latin") == "Latin"
    assert program.pack_for("Greek") is None


def test_a_scan_without_text_needs_ocr(tmp_path: Path) -> None:
    scan = scanned(document("marking-essays-sr-cyrl"), tmp_path / "scan.pdf")
    with Reader(Settings()) as reader, pytest.raises(Unreadable) as refused:
        reader.read(scan)
    assert NAMES_OCR in refused.value.cure
    assert refused.value.needs_ocr


@needs_tesseract
def test_a_page_that_cannot_be_opened_does_not_cost_the_others(tmp_path: Path) -> None:
    good = making.pdf([[(70.0, 700.0, 10.0, "F1", "First page.")], []])
    file = tmp_path / "a.pdf"
    file.write_bytes(good.replace(b"/Kids[7 0 R 9 0 R]", b"/Kids[7 0 R 1 0 R]"))
    with Reader(Settings(ocr=True)) as reader:
        extraction = reader.read(file)
    assert [block.text for block in extraction.blocks] == ["First page."]
    assert extraction.problems == ("page 2 could not be read",)


def test_a_scanned_page_among_others_is_named_and_read_again_with_ocr(tmp_path: Path) -> None:
    file = half_scanned("marking-essays-sr-cyrl", 0, tmp_path)
    with Reader(Settings()) as reader:
        extraction = reader.read(file)
    assert extraction.needs_ocr
    assert extraction.findings == (f"page 2 without text, only a picture: {NAMES_OCR}",)


@needs_tesseract
def test_a_page_of_few_words_is_read_in_every_script() -> None:
    font = ImageFont.truetype(Path(get_data_path(), "fonts", "ttf", "DejaVuSans.ttf"), 90)
    recogniser = recognising.Recogniser.of(Settings())
    for title in ("Настава", "Εισαγωγή", "Hyrje"):
        page = Image.new("L", (2480, 3508), 255)
        ImageDraw.Draw(page).text((400, 700), title, font=font, fill=0)
        seen = recogniser.see(Picture(*page.size, page.tobytes()))
        assert [word.text for word in seen.words] == [title]


def test_a_file_whose_pages_fail_is_not_tried_again_by_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pretend(monkeypatch, tmp_path, "echo broken >&2; exit 3")
    scan = scanned(document("marking-essays-sr-cyrl"), tmp_path / "scan.pdf")
    five = PdfWriter()
    for _ in range(5):
        five.add_page(PdfReader(scan).pages[0])
    five.write(tmp_path / "five.pdf")
    with Reader(Settings(ocr=True)) as reader, pytest.raises(Unreadable) as refused:
        reader.read(tmp_path / "five.pdf")
    assert "pages 1-3 could not be recognised: tesseract failed" in refused.value.message
    assert "pages 4-5 could not be recognised: the 3 pages before" in refused.value.message
    assert NAMES_OCR not in refused.value.cure
    assert not refused.value.needs_ocr


def test_packs_of_languages_stand_in_for_the_pack_of_their_script() -> None:
    installed = {name: name for name in ("sqi", "eng", "mkd")} | {"Greek": "script/Greek"}
    program = tesseract.Tesseract("/usr/bin/tesseract", installed)
    assert program.pack_for("Latin") == "sqi+eng"
    assert program.pack_for("Cyrillic") == "mkd+eng"
    assert program.pack_for("Greek") == "script/Greek+eng"
