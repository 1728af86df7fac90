"""Terms: what a text is looked up by. Words, but names with signs, acronyms and letters whole.

`C++`, `C#` and `.NET` are one word each. An acronym in capitals (AI, ВИ, ΤΠΕ) has a term of its
own beside its folded word, because `ai` is Albanian for he and `it` English for a thing. A single
letter is a term only where it is a name: the R of `statistics with R`, not an article or initial.
"""

import re
from functools import lru_cache

from indexer.text.folding import fold

_WORD = re.compile(
    r"(?<![\w.])(?:[CcСс]\+\+|[CcFf]#|\.(?i:net)\b)(?![\w+#])|[^\W_]+(?:['’][^\W_]+)*"
)
_SIGNED = {"c++": "cplusplus", "s++": "cplusplus", "c#": "csharp", "f#": "fsharp", ".net": "dotnet"}
# One letter, neither part of a compound (t-test, R&D) nor an initial (R. Smith). Vowels are words
# in one language or another, and so are s, k, v and z.
_ALONE = r"(?<![\w\-–'’./&])[{letters}](?![\w\-–'’/+#&=])(?!\.\s?\w)"
_NAME = re.compile(_ALONE.format(letters="BCDFGHJLMNPQRTWXY"))
_TYPED_NAME = re.compile(_ALONE.format(letters="BCDFGHJLMNPQRTWXYcr"))  # c, r: so people type
_MARK = "0"  # before an acronym's letters: no other term begins so
_LONGEST_ACRONYM, _SURELY_ACRONYM = 5, 3  # letters
_SHOUTED = 0.6  # share of capitals above which they mean nothing


def words(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of every word of `text`, names with signs whole."""
    return [match.span() for match in _WORD.finditer(text)]


def written_words(text: str) -> list[str]:
    """Return every word of `text` as it is written, names with signs whole, in reading order."""
    return _WORD.findall(text)


@lru_cache(maxsize=200_000)
def folded_word(word: str) -> str:
    """Return a word as the full-text index holds it: `C++` as `cplusplus`."""
    plain = fold(word)
    return _SIGNED.get(plain, plain)


def folded_words(text: str) -> list[str]:
    """Return the folded form of every word of `text`, names with signs whole, in reading order."""
    return [folded_word(word) for word in written_words(text)]


def terms(text: str, typed: bool = False) -> list[tuple[str, ...]]:
    """Return the term of each word of `text` and, of an acronym, that of its capitals too.

    Single letters and digits are left out, but for names. `typed` text is a question, in which
    `r` and `c` are names too.
    """
    shouted = is_shouted(text)
    listed: list[tuple[str, ...]] = []
    for start, end in words(text):
        word = text[start:end]
        if len(word) == 1 and not is_name(text, start, typed):
            continue
        capitals = None if shouted else acronym(word)
        listed.append((folded_word(word), capitals) if capitals else (folded_word(word),))
    return listed


def is_name(text: str, place: int, typed: bool = False) -> bool:
    """Whether the single letter at `place` is a name: `R`, but no article and no initial."""
    return (_TYPED_NAME if typed else _NAME).match(text, place) is not None


def acronym(word: str) -> str | None:
    """Return the term of a word of two to five capitals, `0ai` for `AI`; None for others."""
    if 2 <= len(word) <= _LONGEST_ACRONYM and word.isupper() and word.isalpha():
        return _MARK + fold(word)
    return None


def is_acronym(term: str) -> bool:
    """Whether a term is that of an acronym."""
    return term[:1] == _MARK and term[1:].isalpha()


def without_mark(term: str) -> str:
    """Return the folded word of a term: `ai` for `0ai`."""
    return term[1:] if is_acronym(term) else term


def spellings(term: str) -> tuple[str, ...]:
    """Return what a term of a question is looked up as.

    An acronym of up to three letters is looked up in capitals alone; a longer one may be a word
    that somebody typed so: `EXAM`.
    """
    whole = is_acronym(term) and len(term) - len(_MARK) <= _SURELY_ACRONYM
    return (term,) if whole or not is_acronym(term) else (term, without_mark(term))


def is_shouted(text: str) -> bool:
    """Whether `text` is in capitals, as a headline is: then they mark no acronym."""
    letters = sum(map(str.isalpha, text))
    if sum(map(str.isupper, text)) <= _SHOUTED * letters:
        return False
    return any(end - start > _SURELY_ACRONYM for start, end in words(text))
