"""Documents of any format whose letters were misread before they were saved."""

from pathlib import Path

import pytest

from indexer.domain import Block, Extraction, Metadata
from indexer.extraction import legacy_fonts
from indexer.extraction.misread_blocks import as_meant
from indexer.extraction.worker import read_here
from tests.indexer.extraction import making

LATIN = "Studenti {ute na ~asu jer se pla{e gre{ke, a |aci upore|uju odgovore na ve`bama."
SERBIAN = "Studenti }ute na ~asu jer se pla{e gre{ke. U~ewe na ve`bama traje, weno ime je Xon."
MACEDONIAN = "Studentite mol~at na ~asovite bidej}i se pla{at od gre{ka i u~at zaedno."
CYRILLIC = "Студентите молчат бидејќи се плашат од грешка. Ѓорѓи и Ќиро пишуваат."


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (LATIN, "Studenti šute na času jer se plaše greške, a đaci upoređuju odgovore na vežbama."),
        (SERBIAN, "Студенти ћуте на часу јер се плаше грешке. Учење на вежбама траје, њено име је"),
        (MACEDONIAN, "Студентите молчат на часовите бидејќи се плашат од грешка и учат заедно."),
    ],
)
def test_an_old_font_of_any_name_is_told_by_the_words(written: str, shown: str) -> None:
    english = Block("Peer instruction in large classes: students answer, then discuss in pairs.")
    extraction = as_meant(Extraction((Block(written), english), Metadata(title=written)))
    assert extraction.blocks[0].text.startswith(shown)
    assert extraction.blocks[1] == english
    assert (extraction.metadata.title or "").startswith(shown)
    assert extraction.findings == (legacy_fonts.NOTE,)


@pytest.mark.parametrize(
    "text",
    [
        "Call f(x) for x in a[i] and print {x} or {y}; use `grep` | sort ~/notes @home ^top.",
        "Write to ana@uni.rs or {name}@uni.rs, see http://uni.rs/~ana and [1] or [2].",
        "Студенти ћуте на часу. Studenti ćute na času jer se plaše greške.",
        "Der Prüfer fällt über schöne Grüße; l'étudiant a déjà passé l'examen.",
    ],
)
def test_sound_text_stays_as_it_is(text: str) -> None:
    extraction = Extraction((Block(text), Block("Peer instruction in large classes.")))
    assert as_meant(extraction) == extraction


def test_a_word_file_that_was_saved_misread(tmp_path: Path) -> None:
    misread = "Вршњачка настава у великим групама и питања".encode("cp1251").decode("cp1252")
    (tmp_path / "a.docx").write_bytes(
        making.word_with(f"<w:p><w:r><w:t>{misread}</w:t></w:r></w:p>")
    )
    extraction = read_here(tmp_path / "a.docx", 2**28)
    assert extraction.blocks[0].text == "Вршњачка настава у великим групама и питања"
    assert extraction.findings == ("letters repaired: Windows-1251 taken for Windows-1252",)


def rtf(head: str, text: str, codec: str, *, escaped: bool = True) -> bytes:
    raw = text.encode(codec)
    letters = "".join(chr(byte) if byte < 0x80 else f"\\'{byte:02x}" for byte in raw).encode()
    fonts = rb"\deff0{\fonttbl{\f0\fcharset0 Arial;}}\f0 "
    return b"{\\rtf1" + head.encode() + fonts + (letters if escaped else raw) + rb"\par}"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (rtf(r"\ansi\ansicpg1252", CYRILLIC, "cp1251"), CYRILLIC),
        (rtf(r"\ansi\ansicpg1250", "Vježbe šute", "cp1250", escaped=False), "Vježbe šute"),
        (rtf(r"\mac", "Mësimdhënia çdo ditë", "mac_roman"), "Mësimdhënia çdo ditë"),
        (rtf(r"\pca", "Mësimdhënia çdo ditë", "cp850"), "Mësimdhënia çdo ditë"),
    ],
)
def test_code_pages_of_rtf(tmp_path: Path, content: bytes, shown: str) -> None:
    (tmp_path / "a.rtf").write_bytes(content)
    assert [block.text for block in read_here(tmp_path / "a.rtf", 2**28).blocks] == [shown]
