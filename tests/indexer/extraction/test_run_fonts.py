"""Word and PowerPoint files in fonts from before Unicode are read as they were seen."""

from pathlib import Path

import docx
import pptx
import pytest
from pptx.util import Inches

from indexer.extraction.legacy_fonts import NOTE
from indexer.extraction.worker import read_here


def test_a_run_is_read_by_its_own_font_and_the_others_stay(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("Pla{e gre{ke").font.name = "Times New Roman YU"
    paragraph.add_run(" f{x}")
    document.save(str(tmp_path / "own.docx"))
    read = read_here(tmp_path / "own.docx", 2**28)
    assert [block.text for block in read.blocks] == ["Plaše greške f{x}"]
    assert NOTE in read.findings


def test_a_run_is_read_by_the_font_of_its_style(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Quote"].font.name = "MAC C Times"
    document.add_paragraph("bidej}i pra{aweto", style="Quote")
    document.add_paragraph("Plain {text} ~")
    document.save(str(tmp_path / "style.docx"))
    read = read_here(tmp_path / "style.docx", 2**28)
    assert [block.text for block in read.blocks] == ["бидејќи прашањето", "Plain {text} ~"]


def test_a_slide_is_read_by_the_font_of_its_runs(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    box = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(
        Inches(1), Inches(1), Inches(4), Inches(1)
    )
    run = box.text_frame.paragraphs[0].add_run()
    run.text, run.font.name = "Aktivno u~ewe", "Times Cirilica"
    deck.save(str(tmp_path / "deck.pptx"))
    read = read_here(tmp_path / "deck.pptx", 2**28)
    assert [block.text for block in read.blocks] == ["Активно учење"]
    assert read.findings == (NOTE,)


def test_an_rtf_file_is_read_by_its_main_font(tmp_path: Path) -> None:
    fonts = r"{\fonttbl{\f0\froman Times New Roman;}{\f1\fswiss\fcharset0 %s;}}"
    text = r"\pard\f1 Pla\{e gre\{ke i upore|uju.\par}"
    for font, shown in (
        ("Arial YU", "Plaše greške i upoređuju."),
        ("Arial", "Plaše greške i upoređuju."),  # its words say so
    ):
        file = tmp_path / f"{font}.rtf"
        file.write_text(r"{\rtf1\ansi\deff0" + fonts % font + text)
        assert [block.text for block in read_here(file, 2**28).blocks] == [shown]


def test_the_bar_between_two_cells_of_an_old_rtf_table_is_no_letter(tmp_path: Path) -> None:
    file = tmp_path / "table.rtf"
    row = r"\trowd\cellx900\cellx1800\intbl\f0 Pla\{e\cell gre\{ke\cell\row}"
    file.write_text(r"{\rtf1\ansi\deff0{\fonttbl{\f0\fswiss Arial YU;}}" + row)
    (block,) = read_here(file, 2**28).blocks
    assert [cell.strip() for cell in block.text.split("|")][:2] == ["Plaše", "greške"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("yu-latin", "Aktivno učenje na vežbama"),
        ("mac-c-times", "Активно учење на часовите"),
        ("cirilica", "Активно учење на вежбама"),
    ],
)
def test_shared_files_in_old_fonts(shared_dir: Path, name: str, title: str) -> None:
    read = read_here(shared_dir / "cases" / "legacy-fonts" / f"{name}.docx", 2**28)
    assert read.blocks[0].text == title
    assert NOTE in read.findings
