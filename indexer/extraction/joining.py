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
        keep = head in _HYPHENATED or (words[head] > 1 and words[tail] > 1 and len(tail) > 3)
    return text + line if keep else text[:-1] + line
