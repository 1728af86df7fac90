"""PDF fonts that do not say which letters they show: read where that is certain, else said."""

from pathlib import Path

import pytest

from indexer.errors import Unreadable
from indexer.extraction import bitmap_fonts, holes
from indexer.extraction.formats import pdf as pdf_format
from indexer.extraction.worker import read_here
from tests.indexer.extraction import making

CROATIAN = (
    "Profesorica će na početku sata podijeliti učenike u četiri skupine;",
    "đaci zatim objašnjavaju što već znaju o točkama koje čine kružnicu.",
)
ENGLISH = ("The first officer offers different flights and defines sufficient", "effort.")
OT1 = {"ffi": 0x0E, "ffl": 0x0F, "ff": 0x0B, "fi": 0x0C, "fl": 0x0D}
T1 = dict(zip("ćčđšž", (0xA2, 0xA3, 0x9E, 0xB2, 0xBA), strict=True)) | {"fi": 0x1C}
SQUARE = making.stream(b"500 0 0 0 500 700 d1 0 0 400 600 re f")


def in_codes(text: str, codes: dict[str, int]) -> bytes:
    """Return `text` as the string of a PDF, in a font with these codes, else those of ASCII."""
    for letters, code in codes.items():
        text = text.replace(letters, chr(code))
    return b"<%s>" % text.encode("latin-1").hex().encode()


def bitmap_font(names: bytes = b"a") -> bytes:
    """Return a Type 3 font whose glyphs are named by `names` and their codes."""
    glyphs = [b"/%s%d" % (names, code) for code in range(256)]
    return (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 750 750]/FontMatrix[.001 0 0 .001 0 0]"
        b"/FirstChar 0/LastChar 255/Resources<<>>/Widths[%s]/CharProcs<<%s>>"
        b"/Encoding<</Type/Encoding/Differences[0 %s]>>>>"
    ) % (b"500 " * 256, b" ".join(glyph + b" 6 0 R" for glyph in glyphs), b"".join(glyphs))


def text_of(file: Path) -> str:
    return " ".join(block.text for block in read_here(file, 2**28).blocks)


@pytest.mark.parametrize(("lines", "codes"), [(CROATIAN, T1), (ENGLISH, OT1)], ids=["T1", "OT1"])
def test_bitmap_fonts_of_tex_are_read_by_the_encodings_of_tex(
    tmp_path: Path, lines: tuple[str, ...], codes: dict[str, int]
) -> None:
    shown = [in_codes(line, codes) for line in lines]
    (tmp_path / "a.pdf").write_bytes(making.pdf_in_font(bitmap_font(), *shown, further=[SQUARE]))
    assert text_of(tmp_path / "a.pdf") == " ".join(lines)
    findings = read_here(tmp_path / "a.pdf", 2**28).findings
    assert "letters repaired: bitmap fonts, on page 1" in findings


def test_a_bitmap_font_with_codes_of_its_own_is_refused_with_the_cure(tmp_path: Path) -> None:
    codes = {sign: 33 + place for place, sign in enumerate(dict.fromkeys("".join(ENGLISH)))}
    shown = [b"<%s>" % bytes(codes[sign] for sign in line).hex().encode() for line in ENGLISH * 3]
    file = making.pdf_in_font(bitmap_font(b"g"), *shown, further=[SQUARE])
    (tmp_path / "a.pdf").write_bytes(file)
    with pytest.raises(Unreadable, match="letters cannot be read") as refusal:
        read_here(tmp_path / "a.pdf", 2**28)
    assert "--ocr" in refusal.value.cure


def table(lacks: str) -> bytes:
    """Return a ToUnicode table of the letters of Latin-1, without some."""
    lines = [b"<%02x> <%04x>" % (code, code) for code in range(33, 256) if chr(code) not in lacks]
    return making.stream(
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange %d beginbfchar\n%s\n"
        b"endbfchar endcmap" % (len(lines), b"\n".join(lines))
    )


FONT = (
    b"<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+Foo/FirstChar 0/LastChar 255/Widths[%s]"
    b"/ToUnicode 6 0 R/FontDescriptor<</Type/FontDescriptor/Flags 4/FontName/AAAAAA+Foo>>>>"
) % (b"500 " * 256)
WORDS = "Formative assessment gives students a second quiz before the examination begins."


def test_words_that_miss_letters_are_left_out_and_said(tmp_path: Path) -> None:
    shown = in_codes(WORDS, {})
    (tmp_path / "a.pdf").write_bytes(making.pdf_in_font(FONT, shown, further=[table("z")]))
    extraction = read_here(tmp_path / "a.pdf", 2**28)
    assert extraction.blocks[0].text == WORDS.replace(" quiz", "")
    assert extraction.problems == (
        "some words on page 1: the font does not say which letters it shows: "
        "balkanetup index FOLDER --ocr",
    )
    assert extraction.needs_ocr
    assert pdf_format.unread_pages(tmp_path / "a.pdf") == [1]


def test_a_letter_that_the_page_does_not_show_is_no_hole(tmp_path: Path) -> None:
    shown = in_codes(WORDS, {})
    (tmp_path / "a.pdf").write_bytes(making.pdf_in_font(FONT, shown, further=[table("QXY")]))
    extraction = read_here(tmp_path / "a.pdf", 2**28)
    assert (extraction.blocks[0].text, extraction.problems) == (WORDS, ())


def test_a_page_that_misses_most_letters_is_not_indexed(tmp_path: Path) -> None:
    shown = in_codes(WORDS, {})
    (tmp_path / "a.pdf").write_bytes(making.pdf_in_font(FONT, shown, further=[table("aeis")]))
    with pytest.raises(Unreadable, match="letters cannot be read"):
        read_here(tmp_path / "a.pdf", 2**28)


def test_a_bitmap_font_of_few_letters_is_not_one_of_tex() -> None:
    signs = {n: bitmap_fonts.Shown(sign, "", False) for n, sign in enumerate("\x1c\x1d\x15/#a1")}
    assert bitmap_fonts.read(signs) == {}


def test_an_outline_font_without_a_table_is_not_read_as_one_of_tex() -> None:
    codes = "".join(map(chr, (0x0C, 0x10, 0x2F, 0x41, 0xA3, 0xB2)))
    signs = {n: bitmap_fonts.Shown(sign, "ABCDEF+Foo", False) for n, sign in enumerate(codes)}
    assert bitmap_fonts.read(signs) == {}


def test_one_sign_without_a_name_among_named_ones_is_a_hole() -> None:
    signs = {number: bitmap_fonts.Shown(sign, "F", True) for number, sign in enumerate("letter")}
    signs[6] = bitmap_fonts.Shown("q", "F", False)
    assert bitmap_fonts.read(signs) == {6: bitmap_fonts.HOLE}


@pytest.mark.parametrize(
    ("text", "left", "lost"),
    [
        ("The e\ufffdect of re\x00ection", "The  of ", 14),
        ("CO\ufffd storage", "CO storage", 0),
        ("A \ufffd bullet", "A  bullet", 0),
        ("\uf0b7 a bullet of Symbol", "\uf0b7 a bullet of Symbol", 0),
    ],
)
def test_a_word_with_a_hole_is_no_word(text: str, left: str, lost: int) -> None:
    assert holes.without_broken_words(text) == (left, lost)


def test_ligatures_that_a_table_calls_other_letters() -> None:
    assert holes.with_ligatures("acƟve soŌware aƩempt Ōsaka") == "active software attempt Ōsaka"
