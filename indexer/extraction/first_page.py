"""What a paper prints on its first page: title, authors, their bodies, year, DOI, licence. Pure.

Properties inside a PDF are often empty or left over from a template, while the first page was
seen by its authors. `metadata` reads the page; `merge` weighs it against the properties.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from indexer.domain import Block, Metadata
from indexer.extraction.affiliations import BODY, affiliations
from indexer.extraction.joining import joined
from indexer.extraction.lines import Line
from indexer.extraction.paragraphs import body_size
from indexer.metadata import licences
from indexer.metadata.values import LATEST_YEAR, doi_in
from indexer.text.folding import fold

_MASTHEAD = re.compile(
    r"\b(journal|proceedings|conference|issn|isbn|vol\.|volume|preprint|arxiv|draft|"
    r"часопис|зборник|списание|zbornik|časopis|περιοδικό|revist[aë])\b|https?:|www\.|@",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"^(abstract|summary|introduction|keywords?|key words|doi|statement of need|software|contents|"
    r"апстракт|абстракт|сажетак|резиме|резюме|увод|кључне речи|клучни зборови|ключови думи|"
    r"sažetak|apstrakt|abstrakt|uvod|ključne riječi|ključne reči|përmbledhje|hyrje|fjalë kyçe|"
    r"περίληψη|εισαγωγή|λέξεις|περιεχόμενα|πρόλογος|introducere|rezumat|cuprins|cuvinte cheie|"
    r"giriş|özet|içindekiler|anahtar kelimeler|povzetek|kazalo|ključne besede|sadržaj|садржај|"
    r"содржина|съдържание|përmbajtja|parathënie|predgovor|предговор|preface|foreword|acknowledge?ments?)\b",
    re.IGNORECASE,
)
_PARTICLES = {
    "de", "van", "von", "der", "den", "da", "di", "du", "la", "le", "del", "della", "dos", "das",
    "al", "el", "bin", "ibn", "ter", "ten", "y", "e", "i",
}  # fmt: skip
_TITLES = re.compile(
    r"\b(ph\.?d|m\.?sc|b\.?sc|dr|prof|assoc|asst|доц|проф|др|д-р|доц|mr|mrs|ms|md|jr|sr)\b\.?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:[,;]|\band\b|&|\bи\b|\bκαι\b|\bdhe\b|\bi\b(?= [A-ZČĆŽŠĐ]))\s*")
_NO_WORDS: Counter[str] = Counter()
_MARKS = re.compile(r"[\d*†‡§¶#∗⋆⁎¹²³⁰-⁹✉|]+|\(\s*\)|\[\s*\]")


def metadata(lines: Sequence[Line], blocks: Sequence[Block] = ()) -> Metadata:
    """Return what the lines of a first page say; `blocks` may add the abstract."""
    if not lines:
        return Metadata()
    title = _title_lines(lines)
    text = joined([line.text for line in lines], _NO_WORDS)
    below = [line.text for line in lines[_end(lines, title) :]] if title else []
    return Metadata(
        title=joined([line.text for line in title], _NO_WORDS).rstrip("*∗†‡ ") or None,
        authors=_authors(lines, title) if title else (),
        affiliations=affiliations(below),
        year=_year(lines),
        doi=_doi(lines),
        licence=licences.find(text),
        abstract=abstract(blocks),
    )


def merge(embedded: Metadata, printed: Metadata, opening: str) -> Metadata:
    """Return the best of document properties and first page.

    A property wins where the opening pages confirm it: it has no line breaks and no markers.
    Otherwise the page does, and the property serves where the page says nothing.
    """
    title = embedded.title if confirmed(embedded.title, opening) else None
    authors = embedded.authors if _all_confirmed(embedded.authors, opening) else ()
    if len(printed.authors) > len(authors):
        authors = printed.authors
    return replace(
        embedded,
        title=title or printed.title or embedded.title,
        authors=authors or printed.authors or embedded.authors,
        affiliations=embedded.affiliations or printed.affiliations,
        year=printed.year or embedded.year,
        doi=embedded.doi or printed.doi,
        licence=embedded.licence or printed.licence,
        abstract=printed.abstract or embedded.abstract,
    )


def confirmed(value: str | None, opening: str) -> bool:
    """Whether nearly all words of `value` stand in the opening of the text."""
    page = fold(re.sub(r"\W+", " ", opening))
    words = fold(re.sub(r"\W+", " ", value or "")).split()
    return bool(words) and sum(word in page for word in words) >= 0.8 * len(words)


def names_section(heading: str) -> bool:
    """Whether a heading names a section and cannot be a title: `Introduction`, `1. Aims`."""
    return bool(_STOP.match(heading) or re.match(r"\d", heading))


def _all_confirmed(names: tuple[str, ...], opening: str) -> bool:
    return bool(names) and all(confirmed(name, opening) for name in names)


def _title_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of the title: the largest type that reads like one."""
    body = body_size(lines)
    top, bottom = max(line.y for line in lines), min(line.y for line in lines)
    upper = [line for line in lines if line.y > top - 0.62 * (top - bottom)]
    for size in sorted({line.size for line in upper}, reverse=True):
        if size < 1.1 * body:
            break
        run = _run(upper, size)
        text = " ".join(line.text for line in run)
        letters = sum(1 for sign in text if sign.isalpha())
        if letters >= 8 and len(text) <= 400 and not _is_masthead(text) and not _STOP.match(text):
            return run
    return []


