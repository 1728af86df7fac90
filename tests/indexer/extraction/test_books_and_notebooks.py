"""EPUB books, Jupyter notebooks and transcripts: order, what is left out, metadata, refusals."""

import json
from collections.abc import Callable, Mapping

import pytest

from indexer.domain import Block, Extraction, Outcome
from indexer.errors import Unreadable
from tests.indexer.extraction import making

Read = Callable[[str, bytes | str], Extraction]
Refusal = Callable[[str, bytes | str], Unreadable]
CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OPS/book.opf": (
        f'<package xmlns="http://www.idpf.org/2007/opf" {DC}><metadata><dc:title>Активна настава'
        '</dc:title><dc:creator id="a">Ана Анић</dc:creator><dc:creator id="b">Пера Цртач'
        '</dc:creator><meta refines="#b" property="role">ill</meta><dc:language>sr-Cyrl'
        "</dc:language><dc:date>2023-04-01</dc:date><dc:subject>настава</dc:subject></metadata>"
        '<manifest><item id="nav" href="nav.xhtml" properties="nav" '
        'media-type="application/xhtml+xml"/><item id="two" href="b%20two.xhtml" '
        'media-type="application/xhtml+xml"/><item id="one" href="one.xhtml" '
        'media-type="application/xhtml+xml"/><item id="lost" href="lost.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="nav"/>'
        '<itemref idref="one"/><itemref idref="two"/><itemref idref="lost"/></spine></package>'
    ),
    "OPS/nav.xhtml": '<html><nav><a href="one.xhtml">Увод</a><a href="b%20two.xhtml">Парови</a>'
    "</nav></html>",
    "OPS/one.xhtml": '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html><head><title/>'
    "</head><body><p>Прва&nbsp;страна.</p><aside>Напомена.</aside></body></html>",
    "OPS/b two.xhtml": "<html><body><h2>Рад у паровима</h2><p>Друга страна.</p></body></html>",
}


def book(changes: Mapping[str, str] | None = None) -> bytes:
    return making.zipped({**BOOK, **(changes or {})})


def test_what_a_book_hides_is_left_out(read: Read) -> None:
    page = "<html><body><h1>Парови</h1><p>Сви виде.</p><p hidden=''>Тајна.</p></body></html>"
    extracted = read("knjiga.epub", book({"OPS/b two.xhtml": page}))
    assert "Сви виде." in [block.text for block in extracted.blocks]
    assert "Тајна." not in [block.text for block in extracted.blocks]
    assert extracted.findings == ("hidden text left out: 1",)


def test_a_book_is_read_in_the_order_of_its_spine(read: Read) -> None:
    extracted = read("knjiga.epub", book())
    assert extracted.blocks == (
        Block("Увод", level=1),
        Block("Прва страна."),
        Block("Напомена."),
        Block("Рад у паровима", level=2),
        Block("Друга страна."),
    )
    assert extracted.metadata.title == "Активна настава"
    assert extracted.metadata.authors == ("Ана Анић",)
    assert (extracted.metadata.language, extracted.metadata.year) == ("sr-Cyrl", 2023)
    assert extracted.metadata.keywords == ("настава",)
    assert extracted.problems == ("the chapter 'OPS/lost.xhtml' is missing or damaged",)


def encryption(method: str) -> str:
    used = f'<EncryptionMethod Algorithm="{method}"/>'
    return f"<encryption><EncryptedData>{used}</EncryptedData></encryption>"


@pytest.mark.parametrize(
    "changes",
    [
        {"META-INF/encryption.xml": encryption("http://www.w3.org/2001/04/xmlenc#aes256-cbc")},
        {"META-INF/rights.xml": "<rights/>"},
    ],
)
def test_a_protected_book_is_refused_with_the_cure(
    refusal: Refusal, changes: dict[str, str]
) -> None:
    refused = refusal("knjiga.epub", book(changes))
    assert refused.outcome == Outcome.ENCRYPTED
    assert "without protection" in refused.cure


def test_scrambled_fonts_protect_nothing(read: Read) -> None:
    fonts = {"META-INF/encryption.xml": encryption("http://www.idpf.org/2008/embedding")}
    assert len(read("knjiga.epub", book(fonts)).blocks) == 5


def test_a_bomb_in_a_book_is_refused(refusal: Refusal) -> None:
    assert refusal("a.epub", book({"OPS/one.xhtml": "a" * 2**25})).outcome == Outcome.BOMB


def cell(kind: str, source: str | list[str], **more: object) -> dict[str, object]:
    return {"cell_type": kind, "source": source, "metadata": {}, **more}


def test_a_notebook_keeps_text_code_and_what_it_printed(read: Read) -> None:
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["srednja ocena: 7.5\n"]},
        {"output_type": "stream", "name": "stderr", "text": ["DeprecationWarning"]},
        {
            "output_type": "display_data",
            "data": {"text/plain": "<Figure size 640x480 with 1 Axes>"},
        },
        {
            "output_type": "execute_result",
            "data": {
                "text/plain": "x",
                "text/html": "<table><tr><th>a<th>b<tr><td>1<td>2</table>",
            },
        },
        {"output_type": "error", "ename": "KeyError", "evalue": "x", "traceback": ["long"]},
    ]
    notebook = {
        "nbformat": 4,
        "metadata": {"authors": [{"name": "Ana Anić"}], "kernelspec": {"language": "python"}},
        "cells": [
            cell("markdown", ["# Ocenjivanje\n", "\n", "Prosek *svih* ocena."]),
            cell("code", "# prosek grupe\nprint(mean(x))", outputs=outputs),
        ],
    }
    extracted = read("ocene.ipynb", json.dumps(notebook))
    assert extracted.blocks == (
        Block("Ocenjivanje", level=1),
        Block("Prosek svih ocena."),
        Block("# prosek grupe\nprint(mean(x))"),
        Block("srednja ocena: 7.5"),
        Block("a | b\n1 | 2"),
    )
    assert extracted.metadata.title == "Ocenjivanje"
    assert extracted.metadata.authors == ("Ana Anić",)
    assert extracted.metadata.language is None


