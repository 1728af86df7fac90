"""A resource of a list in words: what every hand-out says of it, whatever its format."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indexer.metadata.facets import label
from indexer.taxonomy import load
from search_api.citing.styles import reference
from search_api.citing.work import Work, printable, work_of
from search_api.handouts.reading_list import Item
from search_api.handouts.reuse import conditions
from search_api.handouts.wording import Say, saying

_LONGEST_SUMMARY = 1_500  # characters


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of a resource. Empty is what is not known.

    `facts` are its language, type and time; `about` is the passage that was kept or the summary,
    `about_label` says which, `place` where in the resource it stands, `notice` what became of it.
    `credit` names title, authors and licence as attribution asks; `warnings` say what the licence
    asks besides, each in a sentence. `tag` is the language of its text.
    """

    work: Work
    title: str
    people: str
    language: str
    type: str
    facts: str
    note: str
    about_label: str
    about: str
    place: str
    page: str
    notice: str
    licence: str
    licence_address: str
    credit: str
    warnings: tuple[str, ...]
    citation: str
    tag: str


@dataclass(frozen=True, slots=True)
class HandOut:
    """A list in words: its title, its entries in order, and the language it speaks."""

    title: str
    entries: tuple[Entry, ...]
    reader_language: str

    @property
    def say(self) -> Say:
        """Says a key in the reader's language."""
        return saying(self.reader_language)


def hand_out(items: Sequence[Item], title: str, reader_language: str, public_url: str) -> HandOut:
    """Return a list in the reader's language; without a `title` it is a reading list."""
    say = saying(reader_language)
    named = printable(title).strip() or say("reading_list")
    entries = tuple(_entry(item, reader_language, public_url, say) for item in items)
    return HandOut(" ".join(named.split()), entries, reader_language)


def _entry(item: Item, language: str, public_url: str, say: Say) -> Entry:
    metadata, work = item.resource.metadata, work_of(item.resource, public_url)
    licence = label("licence", metadata.licence, language) if metadata.licence else ""
    concept = load("licences").get(metadata.licence or "")
    address = (concept.uri if concept else None) or ""
    authors = ", ".join(name.straight for name in work.authors)
    people = " · ".join(filter(None, (authors, work.institution, str(work.year or ""))))
    tongue = label("language", metadata.language, language) if metadata.language else ""
    kind = label("type", metadata.type, language) if metadata.type else ""
    minutes = say("minutes", count=metadata.minutes) if metadata.minutes else ""
    source = ", ".join(filter(None, (authors, work.institution, str(work.year or ""))))
    return Entry(
        work=work,
        title=work.title,
        people=people,
        language=tongue,
        type=kind,
        facts=" · ".join(filter(None, (tongue, kind, minutes))),
        note=printable(item.note).strip(),
        licence=licence or say("not_stated"),
        licence_address=address,
        credit="; ".join(filter(None, (f"“{work.title}”", source, licence, address))),
        warnings=tuple(say(name) for name in conditions(metadata.licence)),
        citation=reference(work, "apa"),
        tag=metadata.language or "",
        **_about(item, say),
    )


def _about(item: Item, say: Callable[..., str]) -> dict[str, str]:
    """Return what is shown of the text: the passage with its place, or the summary."""
    notice = say("changed") if item.changed else say("gone") if item.gone else ""
    passage = item.passage
    if passage is None:
        summary = _shortened(printable(item.resource.metadata.abstract or "").strip())
        shown = {"about_label": say("summary") if summary else "", "about": summary}
        return {**shown, "place": "", "page": "", "notice": notice}
    pages = [number for number in (passage.first_page, passage.last_page) if number]
    page = "–".join(str(number) for number in dict.fromkeys(pages))
    title = item.resource.metadata.title
    headings = " › ".join(printable(part) for part in passage.heading_path if part != title)
    place = " · ".join(filter(None, (say("page", page=page) if page else "", headings)))
    text = printable(passage.text).strip()
    return {
        **{"about_label": say("passage"), "about": text},
        **{"place": place, "page": page, "notice": notice},
    }


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_SUMMARY:
        return text
    return text[:_LONGEST_SUMMARY].rsplit(maxsplit=1)[0] + " …"
