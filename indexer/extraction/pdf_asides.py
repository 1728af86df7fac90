"""What stands on the pages of a PDF beside its text: annotations, and descriptions of pictures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from indexer.domain import Block
from indexer.extraction.alternative_text import said_of
from indexer.text.cleaning import clean, one_line

_MOST_NODES = 20_000  # of the structure that are looked at


def unsaid(notes: Iterable[str], text: str) -> list[str]:
    """Return the annotations of a page that say something which its `text` does not."""
    shown = one_line(text)
    words = (clean(note) for note in notes)
    return [note for note in words if len(note) > 2 and one_line(note) not in shown]


def descriptions(root: Any) -> Iterator[tuple[int, str]]:
    """Yield what a tagged PDF says of its pictures, each with the object number of its page."""
    todo = [(root.get("/StructTreeRoot"), 0)]
    seen: set[int] = set()
    while todo and len(seen) < _MOST_NODES:
        reference, page = todo.pop()
        number = getattr(reference, "idnum", None)
        node: Any = reference.get_object() if reference is not None else None
        if not hasattr(node, "raw_get") or number in seen:
            continue
        seen.add(number if number is not None else -len(seen))
        page = getattr(node.raw_get("/Pg"), "idnum", page) if "/Pg" in node else page
        if node.get("/S") == "/Figure" and (said := said_of(str(node.get("/Alt") or ""))):
            yield page, said
        inside = node.get("/K")
        children = inside if isinstance(inside, list) else [node.raw_get("/K")] if inside else []
        todo.extend((child, page) for child in reversed(children) if not isinstance(child, int))


def placed(blocks: Sequence[Block], asides: Mapping[int, Sequence[str]]) -> list[Block]:
    """Return the blocks with what stands beside the text of each page after it."""
    left = {page: list(texts) for page, texts in asides.items()}
    result: list[Block] = []
    for place, block in enumerate(blocks):
        result.append(block)
        page = block.page or 0
        following = blocks[place + 1].page if place + 1 < len(blocks) else None
        if following != page:
            result += [Block(text, page) for text in left.pop(page, ())]
    # Pages without any text of their own come where their numbers belong.
    rest = [Block(text, page) for page, texts in left.items() for text in texts]
    return sorted([*result, *rest], key=lambda block: block.page or 0)
