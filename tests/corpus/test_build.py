"""The documents are what the sources give, and each format carries what readers look for."""

import io
import re
import zipfile
import zlib
from pathlib import Path

import pytest

pytest.importorskip("reportlab", reason="building documents needs the corpus extra")
pytest.importorskip("matplotlib", reason="building documents needs the corpus extra")

import pypdf
from docx import Document
from lxml import html
from pptx import Presentation

from corpus.build import DOCUMENTS, differences, files_of, strangers, write
from corpus.builders import pdf, slides, web, word
from corpus.builders.archives import same
from corpus.builders.sources import BadSource, Source, read

TEXT = """---
id: kratak-tekst
title: Кратак текст
authors: [BALKANETUP starter collection]
institution: BALKANETUP
year: 2026
language: sr-Cyrl
discipline: ["0111"]
licence: CC-BY-4.0
keywords: [настава, испит]
abstract: Једна реченица.
format: {format}
---
# Кратак текст

## Први корак

- Питање за студенте

3. трећа *реченица*
7. седма реченица

Notes: Сачекајте пет секунди.

## Табела

| Ред | Поени |
|---|---|
| Теза | 5 |
"""


def _source(folder: Path, format: str) -> Source:
    file = folder / "kratak-tekst.md"
    file.write_text(TEXT.replace("{format}", format), encoding="utf-8")
    return read(file)


@pytest.mark.slow
def test_the_documents_are_what_the_sources_give(sources: list[Source]) -> None:
    assert differences(sources, DOCUMENTS) == []
    assert strangers(sources, DOCUMENTS) == []


def test_building_twice_gives_the_same_bytes_and_a_sidecar(tmp_path: Path) -> None:
    for format in ("pdf", "pdf-two-column", "docx", "pptx", "html", "md"):
        source = _source(tmp_path, format)
        assert list(files_of(source)) == list(files_of(source)), format
    names = [name for name, _ in files_of(_source(tmp_path, "docx"))]
    assert names == ["kratak-tekst.docx", "kratak-tekst.docx.yaml"]


def test_a_pdf_is_the_same_however_it_is_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, pack = pdf.build(_source(tmp_path, "pdf")), zlib.compress
    monkeypatch.setattr(zlib, "compress", lambda content: pack(content, 1))
    loose = pdf.build(_source(tmp_path, "pdf"))
    assert loose != usual
    assert same(loose, usual)
    assert not same(loose, pdf.build(_source(tmp_path, "pdf-two-column")))
    assert not same(loose[:-2000], usual)


def test_an_office_file_is_the_same_however_it_is_packed(tmp_path: Path) -> None:
    usual = word.build(_source(tmp_path, "docx"))
    loose = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as old, zipfile.ZipFile(loose, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert loose.getvalue() != usual
    assert same(loose.getvalue(), usual)
    assert not same(loose.getvalue(), slides.build(_source(tmp_path, "pptx")))
    assert not same(loose.getvalue()[:-100], usual)


def test_a_document_without_a_source_goes(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    assert write([_source(tmp_path, "html")], folder) == 2
    (folder / "old.pdf").write_bytes(b"%PDF")
    assert strangers([_source(tmp_path, "html")], folder) == ["old.pdf"]
    assert write([_source(tmp_path, "html")], folder) == 1
    assert sorted(file.name for file in folder.iterdir()) == [
        "kratak-tekst.html",
        "kratak-tekst.html.yaml",
    ]


@pytest.mark.parametrize("format", ["pdf", "pdf-two-column"])
def test_pdf(tmp_path: Path, format: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.build(_source(tmp_path, format))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Кратак текст"
    assert reader.metadata.author == "BALKANETUP starter collection"
    assert reader.metadata.keywords == "настава, испит"
    assert str(reader.root_object["/Lang"]) == "sr-Cyrl"
    text = reader.pages[0].extract_text()
    assert "Сажетак. Једна реченица." in text
    assert re.findall(r"(\d+\.)\s", text) == ["3.", "7."]
    assert "Лиценца: CC BY 4.0" in text


def test_later_pages_of_a_pdf_have_a_running_header_and_a_number() -> None:
    reader = pypdf.PdfReader(DOCUMENTS / "marking-essays-sr-cyrl.pdf")
    lines = [page.extract_text().splitlines() for page in reader.pages]
    assert "Праведно оценити двеста есеја и остати при здравој памети" in lines[1][:3]
    assert ["2" in lines[1], "3" in lines[2]] == [True, True]


def test_docx(tmp_path: Path) -> None:
    document = Document(io.BytesIO(word.build(_source(tmp_path, "docx"))))
    assert document.core_properties.title == "Кратак текст"
    assert document.core_properties.language == "sr-Cyrl"
    styled = [(line.style and line.style.name, line.text) for line in document.paragraphs]
    headings = [(name, text) for name, text in styled if name and name.startswith("Heading")]
    assert headings == [("Heading 1", "Први корак"), ("Heading 1", "Табела")]
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["Теза", "5"]


def test_pptx(tmp_path: Path) -> None:
    deck = Presentation(io.BytesIO(slides.build(_source(tmp_path, "pptx"))))
    assert [slide.shapes.title.text for slide in deck.slides] == [
        "Кратак текст", "Први корак", "Табела",
    ]  # fmt: skip
    first = deck.slides[1]
    assert first.placeholders[1].text_frame.text == (
        "Питање за студенте\n3. трећа реченица\n7. седма реченица"
    )
    assert first.notes_slide.notes_text_frame.text == "Сачекајте пет секунди."
    assert deck.core_properties.keywords == "настава, испит"


def test_html(tmp_path: Path) -> None:
    page = html.fromstring(web.build(_source(tmp_path, "html")))
    assert page.get("lang") == "sr-Cyrl"
    assert page.xpath("//meta[@name='citation_title']/@content") == ["Кратак текст"]
    assert page.xpath("//ol/li/@value") == ["3", "7"]
    assert page.xpath("//th[@scope='col']/text()") == ["Ред", "Поени"]


def test_a_source_with_two_titles_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kratak-tekst.md"
    file.write_text(TEXT.replace("# Кратак", "# Дуг").replace("{format}", "md"), encoding="utf-8")
    with pytest.raises(BadSource, match=r"kratak-tekst\.md: .* title"):
        read(file)
