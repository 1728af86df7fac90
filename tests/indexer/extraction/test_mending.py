"""What an author wrote is what is read: misread code pages, old fonts, and plain gibberish."""

from pathlib import Path

import pytest

from indexer.errors import Unreadable
from indexer.extraction import legacy_fonts, mending
from indexer.extraction.formats import pdf as pdf_format
from indexer.extraction.gibberish import is_gibberish
from indexer.extraction.lines import Piece
from indexer.extraction.misread_pages import code_page_of, decoded
from indexer.extraction.pages import Page
from indexer.extraction.worker import read_here
from tests.indexer.extraction.making import pdf

TEXTS = {
    "cp1250": "Profesorica će na početku sata podijeliti učenike u četiri skupine; đaci zatim"
    " objašnjavaju što već znaju o točkama koje čine kružnicu.",
    "cp1251": "Професорът раздава задачите и всеки студент обяснява решението на своя съсед.",
    "cp1253": "Ο καθηγητής μοιράζει τις ασκήσεις και κάθε φοιτητής εξηγεί τη λύση του."
    " Έπειτα συζητούν σε μικρές ομάδες πριν από την επόμενη διάλεξη.",
    "cp1254": "Öğretmen soruları dağıtır ve her öğrenci çözümünü yanındaki arkadaşına açıklar.",
}
ENGLISH = (
    "The lecturer hands out the exercises and every student explains a solution to a neighbour."
)


def misread(text: str, codec: str) -> str:
    """Return `text` as a reader shows it that takes its code page for the Western one."""
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode(codec)
    )


def page_of(text: str, font: str = "Times") -> Page:
    return Page([Piece(text, 0, 0, 10, font=font)])


@pytest.mark.parametrize("codec", TEXTS)
def test_a_page_of_the_region_taken_for_western_is_read_by_its_own_code_page(codec: str) -> None:
    page = mending.mended(page_of(misread(TEXTS[codec], codec)))
    assert page.text == TEXTS[codec]
    number = codec.removeprefix("cp")
    assert page.repairs == {f"Windows-{number} taken for Windows-1252"}


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS.values(),
        "Les étudiants apprennent mieux lorsqu'ils discutent entre eux des problèmes très"
        " difficiles, et l'élève préfère une réponse brève à un long exposé.",
        "Die Übungen müssen größer werden, damit die Prüfungen für alle schöner ausfallen.",
        "Perché la verità è più semplice: però la società non è già così libera.",
        f"{ENGLISH} Molière, Brontë, Kjærgård, Guðrún and Þórdís wrote the résumé.",
    ],
)
def test_a_page_that_is_right_stays_as_it_is(text: str) -> None:
    assert mending.mended(page_of(text)) == page_of(text)


def test_a_page_of_few_words_is_read_as_the_other_pages_of_its_document() -> None:
    long = mending.mended(page_of(misread(TEXTS["cp1250"], "cp1250")))
    short = mending.mended(page_of(misread("Vršnjačko vrednovanje", "cp1250")))
    french = page_of("Une pièce très célèbre de Molière et de son théâtre")
    assert short.repairs == set()
    texts = [page.text for page in mending.alike([long, short, french])]
    assert texts == [TEXTS["cp1250"], "Vršnjačko vrednovanje", french.text]
    assert mending.alike([short, french]) == [short, french]


def test_what_the_western_page_cannot_hold_was_never_misread() -> None:
    page = code_page_of(misread(TEXTS["cp1251"], "cp1251"))
    assert page is not None
    assert decoded("настава и learning", page) == "настава и learning"


def in_order_of_use(text: str, first: int) -> str:
    """Return `text` as a font shows it that numbers its letters as they come."""
    letters = dict.fromkeys(sign for sign in text.lower() if sign.isalpha())
    codes = {letter: chr(first + number) for number, letter in enumerate(letters)}
    return "".join(codes.get(sign, sign) for sign in text.lower())


@pytest.mark.parametrize("text", [ENGLISH, *TEXTS.values()])
@pytest.mark.parametrize("first", [65, 97])
def test_letters_numbered_by_use_are_gibberish_and_the_text_itself_is_not(
    text: str, first: int
) -> None:
    assert is_gibberish(in_order_of_use(text, first))
    assert not is_gibberish(text)


@pytest.mark.parametrize(
    "text",
    [
        "A hallgatók akkor tanulnak a legjobban, ha egymással megbeszélik a nehéz kérdéseket,"
        " mielőtt az oktató elmondja a helyes választ az előadáson.",
        "Studenci uczą się najlepiej, gdy omawiają między sobą trudne pytania, zanim wykładowca"
        " poda odpowiedź na zajęciach; potem zapisują wnioski.",
        "Opiskelijat oppivat parhaiten kun he keskustelevat vaikeista kysymyksistä keskenään.",
        "Студенти найкраще навчаються, коли обговорюють складні питання між собою, перш ніж"
        " викладач дасть відповідь на них.",
        "import numpy as np; df.groupby(['x']).agg(np.mean); plt.show(); return sorted(words)",
        "Smith, J. R., Nguyen, T. A. & van der Berg, K. Proc. Natl. Acad. Sci. USA, doi: nature",
        "xq zv kj",
    ],
)
def test_other_languages_code_and_references_are_no_gibberish(text: str) -> None:
    assert not is_gibberish(text)


