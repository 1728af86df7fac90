"""A list as Markdown."""

import re
from collections.abc import Iterator

from search_api.handouts.entry import Entry, HandOut
from search_api.handouts.wording import Say

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LIST = re.compile(r"^([ \t]*\d*)([-+=.)])", re.MULTILINE)  # what makes a line an item


def markdown(listed: HandOut) -> str:
    """Return the list: a heading and its paragraphs for each resource."""
    parts = [f"# {escaped(listed.title)}", listed.say("made_with", count=len(listed.entries))]
    for number, entry in enumerate(listed.entries, start=1):
        parts += _paragraphs(number, entry, listed.say)
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return text as Markdown that shows exactly that text."""
    return _LIST.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text))


def _paragraphs(number: int, entry: Entry, say: Say) -> Iterator[str]:
    yield f"## {number}. {escaped(entry.title)}"
    yield from filter(None, (escaped(entry.people), escaped(entry.facts)))
    if entry.note:
        yield f"**{say('note')}:** {escaped(entry.note)}"
    yield from filter(None, (escaped(entry.notice),))
    if entry.about:
        place = f" ({escaped(entry.place)})" if entry.place else ""
        yield f"**{entry.about_label}{place}:**"
        yield "\n".join(f"> {line.strip()}".strip() for line in escaped(entry.about).split("\n"))
    address = f" <{entry.licence_address}>" if entry.licence_address else ""
    yield f"**{say('licence')}:** {escaped(entry.licence)}{address}"
    if entry.warnings:
        yield f"**{say('restricted')}:** {escaped(' '.join(entry.warnings))}"
    yield f"**{say('credit')}:** {escaped(entry.credit)}"
    yield f"**{say('cite')}:** {escaped(entry.citation)}"
    if entry.work.link:
        yield f"**{say('link')}:** <{entry.work.link}>"
