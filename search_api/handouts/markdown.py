"""A list as Markdown."""

import re
from collections.abc import Iterator

from search_api.handouts.entry import Block, Entry, HandOut
from search_api.handouts.stretches import Rows, stretches
from search_api.handouts.wording import Say

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LIST = re.compile(r"^([ \t]*\d*)([-+=.)])", re.MULTILINE)  # what makes a line an item


def markdown(listed: HandOut) -> str:
    """Return the list: its agenda, then a heading and its paragraphs for each resource."""
    parts = [f"# {escaped(listed.title)}", *_frame(listed)]
    if listed.is_agenda:
        parts.append(_agenda(listed))
    for block in listed.blocks:
        if block.entry:
            parts += _paragraphs(block, block.entry, listed.say)
    return "\n\n".join(parts) + "\n"


def _frame(listed: HandOut) -> Iterator[str]:
    """Yield whom it is for, how long it takes, how many resources it has."""
    if listed.audience:
        yield f"**{listed.say('audience')}:** {escaped(listed.audience)}"
    if listed.duration:
        yield f"**{listed.say('duration')}:** {listed.say('minutes', count=listed.duration)}"
    yield listed.say("made_with", count=listed.size)


def _agenda(listed: HandOut) -> str:
    say = listed.say
    names = ("time", "part", "title", "minutes_column", "note")
    rows = [[say(name) for name in names]]
    for block in listed.blocks:
        title = f"{block.number}. {block.title}" if block.number else block.title
        warned = " ⚠" if block.entry and block.entry.warnings else ""
        minutes = str(block.minutes or "")
        rows.append([block.time, block.part, title + warned, minutes, block.note])
    return _table(rows)


def _table(rows: Rows) -> str:
    """Return a table, its first row the head."""
    columns = max(map(len, rows))
    lines = [[escaped(" ".join(cell.split())) for cell in row] for row in rows]
    lines.insert(1, ["---"] * columns)
    return "\n".join(f"| {' | '.join([*row, *[''] * (columns - len(row))])} |" for row in lines)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line.strip()}".strip() for line in escaped(text).split("\n"))


def escaped(text: str) -> str:
    """Return text as Markdown that shows exactly that text."""
    return _LIST.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text))


def _paragraphs(block: Block, entry: Entry, say: Say) -> Iterator[str]:
    yield f"## {block.number}. {escaped(entry.title)}"
    if entry.translated:
        yield f"*{escaped(entry.translated)}*"
    yield from filter(None, (escaped(entry.people), escaped(entry.facts)))
    if block.note:
        yield f"**{say('note')}:** {escaped(block.note)}"
    yield from filter(None, (escaped(entry.notice),))
    if entry.summary:
        yield f"**{say('summary')}:** {escaped(entry.summary)}"
    if entry.passage:
        place = f" ({escaped(entry.place)})" if entry.place else ""
        yield f"**{say('passage')}{place}:**"
        for stretch in stretches(entry.passage):
            yield _quoted(stretch) if isinstance(stretch, str) else _table(stretch)
    yield from _rights(entry, say)


def _rights(entry: Entry, say: Say) -> Iterator[str]:
    """Yield what the licence asks; and, where a resource is first, which it is, and how to cite."""
    if entry.warnings:
        yield f"**{say('restricted')}:** {escaped(' '.join(entry.warnings))}"
    if entry.rights_at:
        yield say("rights_at", number=entry.rights_at)
        return
    address = f" <{entry.licence_address}>" if entry.licence_address else ""
    yield f"**{say('licence')}:** {escaped(entry.licence)}{address}"
    yield f"**{say('credit')}:** {escaped(entry.credit)}"
    yield f"**{say('cite')}:** {escaped(entry.citation)}"
    if entry.work.link:
        yield f"**{say('link')}:** <{entry.work.link}>"
