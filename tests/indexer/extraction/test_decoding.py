"""Text of the region in the encodings it was written in."""

import pytest

from indexer.errors import Unreadable
from indexer.extraction.code_pages import PAGES, decode_page
from indexer.extraction.decoding import decode
from indexer.extraction.signatures import looks_like_text

SENTENCES = {
    "sq": "Studentët heshtin sepse kanë frikë se gabojnë; mësimdhënësja i ndan në çifte.",
    "bs": "Sve češće puštamo studente da međusobno razmjenjuju bilješke i traže greške.",
    "hr": "Prvašići se boje pogriješiti, pa rješavaju zadaću u četvorkama i uče žurno.",
    "sr-Latn": "Asistentkinja deli razred na trojke, a đaci šapuću i beleže šta znače reči.",
    "sr": "Ђаци љубитељи физике ћуте, а наставница чека џеп времена за њихова питања.",
    "mk": "Ѓорѓи им дава на групите пет минути за да ја споредат својата куќна работа.",
    "el": "Άρα οι πρωτοετείς σηκώνουν το χέρι όταν η ομάδα έχει ήδη συζητήσει τη λύση.",
    "bg": "Щом групата обсъди въпроса по двойки, дори най-тихите студенти вдигат ръка.",
    "ro": "Așadar, colegii își împart sarcinile și învață unii de la alții fără teamă.",
    "sl": "Ko študentje najprej premislijo sami, se v živahni razpravi oglasi več ljudi.",
    "tr": "Öğrenciler önce ikişerli çalışır, sonra bütün sınıfa düşüncelerini açıklar.",
}
PAGES_OF = {
    "sq": "cp1252 cp1250 cp1254 iso8859_2 iso8859_15 iso8859_16 cp850 cp852 mac_roman mac_romanian",
    "bs": "cp1250 iso8859_2 cp852 mac_croatian",
    "hr": "cp1250 iso8859_2 cp852 mac_croatian",
    "sr-Latn": "cp1250 iso8859_2 cp852 mac_croatian",
    "sr": "cp1251 iso8859_5 cp855 mac_cyrillic",
    "mk": "cp1251 iso8859_5 cp855 mac_cyrillic",
    "el": "cp1253 iso8859_7 cp737 cp869 mac_greek",
    "bg": "cp1251 iso8859_5 cp866 cp855 koi8_r koi8_u mik mac_cyrillic",
    "ro": "cp1250 iso8859_2 iso8859_16 cp852 mac_romanian",
    "sl": "cp1250 iso8859_2 cp852 mac_latin2 mac_croatian",
    "tr": "cp1254 cp857 mac_turkish",
}
CASES = [(language, codec) for language, codecs in PAGES_OF.items() for codec in codecs.split()]


def written(text: str, codec: str) -> tuple[str, bytes]:
    """Return `text` as `codec` can write it, and its bytes."""
    if codec not in ("iso8859_16", "mac_romanian"):
        text = text.translate(str.maketrans("ȘșȚț", "ŞşŢţ"))
    page = next(page for page in PAGES if page.codec == codec)
    code = {decode_page(bytes([byte]), page): byte for byte in range(256)}
    return text, bytes(code[sign] for sign in text)


def same_letters(text: str) -> str:
    return text.translate(str.maketrans("ȘșȚț", "ŞşŢţ"))


@pytest.mark.parametrize(("language", "codec"), CASES)
def test_a_sentence_is_read_right_in_every_page_that_writes_its_language(
    language: str, codec: str
) -> None:
    text, raw = written(SENTENCES[language], codec)
    decoded = decode(raw)
    assert same_letters(decoded.text) == same_letters(text)
    assert decoded.notes[0].startswith("The text was read as ")


@pytest.mark.parametrize(("language", "codec"), CASES)
def test_two_words_are_read_right_or_refused(language: str, codec: str) -> None:
    words = SENTENCES[language].split()
    for start in range(len(words) - 1):
        text, raw = written(" ".join(words[start : start + 2]), codec)
        try:
            assert same_letters(decode(raw).text) == same_letters(text)
        except Unreadable as refusal:
            assert "encoding" in refusal.message


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", SENTENCES)
def test_utf16_without_its_mark_is_text_and_read_right(language: str, codec: str) -> None:
    raw = SENTENCES[language].encode(codec)
    assert looks_like_text(raw)
    assert decode(raw).text == SENTENCES[language]


@pytest.mark.parametrize("language", SENTENCES)
def test_sound_utf8_stays_as_it_is_and_says_nothing(language: str) -> None:
    decoded = decode(SENTENCES[language].encode())
    assert (decoded.text, decoded.notes) == (SENTENCES[language], ())