@pytest.mark.parametrize(
    ("typed", "font", "shown"),
    [
        ("Aktivno u~enje na ve`bama", "Times New Roman YU", "Aktivno učenje na vežbama"),
        ("\\aci pla{e gre{ke", "ABCDEF+HelveticaYU,Bold", "Đaci plaše greške"),
        ("bidej}i pra{aweto", "MAC C Times", "бидејќи прашањето"),
        ("}ute na ~asu; qudi", "Times Cirilica", "ћуте на часу; људи"),
        ("a[i] ~ {x}", "YuGothic", "a[i] ~ {x}"),
        ("a[i] ~ {x}", "Courier", "a[i] ~ {x}"),
        ("English text", "Times New Roman Cyr", "English text"),
        ("ana@uni.edu, u~enje", "Arial YU", "ana@uni.edu, učenje"),
        ("настава", "Times Cirilica", "настава"),
    ],
)
def test_a_font_from_before_unicode_is_read_by_its_name(typed: str, font: str, shown: str) -> None:
    assert legacy_fonts.written(typed, font) == shown


def test_a_page_typed_for_such_a_font_is_read_by_its_words_too() -> None:
    page = mending.mended(
        page_of("Studenti }ute na ~asu jer se pla{e gre{ke, a nastavnik mo`e da ~eka odgovor.")
    )
    assert page.text == (
        "Studenti ćute na času jer se plaše greške, a nastavnik može da čeka odgovor."
    )
    assert page.repairs == {"a font from before Unicode"}


def shown(*pages: str) -> bytes:
    """Return a PDF whose pages show these texts, a few words a line."""
    lines = [[text[start : start + 80] for start in range(0, len(text), 80)] for text in pages]
    return pdf([[(60, 780 - 14 * n, 10, "F1", text) for n, text in enumerate(p)] for p in lines])


def test_a_file_of_gibberish_is_refused_with_the_cure(tmp_path: Path) -> None:
    file = tmp_path / "cipher.pdf"
    file.write_bytes(shown(in_order_of_use(ENGLISH, 65)))
    with pytest.raises(Unreadable, match="letters cannot be read") as refused:
        pdf_format.read(file)
    assert refused.value.needs_ocr
    assert "--ocr" in refused.value.cure
    assert pdf_format.unread_pages(file) == [1]


def test_a_page_of_gibberish_makes_the_file_partial_and_says_which(tmp_path: Path) -> None:
    file = tmp_path / "cipher.pdf"
    file.write_bytes(shown(ENGLISH, in_order_of_use(ENGLISH, 97)))
    read = pdf_format.read(file)
    assert [block.text for block in read.blocks] == [ENGLISH]
    assert read.needs_ocr
    (problem,) = read.problems
    assert problem.startswith("page 2: the font does not say which letters it shows")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pdf-winansi-mojibake/hr-cp1250", "Aktivno učenje na vježbama iz fizike"),
        ("pdf-winansi-mojibake/sr-cp1251", "Вршњачка настава у великим групама"),
        ("pdf-winansi-mojibake/bg-cp1251", "Студентите мълчат по време на лекция"),
        ("pdf-winansi-mojibake/el-cp1253", "Διδασκαλία σε μεγάλα ακροατήρια"),
        ("pdf-winansi-mojibake/tr-cp1254", "Kalabalık sınıflarda akran öğretimi"),
        ("legacy-fonts/mac-c-times", "Студентите молчат на час бидејќи се плашат"),
    ],
)
def test_shared_files_with_wrong_letters(shared_dir: Path, name: str, words: str) -> None:
    read = read_here(shared_dir / "cases" / f"{name}.pdf", 2**28)
    assert words in " ".join(block.text for block in read.blocks)
    assert read.findings[0].startswith("letters repaired: ")


@pytest.mark.parametrize("name", ["codes-from-33", "codes-from-65", "sr-from-97"])
def test_shared_files_of_ciphers_are_refused(shared_dir: Path, name: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_here(shared_dir / "cases" / "pdf-cipher-font" / f"{name}.pdf", 2**28)
    assert refused.value.needs_ocr


def test_letters_that_a_pdf_shows_as_bullets_are_told_by_their_words() -> None:
    text = "Студентите молчат бидејќи се плашат од грешка. Ѓорѓи пишува на куќата. Нема ништо."
    misread_ = "".join(
        "•" if byte in b"\x81\x8d\x8f\x90\x9d" else bytes([byte]).decode("cp1252")
        for byte in text.encode("cp1251")
    )
    page = code_page_of(misread_)
    assert page is not None
    assert decoded(misread_, page).replace("•", "Ѓ") == text
    assert "бидејќи" in decoded(misread_, page)
