"""What a text says outright about its class: how many students, of which year or cycle, and
whether it meets over the network.

"30 first-year students, two lecturers and one hall" states a class; "with 200 students, use cards"
is advice, and "two doctoral students helped" is about others. Only statements are taken, and only
where all of a text's statements agree: naming a level or a mode alone was right too seldom.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.domain import Block
from indexer.text.folding import fold
from indexer.text.sentences import split_sentences

STATED = ("class_size", "mode", "cycle")  # the vocabularies of what a text can state

# All patterns are for folded text, so one spelling serves Latin and Cyrillic.
_CLASS = re.compile(
    r"(?<![\d.,:–-])(?P<least>\d{1,4})"
    r"(?:\s*[–-]\s*(?P<dash>\d{1,4})|\s+(?:to|deri ne|do|εωσ|ωσ)\s+(?P<most>\d{1,4}))?"
    r"(?P<before>(?:\s+[^\W\d][\w'-]*){0,4}?)\s+"
    r"(?:studen|φοιτητ|doktorand|doktorant|διδακτορ)\w*"
    r"(?P<after>[^.;!?]*)"
)
# What comes before the number where a text speaks of another class than its own.
_ADVICE = re.compile(
    r"(?:\b(?:with|me|sa|s|so|με|pri|kod|among your)\s+|(?:^|\n)\s*[-•–]?\s*"
    r"|\b(?:group|team|grup|tim|ομαδ|ekip)\w*\s+(?:(?:of|od|prej|nga|ot|po|των)\s+)?)$"
)
_ONE_OR_TWO = (
    r"\b(?:one|two|three|nje|dy|tre|jedan|jedna|dva|dvije|dve|eden|edna|edin|ενασ|μια|δυο)"
)
_TEACHER = (
    r"(?:teacher|lecturer|professor|assistant|tutor|instructor|mesimdhenes|pedagog|asistent"
    r"|profesor|lektor|nastavni|predavac|docent|διδασκ|καθηγητ|βοηθ|prepodavatel)"
)
_TAUGHT = re.compile(rf"{_ONE_OR_TWO}\s+(?:[^\W\d]\w*\s+)?{_TEACHER}")
_BEFORE = 60  # characters before a number that say what it counts
_WORDS_AFTER = 6  # a year or cycle further away is of something else
_LEVELS = (  # the first that fits: a second year may be a master's
    (
        "doctoral",
        r"\b(?:doctoral|phd|doktorand|doktorant|doktorsk|διδακτορ)",
    ),
    (
        "master",
        r"\b(?:master|magist|diplomskog studij|μεταπτυχιακ|postgraduate)",
    ),
    (
        "first-year",
        r"\b(?:first[- ]year|vitit te pare|prv[aeo]j? godin|parvi kurs|πρωτου ετουσ|πρωτοετ)",
    ),
    (
        "bachelor",
        r"\b(?:(?:second|third|fourth)[- ]year|vitit te (?:dyte|trete|katert)"
        r"|(?:drug|trec|cetvrt|vtor|tret)[aeo]j? godin|(?:vtori|treti|cetvarti) kurs"
        r"|(?:δευτερου|τριτου|τεταρτου) ετουσ|δευτεροετ|undergraduate|bachelor|προπτυχιακ)",
    ),
)
_MODES = (
    (
        "online",
        r"\b(?:(?:fully|entirely|completely|wholly) online|plotesisht (?:online|onlajn|ne distance)"
        r"|(?:potpuno|u potpunosti|iskljucivo|celosno) (?:online|onlajn|na daljinu|na dalecina)"
        r"|(?:izcalo|iztsyalo|izcjalo) (?:onlajn|distancionno)"
        r"|εξ ολοκληρου (?:διαδικτυακ\w*|εξ αποστασεωσ))",
    ),
    (
        "blended",
        r"\b(?:(?:blended|hybrid) (?:course|class|programme|module)|kurs hibrid|hibridn\w+ kurs"
        r"|(?:kombinovan|kombiniran)\w* nastav|υβριδικο μαθημα|smesen\w* obucenie)",
    ),
)
_SMALLEST, _LARGEST = 6, 900  # fewer is a group inside the class


class Statement(NamedTuple):
    """A concept of a vocabulary that a sentence of the text states."""

    vocabulary: str
    concept_id: str
    sentence: str


def stated(blocks: Sequence[Block]) -> list[Statement]:
    """Return what the text states, of each vocabulary one concept at most, with its sentence."""
    every = [statement for block in blocks for statement in _of_block(block.text)]
    agreed = []
    for vocabulary in STATED:
        mine = [statement for statement in every if statement.vocabulary == vocabulary]
        if len({statement.concept_id for statement in mine}) == 1:
            agreed.append(mine[0])
    return agreed


def _of_block(text: str) -> Iterator[Statement]:
    for start, end in split_sentences(text):
        sentence = " ".join(text[start:end].split())
        folded = fold(text[start:end])
        for concept, pattern in _MODES:
            if re.search(pattern, folded):
                yield Statement("mode", concept, sentence)
        for match in _CLASS.finditer(folded):
            for vocabulary, concept in _of_class(match, folded):
                yield Statement(vocabulary, concept, sentence)


def _of_class(match: re.Match[str], sentence: str) -> Iterator[tuple[str, str]]:
    least, most = int(match["least"]), int(match["dash"] or match["most"] or match["least"])
    before = sentence[max(0, match.start() - _BEFORE) : match.start()]
    if not _SMALLEST <= most <= _LARGEST or _ADVICE.search(before):
        return
    after = match["after"]
    whole = " ".join((match[0].removesuffix(after), *after.split()[:_WORDS_AFTER]))
    level = next((name for name, pattern in _LEVELS if re.search(pattern, whole)), None)
    if level:
        yield "cycle", level
    if (level or _TAUGHT.search(after)) and _size(least) == _size(most):
        yield "class_size", _size(most)


def _size(students: int) -> str:
    return "small" if students < 25 else "medium" if students <= 60 else "large"
