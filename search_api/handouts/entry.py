"""A list in words: what every hand-out says of it and of each resource, whatever its format."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.domain import Passage, Resource
from indexer.metadata.facets import label
from indexer.taxonomy import load
from search_api.citing.styles import reference
from search_api.citing.work import Work, printable, work_of
from search_api.handouts.agenda import times
from search_api.handouts.gist import own_version
from search_api.handouts.reading_list import Item
from search_api.handouts.reuse import conditions
from search_api.handouts.wording import Say, saying

_LONGEST_SUMMARY = 1_500  # characters


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of a resource. Empty is what is not known.

    `translated` is its title in the reader's language, `facts` its language, type and the minutes
    of the class it tells of. `summary`, said once of each resource, is in the reader's language,
    too, where a version has one; `summary_tag` says which that is. `passage` was kept of it,
    `place` says where in the resource it stands, `notice` what became of it. `credit` names title,
    authors and licence as attribution asks; `warnings` say what the licence asks besides, each in
    a sentence. `tag` is the language of its text. `rights_at` is the number of the block in which
    licence, credit and citation of the resource stand already; 0: here.
    """

    work: Work
    title: str
    translated: str
    people: str
    language: str
    type: str
    facts: str
    summary: str
    summary_tag: str
    passage: str
    place: str
    page: str
    notice: str
    licence: str
    licence_address: str
    credit: str
    warnings: tuple[str, ...]
    citation: str
    tag: str
    rights_at: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a list: when it is on, as what, for how many minutes, with what note.

    `entry` is its resource; without one it is something of the reader's own, called `title`.
    `number` counts the resources, from 1; it is 0 without one.
    """

    number: int
    title: str
    part: str
    time: str
    minutes: int
    note: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class HandOut:
    """A list in words: its title, whom it is for, its blocks in order, the language it speaks."""

    title: str
    audience: str
    blocks: tuple[Block, ...]
    reader_language: str

    @property
    def say(self) -> Say:
        """Says a key in the reader's language."""
        return saying(self.reader_language)

    @property
    def is_agenda(self) -> bool:
        """Whether it is more than a reading list: something in it has minutes, or is a part."""
        return any(block.minutes or block.part for block in self.blocks)

    @property
    def duration(self) -> int:
        """All its minutes."""
        return sum(block.minutes for block in self.blocks)

    @property
    def size(self) -> int:
        """How many resources are in it."""
        return len({block.entry.work.id for block in self.blocks if block.entry})


@dataclass(frozen=True, slots=True)
class Frame:
    """What a list is called, whom it is for, when it begins (minutes since midnight)."""

    title: str = ""
    audience: str = ""
    start: int | None = None


def hand_out(items: Sequence[Item], frame: Frame, reader_language: str, public_url: str) -> HandOut:
    """Return a list in the reader's language; without a title it has a plain one."""
    say = saying(reader_language)
    on = times([item.marks.minutes for item in items], frame.start)
    blocks: list[Block] = []
    first: dict[str, int] = {}  # the number that a resource has first
    number = 0
    for item, time in zip(items, on, strict=True):
        entry = None
        if item.resource:
            number += 1
            entry = _entry(item, item.resource, reader_language, public_url)
            if rights_at := first.get(entry.work.id):
                entry = replace(entry, summary="", rights_at=rights_at)
            first.setdefault(entry.work.id, number)
        block = Block(
            number=number if entry else 0,
            title=entry.title if entry else _line(item.own),
            part=say(item.marks.part) if item.marks.part else "",
            time=time,
            minutes=item.marks.minutes,
            note=printable(item.marks.note).strip(),
            entry=entry,
        )
        blocks.append(block)
    listed = HandOut("", _line(frame.audience), tuple(blocks), reader_language)
    plain = say("workshop") if listed.is_agenda else say("reading_list")
    return HandOut(_line(frame.title) or plain, listed.audience, listed.blocks, reader_language)


def _entry(item: Item, resource: Resource, language: str, public_url: str) -> Entry:
    say = saying(language)
    metadata, work = resource.metadata, work_of(resource, public_url)
    licence = label("licence", metadata.licence, language) if metadata.licence else ""
    concept = load("licences").get(metadata.licence or "")
    address = (concept.uri if concept else None) or ""
    authors = ", ".join(name.straight for name in work.authors)
    source = tuple(filter(None, (authors, work.institution, str(work.year or ""))))
    tongue = label("language", metadata.language, language) if metadata.language else ""
    kind = label("type", metadata.type, language) if metadata.type else ""
    minutes = say("minutes", count=metadata.minutes) if metadata.minutes else ""
    version = own_version(metadata.language, item.versions, language)
    said, said_in = (
        (version.abstract, version.language)
        if version and version.abstract
        else (metadata.abstract, metadata.language)
    )
    return Entry(
        work=work,
        title=work.title,
        translated=_line(version.title) if version else "",
        people=" · ".join(source),
        language=tongue,
        type=kind,
        # In an agenda minutes are those of the workshop.
        facts=" · ".join(filter(None, (tongue, kind, "" if item.marks.minutes else minutes))),
        summary=_shortened(printable(said or "").strip()),
        summary_tag=said_in or "",
        passage=_passage(item.passage.text, metadata.abstract) if item.passage else "",
        place=_place(item.passage, metadata.title, say) if item.passage else "",
        page=_pages(item.passage) if item.passage else "",
        notice=say("changed") if item.changed else say("gone") if item.gone else "",
        licence=licence or say("not_stated"),
        licence_address=address,
        credit="; ".join(filter(None, (f"“{work.title}”", ", ".join(source), licence, address))),
        warnings=tuple(say(name) for name in conditions(metadata.licence)),
        citation=reference(work, "apa"),
        tag=metadata.language or "",
    )


def _passage(text: str, abstract: str | None) -> str:
    """Return the text of a passage, without the paragraph that only is the summary again."""
    summary = " ".join((abstract or "").split())
    paragraphs = printable(text).strip().split("\n\n")
    kept = [it for it in paragraphs if not (summary and summary in " ".join(it.split()))]
    return "\n\n".join(kept)


def _place(passage: Passage, title: str | None, say: Say) -> str:
    """Return where a passage stands: its page, and the headings above it."""
    page = _pages(passage)
    headings = " › ".join(printable(part) for part in passage.heading_path if part != title)
    return " · ".join(filter(None, (say("page", page=page) if page else "", headings)))


def _pages(passage: Passage) -> str:
    pages = [number for number in (passage.first_page, passage.last_page) if number]
    return "–".join(str(number) for number in dict.fromkeys(pages))


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_SUMMARY:
        return text
    return text[:_LONGEST_SUMMARY].rsplit(maxsplit=1)[0] + " …"
