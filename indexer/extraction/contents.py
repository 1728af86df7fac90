"""Tables of contents: they repeat the headings with numbers of pages, and answer nothing. Pure."""

import re
from collections.abc import Sequence

from indexer.domain import Block
from indexer.text.folding import fold

# Dots, or what stands for them, that lead to the number of a page.
_ENTRY = re.compile(r"(?:\.{4,}|(?:[.·]\s){3,}\.?|…{2,}|_{4,})\s*(?:\d{1,4}|[ivxlc]{1,6})\b")
_LEAST_ENTRIES = 3
_NAMES = {
    fold(name)
    for name in (
        "contents", "table of contents", "list of figures", "list of tables", "sadržaj", "садржај",
        "kazalo", "содржина", "съдържание", "περιεχόμενα", "πίνακας περιεχομένων", "përmbajtja",
        "tabela e përmbajtjes", "cuprins", "içindekiler", "popis slika", "popis tablica",
    )
}  # fmt: skip


def without_contents(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without those that list headings, dots and the numbers of pages."""
    entries = [len(_ENTRY.findall(block.text)) if _is_entry(block.text) else 0 for block in blocks]
    if sum(entries) < _LEAST_ENTRIES:
        return list(blocks)
    above = [any(entries[place + 1 : place + 3]) for place in range(len(blocks))]
    return [
        block
        for block, count, is_above in zip(blocks, entries, above, strict=True)
        if not count and not (is_above and is_contents_title(block.text))
    ]


def _is_entry(text: str) -> bool:
    """Whether the text is nothing but entries: it ends in a page, with not much between two."""
    between = _ENTRY.split(text)
    return len(between) > 1 and len(between[-1].strip()) < 3 and max(map(len, between)) < 300


def is_contents_title(text: str) -> bool:
    """Whether the text is what tables of contents are called."""
    return fold(text).strip(" :.") in _NAMES