def test_an_old_notebook_and_one_with_front_matter(read: Read) -> None:
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": "x = 1", "outputs": []}]}]}
    assert read("a.ipynb", json.dumps(old)).blocks == (Block("x = 1"),)
    cells = [cell("raw", "---\ntitle: Rubrike\n---"), cell("markdown", "Tekst.")]
    extracted = read("b.ipynb", json.dumps({"cells": cells}))
    assert (extracted.metadata.title, extracted.blocks) == ("Rubrike", (Block("Tekst."),))


@pytest.mark.parametrize(
    ("content", "outcome"),
    [('{"cells": [', Outcome.MALFORMED), ('{"a": 1}', Outcome.MISMATCH), ("[1]", Outcome.MISMATCH)],
)
def test_what_is_no_notebook(refusal: Refusal, content: str, outcome: Outcome) -> None:
    assert refusal("a.ipynb", content).outcome == outcome


def test_subtitles_are_joined_to_sentences_below_their_time(read: Read) -> None:
    srt = (
        "1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>Добро утро,</i>\r\nколеги.\r\n\r\n"
        "2\r\n00:00:03,000 --> 00:00:05,000\r\nДнес говорим за\r\n\r\n"
        "3\r\n00:00:05,500 --> 00:00:07,000\r\nоценяването.\r\n\r\n"
        "4\r\n00:00:08,000 --> 00:00:09,000\r\n[музика]\r\n\r\n"
        "5\r\n00:01:10,000 --> 00:01:12,000\r\nПърво: защо?\r\n"
    )
    extracted = read("лекция.bg.srt", srt.encode("cp1251"))
    assert extracted.blocks == (
        Block("0:00:01", level=2),
        Block("Добро утро, колеги. Днес говорим за оценяването."),
        Block("0:01:10", level=2),
        Block("Първо: защо?"),
    )
    assert (extracted.metadata.language, extracted.metadata.title) == ("bg", "лекция")
    assert "Windows-1251" in extracted.findings[0]


def test_webvtt_with_speakers_notes_and_rolling_captions(read: Read) -> None:
    vtt = (
        "WEBVTT - Predavanje 3\nLanguage: hr\n\nNOTE nije za čitanje\n\nuvod\n"
        "00:01.000 --> 00:03.000 align:start\n<v Ana Anić>Što je <c.x>rubrika</c>?</v>\n\n"
        "00:03.000 --> 00:05.000\nŠto je rubrika?\nTo je &amp; mreža\n\n"
        "STYLE\n::cue { color: red }\n\n"
        "00:05.000 --> 00:06.000\nTo je &amp; mreža\nkriterija.\n\n"
        "00:06.000 --> 00:08.000\nIVO: Hvala.\n"
    )
    extracted = read("p.vtt", vtt)
    assert extracted.blocks == (
        Block("0:00:01", level=2),
        Block("Ana Anić: Što je rubrika? To je & mreža kriterija."),
        Block("IVO: Hvala."),
    )
    assert extracted.metadata.title == "Predavanje 3"
    assert extracted.metadata.language == "hr"


def test_a_transcript_without_times_is_read_as_text(read: Read) -> None:
    assert read("a.srt", "Добро утро.\n\nДнес е вторник.").blocks == (
        Block("Добро утро."),
        Block("Днес е вторник."),
    )


def test_speech_without_full_stops_is_cut_all_the_same(read: Read) -> None:
    cues = "\n\n".join(
        f"{n // 60:02}:{n % 60:02}.000 --> {n // 60:02}:{n % 60:02}.900\nreč{n}"
        for n in range(0, 300, 5)
    )
    headings = [block.text for block in read("a.vtt", f"WEBVTT\n\n{cues}").blocks if block.level]
    assert headings == ["0:00:00", "0:01:30", "0:03:00", "0:04:30"]


def test_an_exercise_of_h5p(read: Read) -> None:
    content = {
        "questions": [
            {
                "params": {
                    "question": "<p>Koja je uloga <strong>povratne informacije</strong>?</p>",
                    "answers": [{"text": "Pomaže u učenju", "correct": True}],
                    "UI": {"checkAnswerButton": "Proveri svoj odgovor"},
                },
                "library": "H5P.MultiChoice 1.16",
                "subContentId": "x y",
            }
        ],
        "l10n": {"next": "Sledeće pitanje molim"},
    }
    about = {"title": "Povratna informacija", "defaultLanguage": "sr", "license": "CC BY"}
    parts = {"h5p.json": json.dumps(about), "content/content.json": json.dumps(content)}
    extracted = read("vezba.h5p", making.zipped({**parts, "content/images/x.zip": "x"}))
    assert extracted.blocks == (
        Block("Koja je uloga povratne informacije?"),
        Block("Pomaže u učenju"),
    )
    assert extracted.metadata.title == "Povratna informacija"
    assert extracted.metadata.language == "sr"
