"""Signs in numbers and layout: accounts of a class, schedules, imprints of papers."""

import re
from collections.abc import Iterator, Sequence

from indexer.domain import Block
from indexer.taxonomy.mentions import Mention
from indexer.text.folding import fold

# Folded, so one spelling serves Latin and Cyrillic.
_STUDENTS = re.compile(
    r"(?<![\d.,:–-])(\d{1,4})(?:\s*[–-]\s*(\d{1,4}))?\s+(?:[^\W\d]\S*\s+){0,2}?(?:student|φοιτητ)"
)
_MINUTES = re.compile(r"(?<![\d.,:–-])(\d{2,3})[\s-]+(?:min(?!im)|λεπτ)")
_SCHEDULED = re.compile(r"^\d{1,3}\s*[–-]\s*\d{1,3}\b|\(\d{1,3} min\w*\)|^\d{1,2}[.:]\d\d\b")
_REFERENCES = re.compile(
    r"^(?:references|further reading|literatur|referenc|bibliogr|burim|izvori|βιβλιογραφ|πηγες)"
)
# What only a published paper prints on its first page.
_IMPRINT = re.compile(
    r"\bdoi\b|\bissn\b|\bud[kc]\b|corresponding author|journal of|"
    r"\b(?:submitted|received|accepted|published|primljen|prihvacen|priet|poluchena)\w*:"
)
_AFFILIATION = re.compile(
    r"universi|department|institut|facult|fakult|professor|college|"
    r"licen[cs]e|copyright|^- review|@|"
    r"πανεπιστημ|τμημα"
)
_FIRST_PAGE = 14  # blocks
_SCHEDULE = 3  # headings with a time make a schedule


def without_references(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks before the list of references, which names what others wrote about."""
    for position, block in enumerate(blocks):
        if block.level is not None and position and _REFERENCES.match(fold(block.text)):
            return list(blocks[:position])
    return list(blocks)


def imprint(blocks: Sequence[Block]) -> Block | None:
    """Return the block with a published paper's imprint (DOI, ISSN, dates), if it is one."""
    marked = [b for b in blocks[:_FIRST_PAGE] if _IMPRINT.search(fold(b.text))]
    kinds = {kind for block in marked for kind in _IMPRINT.findall(fold(block.text))}
    return marked[0] if len(kinds) >= 2 else None


def without_affiliations(blocks: Sequence[Block]) -> list[Block]:
    """Return a paper's blocks without where its authors work, which is not what it is about."""
    return [
        block
        for position, block in enumerate(blocks)
        if position >= _FIRST_PAGE
        or block.level is not None
        or not (_IMPRINT.search(fold(block.text)) or _AFFILIATION.search(fold(block.text)))
    ]


def signs_of_practice(text: str) -> Iterator[Mention]:
    """Yield the numbers that accounts of a real class have: of students, of minutes."""
    folded = fold(text)
    for pattern in (_STUDENTS, _MINUTES):
        for match in pattern.finditer(folded):
            yield Mention("good-practice", *_span(text, folded, match), words=1)


def schedule_heading(blocks: Sequence[Block]) -> Block | None:
    """Return the first heading with a time on it when there are several: a session's plan."""
    timed = [b for b in blocks if b.level is not None and _SCHEDULED.search(fold(b.text))]
    return timed[0] if len(timed) >= _SCHEDULE else None


def _span(text: str, folded: str, match: re.Match[str]) -> tuple[int, int]:
    """Return the offsets in `text` of a match in its folded form, which may differ in length."""
    share = len(text) / max(len(folded), 1)
    return int(match.start() * share), min(int(match.end() * share) + 1, len(text))
