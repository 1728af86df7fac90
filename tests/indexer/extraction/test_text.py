"""Cleaning and decoding text."""

import pytest

from indexer.errors import Unreadable
from indexer.extraction.decoding import decode
from indexer.text.cleaning import clean, clean_code, is_garbage, plain_bullets


def test_ligatures_soft_hyphens_and_invisible_signs_go() -> None:
    assert clean("e\ufb03cient co\xadoperation\u200b\ufeff") == "efficient cooperation"


def test_control_characters_and_lone_surrogates_go_so_that_text_can_be_stored() -> None:
    text = clean("a\x00b\x07c\ud800d\udfffe\ufffdf\u202eg")
    assert text == "abcdefg"
    assert text.encode("utf-8")


def test_spaces_of_every_width_become_one() -> None:
    assert clean("one\u00a0\u2009two\t three \n  four") == "one two three\nfour"


def test_decomposed_letters_are_composed() -> None:
    assert clean("uc\u030cenik") == "učenik"


def test_code_keeps_its_indentation() -> None:
    assert clean_code("for x in y:\n\tprint(x)  \n") == "for x in y:\n    print(x)"


@pytest.mark.parametrize("bullet", ["•", "▪", "●", "\uf0b7", "–", "✓"])
def test_every_bullet_is_a_hyphen(bullet: str) -> None:
    assert plain_bullets(clean(f"{bullet} first\n{bullet} second")) == "- first\n- second"


def test_a_dash_inside_a_line_is_no_bullet() -> None:
    assert plain_bullets("1918–1941 – a history") == "1918–1941 – a history"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Настава и учење"),
        ("utf-8-sig", "Настава и учење"),
        ("utf-16", "Настава и учење"),
        ("cp1250", "Učenici često ćute na času, a nastavnik želi razgovor. Šta da radi?"),
        ("cp1251", "Студентите мълчат на лекциите, а преподавателят иска разговор с тях."),
        ("cp1253", "Οι φοιτητές σιωπούν στο αμφιθέατρο και ο καθηγητής θέλει διάλογο."),
    ],
)
def test_the_code_pages_of_the_network_are_recognised(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_one_broken_byte_does_not_spoil_a_text_in_utf8() -> None:
    raw = ("Σύγκριση των αξιολογήσεων " * 3).encode() + b"\xce" + " και βαθμοί".encode()
    assert clean(decode(raw).text).endswith("αξιολογήσεων και βαθμοί")


def test_bytes_of_no_encoding_are_refused_with_the_cure() -> None:
    with pytest.raises(Unreadable, match="encoding is not understood") as refusal:
        decode(bytes(range(128, 256)) * 4)
    assert "UTF-8" in refusal.value.cure


def test_a_page_of_signs_from_a_broken_font_is_garbage() -> None:
    assert is_garbage("\x03\x1c\x1d\x08" * 20)
    assert is_garbage("\ue001\ue002 " * 40)
    assert not is_garbage("Студенти и асистенти раде у паровима, па у групама од по четири.")
    assert not is_garbage("3 + 4 = 7")
