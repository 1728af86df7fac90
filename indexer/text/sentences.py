"""Where sentences end, in the languages of the network. Pure."""

import re
from collections.abc import Iterator

# A sentence ends at . ! ? … or the Greek question mark, before a space and an upper-case letter,
# a digit, a bracket or a quotation mark; and where the next point of a list begins.
_SENTENCE_END = re.compile(
    r"(?<=[.!?…;])[\"”»’)\]]*\s+(?=[\"„“«‘(\[]?[^\Wa-zа-яα-ωџљњђћј_])|"
    r"\n(?=[ \t]*(?:[-–•*▪]|\d{1,2}[.)])[ \t])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-ZА-ЯΑ-Ω]|al|cf|dr|ed|eds|e\.g|etc|fig|i\.e|no|np?r|pp?|prof|sc|sv|st|tab|"
    r"tzv|vol|vs|др|нпр|проф|стр|сл|тзв|т\.н|т\.е|π\.χ|σελ|βλ|κ\.ά)\.|;)\s*$",
    re.IGNORECASE,
)
_GREEK = re.compile(r"[α-ωάέήίόύώ][;]\s*$", re.IGNORECASE)


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) offsets of the sentences of one paragraph, in order."""
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        before = text[start : gap.start()]
        next_point = gap.group() == "\n"
        if not next_point and _ABBREVIATION.search(before) and not _GREEK.search(before):
            continue
        yield start, gap.start() + len(gap.group().rstrip())
        start = gap.end()
    if start < len(text):
        yield start, len(text)
