"""Letters for which a program put a question mark, when it took UTF-8 for an 8-bit page.

Of a letter in two bytes the first is left: it and the word say mostly which letter it was. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.text.letter_pairs import WORD, likelihood, plain, word_likelihoods

_LEADS = range(0xC3, 0xD2)  # first bytes of the Latin, Greek and Cyrillic letters of the region
_CONTINUATIONS = range(0x80, 0xC0)
_SAMPLE = 400  # words that tell the language
_LONGEST = 60  # letters of a word
_MARGIN = 1.5  # nats by which a letter must be likelier than any other
_ONE_LANGUAGE = frozenset({"bs", "hr", "sr-Latn"})
_BEFORE_SENTENCE = re.compile(r"(?:^|[.!?…]\s+)$")
_CAPITAL = 8.0  # nats: at the beginning of a sentence
_TOKEN = re.compile(r"\S+")
# Question marks between letters, in what is no address: letters that were lost elsewhere.
_IN_WORD = re.compile(r"[(„\"']?[^\W\d_]+(?:\?[^\W\d_]+)+[.,;:!?)“”\"']*")


@dataclass(frozen=True, slots=True)
class Restored:
    """A text with lost letters put back. Those that no word tells are question marks alone."""

    text: str
    guessed: int = 0
    unknown: int = 0


def restored(text: str, codec: str) -> Restored:
    """Return `text` with the letters that `codec` could not show, where their words tell them."""
    leads = dict(_leads(codec))
    pair = re.compile(f"[{''.join(leads)}]\\?") if leads else None
    if pair is None or not pair.search(text):
        return Restored(text)
    languages = languages_of(pair.sub("?", text))
    guessed = unknown = 0

    def word_as_meant(match: re.Match[str]) -> str:
        nonlocal guessed, unknown
        word = match[0]
        if not pair.search(word):
            return word
        opens = bool(_BEFORE_SENTENCE.search(text[max(0, match.start() - 3) : match.start()]))
        while lost := pair.search(word):
            start, end = word[: lost.start()], word[lost.end() :]
            letter = letter_between(start, end, leads[lost[0][0]], languages, opens=opens)
            guessed, unknown = guessed + bool(letter), unknown + (not letter)
            word = f"{start}{letter or '?'}{end}"
        return word

    mended = _TOKEN.sub(word_as_meant, text)
    return Restored(mended, guessed, unknown)


def letter_between(
    start: str,
    end: str,
    letters: Sequence[str],
    languages: frozenset[str],
    *,
    opens: bool = False,
) -> str:
    """Return the letter between two parts of a word; none where two are about as likely.

    `opens`: the word opens a sentence, mostly with a capital.
    """

    def likely(letter: str) -> float:
        is_capital = opens and not start and letter.isupper()
        return likelihood([f"{start}{letter}{end}"], languages) + _CAPITAL * is_capital

    ranked = sorted(letters, key=likely, reverse=True)
    is_sure = len(ranked) == 1 or likely(ranked[0]) - likely(ranked[1]) > _MARGIN
    return ranked[0] if is_sure else ""


def _leads(codec: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each sign that `codec` made of a first byte, and the letters it may be left of."""
    unshown = [byte for byte in _CONTINUATIONS if not _decoded(bytes([byte]), codec)]
    for lead in _LEADS:
        sign = _decoded(bytes([lead]), codec)
        letters = [bytes([lead, byte]).decode("utf-8") for byte in unshown]
        letters = [letter for letter in letters if letter.isalpha()]
        if sign and letters:
            yield sign, letters


def _decoded(raw: bytes, codec: str) -> str:
    return raw.decode(codec, "ignore")


def languages_of(text: str) -> frozenset[str]:
    """Return the language that most words of `text` are likely in, with those that are alike."""
    tokens = (token for token in text[:200_000].split() if "?" not in token)
    words = list(dict.fromkeys(WORD.findall(" ".join(tokens))))[:_SAMPLE]
    tables = [word_likelihoods(plain(word)) for word in words or ["a"]]
    best = max(tables[0], key=lambda language: sum(table[language] for table in tables))
    return _ONE_LANGUAGE if best in _ONE_LANGUAGE else frozenset({best})


def question_marks_in_words(text: str) -> int:
    """Return how many words of `text` have a question mark in the place of a letter."""
    tokens = (token for token in _TOKEN.findall(text) if "?" in token and len(token) < _LONGEST)
    return sum(_IN_WORD.fullmatch(token) is not None for token in tokens)
