"""The lines of a Word document to blocks: headings in their levels, lists and notes in one."""

from collections.abc import Iterator
from dataclasses import replace

from indexer.domain import Block
from indexer.text.cleaning import clean, one_line, plain_bullets

Line = tuple[str, str, int | None]  # text, what it is (body, list, table, bold), heading level


def blocks(lines: list[Line]) -> list[Block]:
    """Return the blocks of a document; in one without heading styles, bold lines are headings."""
    has_headings = any(level is not None for _, _, level in lines)
    return _grouped(_under_title(lines) if has_headings else list(_bold(lines)))


def _under_title(lines: list[Line]) -> list[Line]:
    """Put headings one level below the title, in a document that has one."""
    has_title = any(level == 0 for _, _, level in lines)
    return [
        (text, kind, min(level + has_title, 6) if level is not None else None)
        for text, kind, level in lines
    ]


def _bold(lines: list[Line]) -> Iterator[Line]:
    """Take short bold paragraphs for headings, in a document that uses no heading styles."""
    first = True
    for text, kind, level in lines:
        if kind == "bold" and 2 < len(text) <= 100 and not text.rstrip().endswith((".", ",", ";")):
            yield one_line(text), "body", 1 if first else 2
        else:
            yield text, kind, level
        first = first and not text.strip()


def _grouped(lines: list[Line]) -> list[Block]:
    """Return blocks: list items that follow one another become one block, their notes after it."""
    blocks: list[Block] = []
    notes: list[Block] = []
    previous, count = "", 0
    for raw, kind, level in lines:
        text = plain_bullets(clean(raw))
        if not text:
            continue
        if kind == "note":
            notes.append(Block(text))
            continue
        count = count + 1 if kind == previous == "numbers" else 1
        if kind in ("list", "numbers"):
            mark = "- " if kind == "list" else f"{count}. "
            text = mark + one_line(text.removeprefix("- "))
        if kind == previous and kind in ("list", "numbers"):
            blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text}\n{text}")
        else:
            blocks.extend(notes)
            notes.clear()
            blocks.append(Block(text, level=level))
        previous = kind
    return [*blocks, *notes]
