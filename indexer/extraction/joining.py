"""Lines to running text: words and addresses that were broken at line ends made whole."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

OPEN_ADDRESS = re.compile(r"(?:https?://|doi\.org/|www\.)\S*[./_=?&%-]$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Compounds with these keep their hyphen wherever the line breaks.
_HYPHENATED = {
    "self", "well", "non", "co", "cross", "high", "low", "long", "short", "open", "multi", "semi",
    "pre", "post", "so", "ex", "all", "one", "two", "three", "four", "five", "six", "ten", "full",
    "half", "hands", "real", "state", "end", "follow", "peer", "problem", "project", "large",
    "small", "first", "second", "third", "web", "user", "data", "evidence", "research", "student",
    "teacher", "learner",
}  # fmt: skip
# No word ends so after a syllable's break: `case-based`, `decision-making`.
_SECOND_PARTS = {
    "based", "making", "oriented", "centred", "centered", "driven", "solving", "directed",
    "paced", "effective",
}  # fmt: skip
# Nor after a longer word; `cor-related` and `inter-related` are words of their own.
_AFTER_LONG = {
    "related", "specific", "purpose", "speaking", "level", "scale", "friendly", "intensive",
    "assisted", "mediated",
}  # fmt: skip
_ONE_WORD = frozenset({"inter", "intra", "uncor"})
# What is a syllable elsewhere (`in-formation`, `know-ledge`), and a word before these.
_PAIRS = {
    "in": {"class", "service", "person", "depth", "house"},
    "know": {"how"},
    "part": {"time"},
    "flipped": {"classroom", "classrooms", "learning"},
    "think": {"pair"},
    "pair": {"share"},
}
_LINKING = {
    "and", "by", "to", "in", "of", "the", "for", "at", "on", "a", "i", "na", "za", "po", "do",
    "и", "за", "на", "по", "до",
}  # fmt: skip
# Slavic compounds of two adjectives: `nastavno-naučno`, `учебно-методически`.
_FIRST_ADJECTIVE = re.compile(
    r"^\w{3,}(?:[vlčtlrdn]no|sko|čko|ško|tveno|[влчтрдбн]но|ско|чко|шко|твено)$"
)
_SECOND_ADJECTIVE = re.compile(
    r"^(?!m[ns])\w{3,}(?:n|sk|čk|šk)(?:i|a|o|e|og|om|oga|omu|im|ih|oj|u)$"
    r"|^(?!м[нс])\w{3,}(?:н|ск|чк|шк)(?:и|а|о|е|ог|ом|ога|ому|им|их|ој|у|ия|ият|ите|ата)$"
)


def word_counts(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word occurs in lower case, compounds counted whole."""
    return Counter(word.lower() for text in texts for word in _WORD.findall(text))


def joined(lines: Sequence[str], words: Counter[str]) -> str:
    """Return lines as running text, words that were broken at line ends made whole.

    `words` counts the words of the whole document, in lower case: they decide whether
    `self-` + `study` was a compound and `bioin-` + `formatics` a word.
    """
    text = ""
    for line in lines:
        if (
            text.endswith(("-", "\u2010"))
            and not text.endswith((" -", "--"))
            and line[:1].isalnum()
        ):
            text = _unbroken(text, line, words)
        elif OPEN_ADDRESS.search(text) and re.match(r"[^\s(]+", line):
            text += line
        else:
            text = f"{text} {line}" if text else line
    return text


def _unbroken(text: str, line: str, words: Counter[str]) -> str:
    left = re.search(r"([^\W\d_]+)[-\u2010]$", text)
    right = re.match(r"[^\W\d_]+", line)
    if left is None or right is None or right[0][0].isupper():
        return text + line  # digits, names, addresses: the hyphen is real
    head, tail = left[1].lower(), right[0].lower()
    as_word, as_compound = words[head + tail], words[f"{head}-{tail}"]
    if as_word != as_compound:
        keep = as_compound > as_word
    else:
        are_words = words[head] > 1 and words[tail] > 1 and len(tail) > 3
        chained = (text[: left.start()].endswith("-") and head in _LINKING) or (
            tail in _LINKING and line[right.end() :].startswith("-")
        )
        keep = are_words or chained or is_compound(head, tail)
    return text + line if keep else text[:-1] + line


def is_compound(head: str, tail: str) -> bool:
    """Whether `head` and `tail`, in lower case, make a compound whatever the document says."""
    if len(head) == 1 or head in _HYPHENATED or tail in _SECOND_PARTS:
        return True
    if tail in _AFTER_LONG and len(head) > 3 and head not in _ONE_WORD:
        return True
    return tail in _PAIRS.get(head, ()) or (
        _FIRST_ADJECTIVE.search(head) is not None and _SECOND_ADJECTIVE.search(tail) is not None
    )
