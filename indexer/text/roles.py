"""Which parts of a document answer something, and which only belong to it. Pure.

Author lines, contents, references, licences, thanks and disclaimers are in every document, and
questions meet their words; but nobody wants to read them as an answer. What a block is, is told
by its form (names, dates, citations, dotted lines), by where it stands (before the first prose),
and by the headings and cues of the network's languages (`role_cues.py`). What is not certain is
text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from indexer.domain import Block, Role
from indexer.text import role_cues as cues
from indexer.text.folding import fold, folded_words
from indexer.text.sentences import split_sentences

_FRONT_BLOCKS = 24  # where a document's front matter may stand
_PROSE = 160  # characters from which a paragraph with a sentence's end is prose
_SHORT = 420  # characters that a licence, imprint or author line has at most
_SAYING = 12  # words of a list from which it may say something without a sentence
_TURNS = 3  # times that a running header is repeated, on pages of its own

_NAMED = (
    (cues.REFERENCES, Role.REFERENCES),
    (cues.THANKS, Role.THANKS),
    (cues.PEOPLE, Role.FRONT),
)
# An address for mail, also as people hide it from robots: `info (at) example.org`. Tried where a
# word begins, no further than an address goes on: a text may be a million letters without a space.
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[(\[{]\s?at\s?[)\]}]\s?)[\w-]{1,63}\.[a-z]{2,63}",
    re.IGNORECASE,
)
_DATED = re.compile(r"^[^.!?:;]{3,120}\b(?:19|20)\d\d\b[^.!?]{0,12}(?:4\.0|3\.0)?\W*$")
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\w{1,5}\s*$|\S\s+\d{1,3}\s*$")
_LINE_END = 200  # characters of a line that show what leads to its page
_CITATION = re.compile(
    r"^\W*(?:\d{1,3}[.\]]\s*)?[^\W\d_][\w'’. -]{1,40}, (?:[^\W\d_]\.[ -]?)+.{0,600}?"
    r"\(?(?:19|20)\d\d|\bdoi\.org/10\.\d|\bdoi:\s?10\.\d|\barxiv[.:]",
    re.IGNORECASE | re.DOTALL,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b|\bn\.d\.")
_SENTENCE = re.compile(r"[.!?;…](?:\s|$)")


def block_roles(blocks: Sequence[Block]) -> list[Role]:
    """Return what each block is. A heading has the role of what it names."""
    if _is_menu(blocks):
        return [Role.CONTENTS] * len(blocks)
    roles: list[Role] = []
    path: list[tuple[int, Role]] = []
    front, headers = _front(blocks), _running_headers(blocks)
    for position, block in enumerate(blocks):
        if block.level is not None:
            path = [above for above in path if above[0] < block.level]
            path.append((block.level, _named(block.text, at_end=2 * position + 2 > len(blocks))))
        named = next((role for _, role in path if role is not Role.TEXT), Role.TEXT)
        if block.level is not None:
            roles.append(Role.FRONT if position in front else named)
        elif _unnumbered(block) in headers:
            roles.append(Role.HEADER)
        elif position in front:
            roles.append(Role.FRONT)
        else:
            roles.append(named if named is not Role.TEXT else _by_form(block.text))
    return _without_lone_citations(roles, blocks)


def main_role(letters: Iterable[tuple[Role, int]]) -> Role:
    """Return what a passage is whose parts have these roles and lengths.

    It is text unless the other parts are at least two thirds of it.
    """
    lengths: Counter[Role] = Counter()
    for role, length in letters:
        lengths[role] += length
    text = lengths.pop(Role.TEXT, 0)
    return Role.TEXT if 2 * text > lengths.total() or not lengths else lengths.most_common(1)[0][0]


def sentence_role(sentence: str) -> Role:
    """Return what a sentence of a paragraph is that stands among others."""
    if is_notice(sentence):
        return Role.NOTICE
    return Role.FRONT if cues.BYLINE.search(_plain(sentence)) else Role.TEXT


def is_notice(sentence: str) -> bool:
    """Whether a sentence is a disclaimer: it speaks of the text, and not of its subject.

    Not when the situation follows: "describes no real class: 120 students, one lecture hall ...".
    """
    if not cues.NOTICE.search(_plain(sentence)):
        return False
    _, colon, rest = sentence.partition(":")
    return not colon or 3 * len(rest) < len(sentence)


def _named(heading: str, *, at_end: bool) -> Role:
    name = " ".join(word for word in folded_words(heading) if not word.isdigit())
    for names, role in _NAMED:
        # "Funding" in the middle is a subject; a list of references is one wherever it stands.
        if name in names and (role is Role.REFERENCES or at_end):
            return role
    return Role.TEXT


def _is_menu(blocks: Sequence[Block]) -> bool:
    """Whether all that a document says beside its headings is a short list of names.

    Such a page leads to other pages, whose names are near to many questions, and answers none.
    """
    lines = [line for block in blocks if block.level is None for line in block.text.splitlines()]
    listed = all(line.startswith("- ") for line in lines)
    words = sum(len(line.split()) - 1 for line in lines)
    return listed and 0 < words < _SAYING and not any(map(_SENTENCE.search, lines))


def _by_form(text: str) -> Role:
    plain = _plain(text)
    sentences = len(_SENTENCE.findall(text))
    if len(text) <= _SHORT and cues.LEGAL.search(plain):
        return Role.LEGAL
    if len(text) <= _SHORT and sentences <= 1 and (cues.IMPRINT.search(plain) or _is_address(text)):
        return Role.FRONT
    if sentences <= 6 and cues.GRATITUDE.search(plain):
        return Role.THANKS
    if _is_contents(text):
        return Role.CONTENTS
    if _is_citations(text):
        return Role.REFERENCES
    if all(is_notice(text[start:end]) for start, end in split_sentences(text)):
        return Role.NOTICE
    return Role.TEXT


def _front(blocks: Sequence[Block]) -> set[int]:
    """Return the positions of the blocks of front matter: who wrote it, where, when."""
    head = range(min(_first_prose(blocks), _FRONT_BLOCKS, len(blocks)))
    certain = {position for position in head if _is_front(blocks[position], position)}
    if not certain:
        return set()
    # What is sure draws the names and short labels beside it along, but not the title.
    drawn = {
        position
        for position in range(1, max(certain) + 2)
        if position in head and _is_label(blocks[position])
        if position < max(certain) or blocks[position].level is None
    }
    return certain | drawn


def _first_prose(blocks: Sequence[Block]) -> int:
    """Return the position of the first paragraph that is prose."""
    for position, block in enumerate(blocks):
        text = block.text
        prose = len(text) >= _PROSE and bool(_SENTENCE.search(text)) and _capitals(text) < 0.5
        if block.level is None and prose and not cues.LEGAL.search(_plain(text)):
            return position
    return len(blocks)


def _is_front(block: Block, position: int) -> bool:
    text, plain = block.text, _plain(block.text)
    if block.level is not None and position == 0:
        return False
    if len(text) > _SHORT:
        return _capitals(text) >= 0.65 and text.count(",") >= len(text) // 100
    dated = position <= 3 and block.level is None and bool(_DATED.match(text))
    works_at = _capitals(text) >= 0.5 and bool(cues.AFFILIATION.search(plain))
    return dated or works_at or _is_address(text) or bool(cues.IMPRINT.search(plain))


def _is_label(block: Block) -> bool:
    """Whether a block may be a name, or a label such as "Software": short, and no sentence."""
    text = block.text.strip()
    if len(text) > 300 or text.endswith((":", "?", "!")) or block.level == 1:
        return False
    if block.level is not None:
        return 2 <= len(text.split()) <= 60 and _capitals(text) >= 0.8
    return (len(text) <= 40 and not _SENTENCE.search(text)) or _capitals(text) >= 0.8


def _is_address(text: str) -> bool:
    """Whether a text is somebody's e-mail address, with a name or not."""
    return bool(_MAIL.search(text)) and len(_MAIL.sub("", text)) <= 120 and _capitals(text) >= 0.4


