"""Sound text with wrong letters: what an earlier program took for something else."""

import math
import re
from collections.abc import Iterable, Mapping

from indexer.extraction import legacy_fonts
from indexer.extraction.code_pages import is_language
from indexer.extraction.lost_letters import Restored, restored
from indexer.text.letter_pairs import WORD, likelihood

_TOKEN = re.compile(r"\S+")
_LONE_SIGN = re.compile(r"(?<![A-Za-z])[~^{[}\]|\\`@](?![A-Za-z])")  # no letter of a word
_SIGNS = frozenset("~^{[}]|\\`@")
# How ASCII was drawn, and the languages that were written so.
_DRAWN: tuple[tuple[legacy_fonts.Table, tuple[str, ...]], ...] = (
    (legacy_fonts.LATIN, ("bs", "hr", "sl", "sr-Latn")),
    (legacy_fonts.SERBIAN, ("sr",)),
    (legacy_fonts.MACEDONIAN, ("mk",)),
)
_SAMPLE, _LONGEST = 2000, 100  # words and their letters that are looked at
_LEAST_WORDS = 2  # a text of ASCII with one odd sign is not YUSCII
_LETTERS_SHARE = 0.8  # of the words with such signs must read well with letters
_READS_WELL = -3.6  # nats for each letter
_MARGIN = 3.0  # nats
_SLACK = 2.0  # nats for each word: letters are not equally frequent in the two scripts


def old_letters_of(text: str) -> legacy_fonts.Table | None:
    """Return which letters ASCII stands for in `text`: č š ž ć đ for `~ { \\`` } |`, or Cyrillic.

    None where it stands for itself: code and Markdown have these signs too.
    """
    words = {match[0] for match in _TOKEN.finditer(legacy_fonts.ADDRESS.sub(" ", text[:200_000]))}
    signed = [word[:_LONGEST] for word in words if not _SIGNS.isdisjoint(word)][:_SAMPLE]
    plain = [word[:_LONGEST] for word in words if _SIGNS.isdisjoint(word)][:_SAMPLE]
    if len(signed) < _LEAST_WORDS:
        return None
    likely = [
        (likelihood(_drawn((*signed, *plain), table), languages) - _MARGIN * place, place)
        for place, (table, languages) in enumerate(_DRAWN)
        if _read_well(signed, table, languages) and _are_of(languages, plain, table)
    ]
    return _DRAWN[max(likely)[1]][0] if likely else None


def has_signs(text: str) -> bool:
    """Whether `text` has any of the signs that stood for letters in old fonts."""
    return not _SIGNS.isdisjoint(text)


def is_drawn(text: str, table: legacy_fonts.Table) -> bool:
    """Whether a part of a text that is drawn by `table` is likelier so than as it stands."""
    if table is legacy_fonts.LATIN:
        return has_signs(text)
    words = _TOKEN.findall(text)
    languages = next(languages for letters, languages in _DRAWN if letters is table)
    return _are_of(languages, words, table)


def _drawn(words: Iterable[str], table: legacy_fonts.Table) -> list[str]:
    return [word.translate(table) for word in words]


def _read_well(signed: list[str], table: legacy_fonts.Table, languages: tuple[str, ...]) -> bool:
    """Whether nearly all words with signs are likely with letters for them."""
    good = sum(_reads_well(word, table, languages) for word in signed)
    return good >= max(_LEAST_WORDS, _LETTERS_SHARE * len(signed))


def _reads_well(word: str, table: legacy_fonts.Table, languages: tuple[str, ...]) -> bool:
    if _LONE_SIGN.search(word):
        return False
    parts = WORD.findall(word.translate(table))
    parts = [part.lower() if part.istitle() else part for part in parts]  # a name is no surprise
    letters = sum(len(part) + 1 for part in parts)
    return letters > 2 and likelihood(parts, languages) > _READS_WELL * letters


def _are_of(languages: tuple[str, ...], plain: list[str], table: legacy_fonts.Table) -> bool:
    """Whether the words without signs are about as likely in these languages as in any."""
    drawn = likelihood(_drawn(plain, table), languages)
    return drawn >= likelihood(plain) - _SLACK * len(plain) * (table is not legacy_fonts.LATIN)


# Two signs or more of what the bytes of UTF-8 become in an 8-bit page.
_CODECS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254")
_LEAST_SHARE = 0.5
_PLAIN_TOKEN = re.compile(r"[^ \t\r\n]+")  # misread letters may be no-break spaces
_LEADS = "ÂÃÄÅÆĂĹĆÎÏĎÐÑĐŃĞÈÉÌÓГРСДЕВОПЖИЙМΒΓΔΕΖΞΟΠΡ"
# The last sign before a question mark may be half of a letter: see `lost_letters.py`.
_RUN = re.compile(rf"[^\x00-\x7f]{{2,2000}}?(?=[{_LEADS}]\?)|[^\x00-\x7f]{{2,2000}}")
_SUSPICIOUS = re.compile(f"[{_LEADS}âв][^\x00-\x7f]")


def from_double_utf8(text: str) -> Restored | None:
    """Return `text` with UTF-8 that was decoded by an 8-bit page decoded as UTF-8 again.

    Letters that had become question marks are put back. None where the letters of `text` are the
    likelier ones.
    """
    if not _SUSPICIOUS.search(text):
        return None
    runs = list(dict.fromkeys(_RUN.findall(text)))[:2000]
    readings = {codec: _meant(runs, codec) for codec in _CODECS}
    codec = max(readings, key=lambda codec: _gain(text, readings[codec]))
    best = readings[codec]
    if _share(text, best) <= _LEAST_SHARE or _gain(text, best) <= _MARGIN:
        return None
    return restored(_mended(text, best), codec)


def _share(text: str, meant: Mapping[str, str]) -> float:
    """Return the share of the signs beyond ASCII that `meant` explains: sound text has few."""
    explained = sum(len(run) for run in _RUN.findall(text) if run in meant)
    return explained / sum(sign > "\x7f" for sign in text)


def _meant(runs: list[str], codec: str) -> dict[str, str]:
    """Return the runs that `codec` made of UTF-8, and what they meant."""
    return {run: again for run in runs if (again := _again(run, codec)) is not None}


def _again(run: str, codec: str) -> str | None:
    """Return the UTF-8 that `codec` made `run` of, or None."""
    try:
        raw = b"".join(
            bytes([ord(sign)]) if "\x80" <= sign <= "\x9f" else sign.encode(codec) for sign in run
        )
        return raw.decode("utf-8")
    except UnicodeError:
        return None


def _gain(text: str, meant: Mapping[str, str]) -> float:
    """Return by how much, in nats, the words of `text` are likelier with the runs as `meant`.

    Minus infinity where they are no words even then.
    """
    distinct = dict.fromkeys(_PLAIN_TOKEN.findall(text[:200_000]))
    words = [word[:_LONGEST] for word in distinct if not word.isascii()][:_SAMPLE]
    mended = tuple(_mended(word, meant) for word in words)
    return likelihood(mended) - likelihood(words) if is_language(mended) else -math.inf


def _mended(text: str, meant: Mapping[str, str]) -> str:
    return _RUN.sub(lambda match: meant.get(match[0], match[0]), text)
