"""A list as a table that opens right in Excel, by double click."""

import csv
import io
import re

from search_api.handouts.entry import Block, HandOut

# Excel splits at what its country takes: where a comma parts decimals, at semicolons. That is all
# of the network but for whoever works in English.
_SEPARATORS = {"en": ","}
_ELSEWHERE = ";"
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as a code page
_OF_RESOURCES = 8  # cells after the note, which something of the reader's own leaves empty
_SIGNS = r"=+\-@＝＋－＠"  # a cell that begins so is a formula
_FORMULA = re.compile(rf" *[{_SIGNS}\t\r\n]")
# Where a program of another country, which parts cells at other signs, would see a cell begin.
_BEGINS_ELSEWHERE = re.compile(rf"(?<=[;,\t\r\n])( *)(?=[{_SIGNS}])")
_ITEM = re.compile(r"^([ \t]*)[-+*] ", re.MULTILINE)  # of a list in a text


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
    """Return a cell of which nothing is a formula to a spreadsheet: an apostrophe makes it text.

    Items of a list in it get another sign, as nobody wants to read an apostrophe before each.
    """
    text = _BEGINS_ELSEWHERE.sub(r"\1'", _ITEM.sub(r"\1• ", cell))
    return f"'{text}" if _FORMULA.match(text) else text


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
