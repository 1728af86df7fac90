"""A list as a table that opens right in Excel, by double click."""

import csv
import io

from search_api.handouts.entry import Block, HandOut

# Excel splits at what its country takes: where a comma parts decimals, at semicolons. That is all
# of the network but for whoever works in English.
_SEPARATORS = {"en": ","}
_ELSEWHERE = ";"
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as a code page
_OF_RESOURCES = 8  # cells after the note, which something of the reader's own leaves empty
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def csv_table(listed: HandOut) -> str:
    """Return the list, a resource a row. No cell begins as a formula: Excel would run it."""
    separator = _SEPARATORS.get(listed.reader_language, _ELSEWHERE)
    out = io.StringIO(newline="")
    out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_MINIMAL)
    names = (
        *("time", "part", "minutes_column", "title", "authors", "institution", "year"),
        *("language", "type", "note", "summary", "passage", "place", "licence", "reuse"),
        *("credit", "cite", "link"),
    )
    writer.writerow([listed.say(name) for name in names])
    for block in listed.blocks:
        writer.writerow([harmless(cell) for cell in _cells(block)])
    return out.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe makes it text."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _cells(block: Block) -> tuple[str, ...]:
    when = (block.time, block.part, str(block.minutes or ""))
    entry = block.entry
    if entry is None:
        return (*when, block.title, "", "", "", "", "", block.note, *[""] * _OF_RESOURCES)
    work = entry.work
    return (
        *when,
        entry.title,
        "; ".join(name.straight for name in work.authors),
        work.institution,
        str(work.year or ""),
        entry.language,
        entry.type,
        block.note,
        entry.summary,
        " ".join(filter(None, (entry.notice, entry.passage))),
        entry.page,
        entry.licence,
        " ".join(entry.warnings),
        entry.credit,
        entry.citation,
        work.link,
    )