@pytest.mark.parametrize("codec", ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254"])
@pytest.mark.parametrize("language", SENTENCES)
def test_utf8_that_was_taken_for_a_code_page_is_mended(language: str, codec: str) -> None:
    misread = "".join(
        bytes([byte]).decode(codec, "replace").replace("\ufffd", chr(byte))
        for byte in SENTENCES[language].encode()
    )
    decoded = decode(misread.encode())
    assert decoded.text == SENTENCES[language]
    assert "mended" in decoded.notes[0]


@pytest.mark.parametrize("language", ["bs", "hr", "sr-Latn", "sl"])
def test_yu_ascii_gets_its_letters_back_but_addresses_stay(language: str) -> None:
    signs = str.maketrans("čČšŠćĆđĐžŽ", "~^{[}]|\\`@")
    raw = SENTENCES[language].translate(signs).encode() + b"\nMejl: ana@fakultet.ba"
    decoded = decode(raw)
    assert decoded.text == SENTENCES[language] + "\nMejl: ana@fakultet.ba"
    assert "YUSCII" in decoded.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "Vežbe", "authors": ["Ana"]}'.replace("ž", "z"),
        "Pokrenite `make run` pa `make test`, zatim [vodic](docs/vodic.md) i [primer](a.md).",
        "Some [sic] notes {draft} of ~page and `code` in \\LaTeX{} and ^caret^ @home",
        "file;title\na.md;Nastava [drugo izdanje]\nb.md;Ucenje {radna verzija}",
    ],
)
def test_code_and_brackets_are_no_yu_ascii(text: str) -> None:
    assert decode(text.encode()).text == text


def test_what_could_be_two_letters_is_refused_with_the_cure() -> None:
    with pytest.raises(Unreadable, match="encoding is not understood") as refusal:
        decode(b"\x8a\xb5\xe1 \xe5\x9d\xc3\xfe\x81\xd0 \xf7\x90\xa7\x8d")
    assert refusal.value.cure == "Open it in an editor and save it as UTF-8."


@pytest.mark.parametrize(
    ("heading", "codec"),
    [
        ("Вежбе у паровима", "cp1251"),
        ("Vežbe u parovima", "cp1250"),
        ("Vežbe u parovima", "cp852"),
        ("ОЦЕНУВАЊЕ НА СТУДЕНТИТЕ", "cp1251"),
        ("ΑΞΙΟΛΟΓΗΣΗ ΦΟΙΤΗΤΩΝ", "cp1253"),
        ("Öğrenci görüşü", "cp1254"),
        ("Mësimdhënia në çifte", "cp1252"),
        ("Преподаватели и студенты", "koi8_r"),
        ("Costs 5 € per student at 20 °C", "cp1252"),
        ("The workshop was led by Ana Đorđević and Žarko Ćosić", "cp1250"),
        ("Die Prüfung fällt aus, schöne Grüße", "cp1252"),
        ("L'étudiant a déjà passé l'examen à la faculté", "cp1252"),
    ],
)
def test_a_heading_is_enough(heading: str, codec: str) -> None:
    assert decode(heading.encode(codec)).text == heading


@pytest.mark.parametrize("text", ["Η Γ δεν χρειάζεται «Α·» καν.", "нағ «Ÿ» ֳ", "Ä и Å", "Niš? Ä?"])
def test_rare_signs_in_sound_utf8_are_not_mended(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("text", "codec", "shown"),
    [
        ("Časovi čitanja važni su, a đaci još čitaju.", "cp1252", "guessed by their words: 2."),
        ("Đorđe i Čedomir šute na času jer se plaše greške.", "cp1250", "by their words: 1."),
        ("Студентите мълчат на лекция, защото се страхуват.", "cp1252", "question marks: 1."),
        ("Οι φοιτητές σιωπούν στην τάξη γιατί φοβούνται.", "cp1252", "by their words: 2."),
    ],
)
def test_letters_that_were_lost_before_are_put_back_or_said(
    text: str, codec: str, shown: str
) -> None:
    decoded = decode(text.encode().decode(codec, "replace").replace("\ufffd", "?").encode())
    assert shown in decoded.notes[0]
    assert all(read in (letter, "?") for read, letter in zip(decoded.text, text, strict=True))
    assert ("?" in decoded.text) == ("question marks" in shown)


def test_letters_that_a_code_page_had_lost_are_said() -> None:
    raw = "Studenti šute na času, a ?aci upore?uju odgovore. Zašto? Žarko čita.".encode(
        "mac_latin2"
    )
    decoded = decode(raw)
    assert decoded.notes[0].endswith("Words with question marks for letters, lost before: 1.")


def test_a_long_text_in_one_code_page_is_decided_fast_and_whole() -> None:
    text, raw = written("\n".join([SENTENCES["el"], *["Ώρα"] * 3, "Ήχος", ""]) * 20_000, "cp1253")
    assert decode(raw).text == text
