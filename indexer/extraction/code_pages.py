"""The 8-bit code pages that text of the region was written in, and which of them fits."""

import codecs
import functools
import re
import unicodedata
from dataclasses import dataclass

from indexer.text.letter_pairs import likelihood


@dataclass(frozen=True, slots=True)
class CodePage:
    """`codec` is Python's name. `handicap`, in nats, is what must speak for a rarer page."""

    codec: str
    name: str
    handicap: float = 0.0


PAGES = (
    CodePage("cp1250", "Windows-1250"),
    CodePage("cp1251", "Windows-1251"),
    CodePage("cp1252", "Windows-1252"),
    CodePage("cp1253", "Windows-1253"),
    CodePage("cp1254", "Windows-1254"),
    CodePage("iso8859_2", "ISO 8859-2", 2),
    CodePage("iso8859_5", "ISO 8859-5", 2),
    CodePage("iso8859_7", "ISO 8859-7", 2),
    CodePage("iso8859_15", "ISO 8859-15", 2),
    CodePage("iso8859_16", "ISO 8859-16", 5),
    CodePage("koi8_r", "KOI8-R", 3),
    CodePage("koi8_u", "KOI8-U", 3),
    CodePage("cp852", "DOS 852", 3),
    CodePage("cp855", "DOS 855", 3),
    CodePage("cp866", "DOS 866", 3),
    CodePage("mik", "MIK", 3),
    CodePage("cp737", "DOS 737", 3),
    CodePage("cp869", "DOS 869", 3),
    CodePage("cp857", "DOS 857", 3),
    CodePage("cp850", "DOS 850", 3),
    CodePage("cp437", "DOS 437", 3),
    CodePage("mac_roman", "Mac Roman", 4),
    CodePage("mac_latin2", "Mac Central European", 4),
    CodePage("mac_croatian", "Mac Croatian", 4),
    CodePage("mac_romanian", "Mac Romanian", 4),
    CodePage("mac_turkish", "Mac Turkish", 4),
    CodePage("mac_cyrillic", "Mac Cyrillic", 4),
    CodePage("mac_greek", "Mac Greek", 4),
)
# Bulgarian DOS: the Cyrillic letters in their order, then the box drawing of DOS 437.
_MIK = "".join(map(chr, range(0x410, 0x450))) + bytes(range(0xC0, 0x100)).decode("cp437")

_SAMPLE = 400  # distinct words of each kind that are judged
_TOKEN = re.compile(rb"[^\s<>]+")
_MARGIN = 3.0  # nats by which the best reading must be likelier than any other
_UNREADABLE = -6.0  # nats for each letter: no language here is written so
_DECLARED = 12.0  # nats: what an HTML page says of itself is often right


@dataclass(frozen=True, slots=True)
class _Reading:
    page: CodePage
    words: tuple[str, ...]
    score: float


def page_of(raw: bytes, declared: str | None = None) -> CodePage | None:
    """Return the page that `raw` is certainly written in; None where no page is certain.

    Pages that read `raw` alike are one reading; the first of them is returned.
    """
    strange, plain = _sample(raw)
    high = set(strange_bytes(raw))
    readings: dict[tuple[str, ...], _Reading] = {}
    for page in PAGES:
        if not high <= _readable(page.codec):
            continue
        words = tuple(decode_page(token, page) for token in strange)
        score = likelihood((*words, *plain)) - page.handicap
        score += _DECLARED if page.codec == declared else 0.0
        key = tuple(_alike(word) for word in words)
        if key not in readings or readings[key].score < score:
            readings[key] = _Reading(page, words, score)
    ranked = sorted(readings.values(), key=lambda reading: -reading.score)
    if not ranked or (len(ranked) > 1 and ranked[0].score - ranked[1].score < _MARGIN):
        return None
    return ranked[0].page if is_language(ranked[0].words) else None


def is_language(words: tuple[str, ...]) -> bool:
    """Whether `words` are as likely as words of some language of the region."""
    signs = sum(sum(sign.isalpha() or sign > "\x7f" for sign in word) + 1 for word in words)
    return likelihood(words) > _UNREADABLE * signs


def strange_bytes(raw: bytes) -> bytes:
    """Return the bytes beyond ASCII that occur in `raw`."""
    return bytes(byte for byte in range(0x80, 0x100) if byte in raw)


def decode_page(raw: bytes, page: CodePage) -> str:
    """Return `raw` as `page` reads it, what is undefined there as U+FFFD."""
    return codecs.charmap_decode(raw, "replace", _table(page.codec))[0]


@functools.cache
def _table(codec: str) -> str:
    high = _MIK if codec == "mik" else bytes(range(0x80, 0x100)).decode(codec, "replace")
    return "".join(map(chr, range(0x80))) + high.replace("\ufffd", "\ufffe")


@functools.cache
def _readable(codec: str) -> frozenset[int]:
    """Return the bytes beyond ASCII that stand for a visible sign in `codec`."""
    return frozenset(
        code
        for code, sign in enumerate(_table(codec))
        if code >= 0x80
        and unicodedata.category(sign) not in ("Cc", "Cn", "Co")
        # DOS and KOI8 have invisible signs at odd places, where nobody used them.
        and (sign not in "\u00a0\u00ad" or code in (0xA0, 0xAD, 0xCA, 0xFF))
    )


def _sample(raw: bytes) -> tuple[list[bytes], list[str]]:
    """Return distinct words with bytes beyond ASCII, every such byte among them, and without."""
    strange: dict[bytes, None] = {}
    plain: dict[bytes, None] = {}
    seen: set[int] = set()
    for match in _TOKEN.finditer(raw):
        token = match[0][:200]
        if token.isascii():
            if len(plain) < _SAMPLE:
                plain[token] = None
        elif len(strange) < _SAMPLE or not seen.issuperset(token):
            strange[token] = None
            seen.update(token)
    return list(strange), [token.decode("ascii") for token in plain]


def _alike(word: str) -> str:
    """Return `word` as it is compared: commas and cedillas of Romanian are one."""
    return word.translate(str.maketrans("șțȘȚ", "şţŞŢ"))