def _capitals(text: str) -> float:
    """Return the share of the words of three letters and more that begin with a capital."""
    words: list[str] = re.findall(r"[^\W\d_]{3,}", _MAIL.sub(" ", text))
    return sum(word[0].isupper() for word in words) / len(words) if words else 1.0


def _is_contents(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    ends = [line for line in lines if _LEADER.search(line[-_LINE_END:])]
    dotted = sum(bool(re.search(r"(?:\.\s?){4,}", line)) for line in lines)
    return len(lines) >= 3 and dotted >= 0.6 * len(lines) and len(ends) >= 0.6 * len(lines)


def _is_citations(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    cited = [line for line in lines if _CITATION.search(line) and _YEAR.search(line)]
    return bool(lines) and len(cited) >= 0.6 * len(lines) and all(len(line) < 700 for line in cited)


def _without_lone_citations(roles: list[Role], blocks: Sequence[Block]) -> list[Role]:
    """Return the roles with a single citation in a text taken for text: it belongs to what is said.

    A list of references has several, in one block or in blocks that follow one another.
    """
    kept = list(roles)
    for position, role in enumerate(roles):
        beside = roles[max(0, position - 1) : position] + roles[position + 1 : position + 2]
        lone = role is Role.REFERENCES and Role.REFERENCES not in beside
        if lone and blocks[position].level is None and blocks[position].text.count("\n") < 1:
            kept[position] = Role.TEXT
    return kept


def _running_headers(blocks: Sequence[Block]) -> set[str]:
    """Return the short lines that stand on three pages and more, as `_unnumbered` gives them."""
    pages: dict[str, set[int]] = defaultdict(set)
    for block in blocks:
        if block.level is None and block.page is not None and len(block.text) <= 120:
            pages[_unnumbered(block)].add(block.page)
    last = max((block.page for block in blocks if block.page is not None), default=0)
    return {line for line, on in pages.items() if len(on) >= max(_TURNS, last // 3)}


def _unnumbered(block: Block) -> str:
    return " ".join(re.sub(r"\d+", "#", block.text).split())


def _plain(text: str) -> str:
    """Return `text` folded, with its signs, and one space between words."""
    return " ".join(fold(text).split())