def _is_masthead(text: str) -> bool:
    return bool(_MASTHEAD.search(text)) and len(text) < 80


def _run(lines: Sequence[Line], size: float) -> list[Line]:
    """Return the first lines that follow one another in type of `size`."""
    run: list[Line] = []
    for line in lines:
        if abs(line.size - size) < 0.6:
            if run and run[-1].y - line.y > 3 * size:
                break
            run.append(line)
        elif run:
            break
    return run


def _authors(lines: Sequence[Line], title: list[Line]) -> tuple[str, ...]:
    """Return the names below the title, as far as they are set in one type."""
    start = _end(lines, title)
    block: list[Line] = []
    for line in lines[start : start + 100]:
        if _STOP.match(line.text) or (block and abs(line.size - block[0].size) > 0.6):
            break
        if line.y > title[-1].y + 1:  # back up: another box
            break
        if BODY.search(line.text):
            block += [] if block else [line]  # "Ana Anić, University of ..." names one
            break
        if len(_names(line.text)) == 0 and not block and len(line.text) > 12:
            break
        block.append(line)
    return _named([line.text for line in block])


def _end(lines: Sequence[Line], title: list[Line]) -> int:
    """Return the position of the line after the title."""
    return max(position for position, line in enumerate(lines) if line in title) + 1


def _named(texts: list[str]) -> tuple[str, ...]:
    listed = any(_AND.search(text) for text in texts)
    text = " ".join(texts) if listed else ", ".join(texts)
    return tuple(dict.fromkeys(_names(text)))


def _names(text: str) -> list[str]:
    text = (
        _TITLES.sub(" ", _MARKS.sub(" , ", text))
        if "," not in text
        else _TITLES.sub(" ", _MARKS.sub(" ", text))
    )
    names = (" ".join(part.split()).strip(" .:-–") for part in _AND.split(text))
    return [name for name in names if _is_person(name)]


def _is_person(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 6 or len(name) > 60 or BODY.search(name):
        return False
    if re.search(r"[\d@:/()\[\]{}=+<>!?]", name):
        return False
    proper = [word for word in words if word[0].isupper()]
    rest = [word for word in words if not word[0].isupper()]
    return len(proper) >= 2 and all(fold(word).strip(".'’") in _PARTICLES for word in rest)


_PUBLISHED = re.compile(
    r"\b(?:published|објављено|objavljeno|публикувано|publikuar|botuar|δημοσιεύθηκε|δημοσίευση)"
    r"\b.{0,40}?\b(19[5-9]\d|20\d\d)\b",
    re.IGNORECASE,
)
_CITATION_YEAR = re.compile(r"\((19[5-9]\d|20\d\d)[a-z]?\)[.,:]")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\D{0,40}(19[5-9]\d|20\d\d)", re.IGNORECASE)
_DATE_LINE = re.compile(
    r"^\W*(?:\d{1,2}\W{1,2})?[^\W\d]*\W{0,2}(?:\d{1,2}\W{1,2})?(19[5-9]\d|20\d\d)\W*$"
)


def _year(lines: Sequence[Line]) -> int | None:
    """Return the year of publication: said, in the citation at the edge, copyright, or dated."""
    top, bottom = max(line.y for line in lines), min(line.y for line in lines)
    edge = [line for line in lines if line.y > top - 40 or line.y < bottom + 40]
    for pattern, where in (
        (_PUBLISHED, lines),
        (_CITATION_YEAR, edge),
        (_COPYRIGHT, lines),
        (_DATE_LINE, lines[:20]),
    ):
        for line in where:
            match = pattern.search(line.text)
            if match and int(match[1]) <= LATEST_YEAR:
                return int(match[1])
    return None


def _doi(lines: Sequence[Line]) -> str | None:
    """Return the DOI that the page calls its own, not one from its references."""
    for line in lines:
        labelled = re.search(r"\bdoi\b\s*:?\s*(.*)", line.text, re.IGNORECASE)
        if labelled and line.text.lower().startswith("doi") and (doi := doi_in(labelled[1])):
            return doi
    top, bottom = max(line.y for line in lines), min(line.y for line in lines)
    for line in lines:
        if (line.y > top - 60 or line.y < bottom + 40) and (doi := doi_in(line.text)):
            return doi
    return None


_ABSTRACT = re.compile(
    r"^(abstract|summary|апстракт|абстракт|сажетак|резиме|резюме|sažetak|apstrakt|abstrakt|"
    r"përmbledhje|abstrakti|περίληψη)\b[\s.:—–-]*",
    re.IGNORECASE,
)


def abstract(blocks: Sequence[Block]) -> str | None:
    """Return the paragraph under (or after the word) Abstract on the first two pages."""
    for position, block in enumerate(blocks[:40]):
        match = _ABSTRACT.match(block.text)
        if match is None or (block.page or 1) > 2:
            continue
        rest = block.text[match.end() :]
        if len(rest) > 80:
            return rest[:3000]
        if block.level and position + 1 < len(blocks) and blocks[position + 1].level is None:
            return blocks[position + 1].text[:3000]
    return None
