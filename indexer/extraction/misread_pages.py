"""Text of the region that a PDF says is Western European. Pure functions.

Old fonts draw `č`, `ш` or `ω` at the codes of Windows-1250, -1251 or -1253 but call themselves
WinAnsi. The page looks right and its text reads `uèenje`, `íàñòàâà`.
"""

import codecs
import re
from functools import cache
from itertools import islice

from indexer.extraction.code_pages import PAGES, CodePage, is_language
from indexer.extraction.lost_letters import languages_of, letter_between
from indexer.text import language
from indexer.text.letter_pairs import likelihood

_TAKEN_FOR = "cp1252"
MEANT = tuple(page for page in PAGES if page.codec in ("cp1250", "cp1251", "cp1253", "cp1254"))
_TOKEN = re.compile(r"\S+")
_OPEN_CODES = b"\x81\x8d\x8f\x90\x9d"  # of Windows-1252
_BULLET_IN_WORD = re.compile(
    r"(?<=[^\W\d_])•(?=[^\W\d_])|(?<!\S)•(?=[^\W\d_A-ZА-ЯЀ-Џ])|(?<=[^\W\d_])•(?!\S)"
)
# Letters of the neighbours, which no word of a language has.
_FOREIGN = {"mk": "ЂђЋћ", "sr": "ЃѓЌќ", "bg": "ЂђЃѓЋћЌќЏџ"}
_WESTERN = re.compile("[\u00c0-\u00ff]")
_LEAST_WORDS = 2
_MOST_WORDS, _LONGEST = 150, 1000  # words, and letters of one, that are looked at
_GAIN = 2.0  # nats for each word that changes: a few foreign names do not make a code page
_CLEAR = 3.0  # nats by which one code page must beat the next
# Where Latin letters stay Latin, the page must be in a language that the code page is for.
_LANGUAGES = {"cp1250": {"hbs", "sl", "ro", "sq"}, "cp1254": {"tr"}}


def code_page_of(text: str) -> CodePage | None:
    """Return the code page that `text` was written in, where it is certainly not the Western."""
    tokens = _tokens(text)
    if sum(_WESTERN.search(token) is not None for token in tokens) < _LEAST_WORDS:
        return None
    raws = [raw for token in tokens if (raw := _bytes_of(token)) is not None]
    ranked = sorted(((_gain(raws, page), page) for page in MEANT), key=lambda pair: -pair[0])
    (gain, best), (second, _) = ranked[:2]
    if gain - max(second, 0.0) < _CLEAR or not _is_in_its_language(text, best):
        return None
    return best


def _tokens(text: str) -> list[str]:
    """Return the first distinct words of `text` that have letters beyond ASCII."""
    odd = (token[:_LONGEST] for token in _TOKEN.findall(text) if not token.isascii())
    return list(islice(dict.fromkeys(odd), _MOST_WORDS))


def note(page: CodePage) -> str:
    """Return the note that a text was decoded by `page`."""
    return f"letters repaired: {page.name} taken for Windows-1252"


def is_likelier(text: str, page: CodePage) -> bool:
    """Whether the few words of `text` that `page` changes are likelier so, and in no language
    that it is not for: enough for a page of a document whose other pages are certain."""
    if not _WESTERN.search(text):
        return False
    if _language(text, page) != language.UNKNOWN and not _is_in_its_language(text, page):
        return False
    tokens = _tokens(text)
    pairs = [(token, _again(token, page)) for token in tokens]
    changed = [(before, after) for before, after in pairs if before != after]
    return likelihood([new for _, new in changed]) > likelihood([old for old, _ in changed])


def _gain(raws: list[bytes], page: CodePage) -> float:
    """Return by how many nats `page` makes the words that it changes likelier; 0 if not enough."""
    pairs = [(raw.decode(_TAKEN_FOR, "replace"), _read(raw, page)) for raw in raws]
    changed = [(before, after) for before, after in pairs if before != after]
    if len(changed) < _LEAST_WORDS or not is_language(tuple(after for _, after in changed)):
        return 0.0
    gain = likelihood([after for _, after in changed]) - likelihood([old for old, _ in changed])
    return gain if gain > _GAIN * len(changed) else 0.0


def _is_in_its_language(text: str, page: CodePage) -> bool:
    languages = _LANGUAGES.get(page.codec)
    return languages is None or _language(text, page) in languages


def _language(text: str, page: CodePage) -> str:
    return language.base(language.detect(decoded(text, page)))


def decoded(text: str, page: CodePage) -> str:
    """Return `text` as `page` reads it; what no Western code page can hold stays."""
    text = _TOKEN.sub(lambda match: _again(match[0], page), text)
    if _unnamed(page) and _BULLET_IN_WORD.search(text):
        return _without_bullets(text, page)
    return text


def _again(token: str, page: CodePage) -> str:
    if token.isascii():
        return token
    raw = _bytes_of(token)
    return token if raw is None else _read(raw, page)


def _without_bullets(text: str, page: CodePage) -> str:
    """Return `text` with letters for bullets in words: so PDFs show codes that are not Western."""
    languages = languages_of(text)
    foreign = "".join(_FOREIGN.get(language, "") for language in languages)
    letters = [letter for letter in _unnamed(page) if letter not in foreign]
    if not letters:
        return text

    def word_as_meant(match: re.Match[str]) -> str:
        word = match[0]
        for bullet in reversed(list(_BULLET_IN_WORD.finditer(word))):
            start, end = word[: bullet.start()], word[bullet.end() :]
            letter = letter_between(start, end, letters, languages)
            word = f"{start}{letter or bullet[0]}{end}"
        return word

    return _TOKEN.sub(word_as_meant, text)


@cache
def _unnamed(page: CodePage) -> tuple[str, ...]:
    """Return the letters of `page` at codes that Windows-1252 leaves open."""
    letters = (bytes([code]).decode(page.codec, "ignore") for code in _OPEN_CODES)
    return tuple(letter for letter in letters if letter.isalpha())


def _read(raw: bytes, page: CodePage) -> str:
    return codecs.decode(raw, page.codec, "replace")


def _bytes_of(token: str) -> bytes | None:
    """Return the bytes that Windows-1252 has for `token`; None if it has none for some."""
    try:
        return b"".join(
            bytes([ord(sign)]) if "\x80" <= sign <= "\x9f" else sign.encode(_TAKEN_FOR)
            for sign in token
        )
    except UnicodeError:
        return None
