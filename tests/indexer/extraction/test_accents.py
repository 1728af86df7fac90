"""Accents that were drawn as glyphs of their own stand on their letters again."""

from pathlib import Path

import pytest

from indexer.extraction import accents, mending
from indexer.extraction.accents import Glyph
from indexer.extraction.lines import Piece
from indexer.extraction.pages import Page
from indexer.extraction.worker import read_here


def glyphs_of(*drawn: tuple[str, float]) -> list[Glyph]:
    """Return signs 6 points wide that begin at the x given, on one line."""
    return [Glyph(sign, x, x + 6, 700, 10) for sign, x in drawn]


def text_of(glyphs: list[Glyph]) -> str:
    changed = accents.placed(glyphs)
    return "".join(changed.get(number, glyph.sign) for number, glyph in enumerate(glyphs))


def test_an_accent_goes_to_the_letter_it_stands_on_not_to_the_one_beside_it() -> None:
    assert text_of(glyphs_of(("u", 0), ("ˇ", 6.5), ("c", 6), ("e", 12))) == "uče"


def test_an_accent_drawn_long_after_its_letter_finds_it() -> None:
    assert text_of(glyphs_of(("c", 0), ("e", 6), ("l", 12), ("ˇ", 0.3))) == "čel"


def test_the_space_made_up_for_a_late_accent_goes_with_it_and_a_true_one_stays() -> None:
    made_up = [Glyph(" ", 12, 12, 700, 10, made_up=True)]
    word = glyphs_of(("e", 0), ("z", 6)) + made_up + glyphs_of(("ˇ", 0.2)) + made_up
    assert text_of(word + glyphs_of(("b", 12))) == "ězb"
    assert text_of(word + glyphs_of(("b", 18))) == "ěz  b"


def test_a_capital_under_a_raised_accent_gets_it() -> None:
    raised = Glyph("ˇ", 0.4, 6.4, 702, 10)
    assert text_of([*glyphs_of(("Z", 0), ("a", 6)), raised]) == "Ža"


def test_an_accent_on_no_letter_and_one_on_a_letter_that_has_no_such_form_stay() -> None:
    assert text_of(glyphs_of(("a", 0), ("ˆ", 20))) == "aˆ"
    assert text_of(glyphs_of(("¨", 0), ("b", 0))) == "¨b"


@pytest.mark.parametrize(
    ("drawn", "written"),
    [
        ("uˇcenje, Cosi´c", "učenje, Cosić"),
        ("kan¨e frik¨e, c¸do", "kanë frikë, çdo"),
        ("¨o˘gretimi s¸imdi", "öğretimi şimdi"),
        ("ˆin ˆintreb˘ari", "în întrebări"),
        ("it´s, don´t, ``so'' and 3 ´ 4", "it´s, don´t, ``so'' and 3 ´ 4"),
    ],
)
def test_accents_without_places_are_put_onto_the_letter_that_tex_meant(
    drawn: str, written: str
) -> None:
    assert accents.composed(drawn) == written


def test_romanian_gets_commas_and_turkish_keeps_its_cedillas() -> None:
    romanian = mending.mended(Page([Piece("Student¸ii s¸i ˆintreb˘ari", 0, 0, 10)]))
    turkish = mending.mended(Page([Piece("s¸imdi ¨o˘gretim", 0, 0, 10)]))
    assert romanian.text == "Studenții și întrebări"
    assert turkish.text == "şimdi öğretim"


def test_the_notes_say_what_was_mended_and_where() -> None:
    whole = Page([Piece("nothing to mend", 0, 0, 10)])
    pages = [whole, mending.mended(Page([Piece("uˇcenje", 0, 0, 10)]))]
    assert mending.notes_of(pages) == ["letters repaired: accents, on page 2"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("aktivno-ucenje", "Vršnjačka rasprava pomaže čak i kad nitko isprva ne zna odgovor."),
        ("mesimdhenia", "Mësimdhënia aktive në grupe të mëdha"),
        ("ot1-hr", "Šest studenata, Žarko Ćosić."),
        ("ot1-ro", "greșeală și așteaptă întrebări."),
        ("ot1-sq", "kanë frikë nga gabimi dhe çdo pyetje"),
        ("ot1-tr", "Öğrenciler derste susuyor çünkü"),
    ],
)
def test_papers_of_tex_without_its_newer_fonts(shared_dir: Path, name: str, words: str) -> None:
    read = read_here(shared_dir / "cases" / "pdf-latex-accents" / f"{name}.pdf", 2**28)
    assert words in " ".join(block.text for block in read.blocks)
    assert "letters repaired: accents, on page 1" in read.findings
