"""A parsed LaTeX text to blocks: what a reader of the page sees of its macros and environments."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from indexer.domain import Block
from indexer.extraction import latex
from indexer.extraction.latex_macros import (
    BLOCK_TITLES,
    BREAKS,
    HEADINGS,
    LAYOUT,
    LISTS,
    LOGOS,
    MATH,
    SECOND_ARGUMENT,
    TABLES,
    UNREAD,
    context,
)
from indexer.text.cleaning import clean, clean_code, one_line

if TYPE_CHECKING:  # the library is imported inside functions: see registry.py
    from pylatexenc.latexwalker import LatexNode

_OPTIONS = re.compile(r"^\s*(?:\[[^\]]{0,300}\])+")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


def parsed(text: str) -> "Sequence[LatexNode]":
    """Return the nodes of LaTeX text; what is broken in it is taken as it stands."""
    from pylatexenc.latexwalker import LatexWalker  # heavy: only in the child process

    walker = LatexWalker(text, latex_context=context(), tolerant_parsing=True)
    nodes: Sequence[LatexNode] = walker.get_latex_nodes()[0]
    return nodes


def plain(text: str, code: Sequence[str] = ()) -> str:
    """Return LaTeX `text` as one plain line; `code` was set aside."""
    writer = Writer(code)
    writer.nodes(parsed(text))
    writer.flush()
    return one_line(" ".join(block.text for block in writer.blocks))


@dataclass
class Writer:
    """Writes the nodes of a parsed text as blocks. `code` was set aside; `line` is unfinished."""

    code: Sequence[str]
    blocks: list[Block] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    abstract: str = ""

    def flush(self, level: int | None = None) -> None:
        """End the paragraph or heading at hand."""
        text = one_line("".join(self.line)) if level else clean(_unwrapped("".join(self.line)))
        if text:
            self.blocks.append(Block(text, level=level))
        self.line = []

    def nodes(self, nodes: "Sequence[LatexNode | None]") -> None:
        """Write nodes that follow one another."""
        after_unknown = False
        for node in nodes:
            if node is None:
                continue
            kind = type(node).__name__
            if kind == "LatexCharsNode":
                self.chars(_OPTIONS.sub("", node.chars) if after_unknown else node.chars)
            elif kind == "LatexMacroNode":
                self.macro(node)
            elif kind == "LatexEnvironmentNode":
                self.environment(node)
            elif kind == "LatexMathNode":
                self.math(node)
            elif kind == "LatexGroupNode":
                if not after_unknown or node.delimiters[0] == "{":
                    self.nodes(node.nodelist)
            elif kind == "LatexSpecialsNode":
                self.special(node)
            after_unknown = kind == "LatexMacroNode" and _is_unknown(node)

    def chars(self, text: str) -> None:
        """Write plain text; an empty line in it ends a paragraph."""
        first, *others = _PARAGRAPH.split(text)
        self.line.append(first)
        for other in others:
            self.flush()
            self.line.append(other)

    def macro(self, node: Any) -> None:
        """Write a macro: a heading, a break, a note, or what it stands for."""
        name, arguments = node.macroname, _arguments(node)
        if name in HEADINGS or name in ("caption", "captionof"):
            self.flush()
            self.nodes([argument for argument in arguments if argument is not None][-1:])
            self.flush(HEADINGS.get(name))
        elif name in ("btucode", "btuverb"):
            self.set_aside(node)
        elif name in ("footnote", "footnotetext", "marginpar"):
            self.note(arguments)
        elif name in UNREAD:
            self.chars(node.macro_post_space if not arguments else "")
        elif name in BREAKS:
            self.flush()
        elif name in ("\\", "newline", "tabularnewline"):
            self.line.append("\0")
        elif name in SECOND_ARGUMENT:
            self.nodes(arguments[-1:])
        elif name == "item":
            self.line.append("\0- ")
        else:
            self.other(node, arguments)

    def other(self, node: Any, arguments: "Sequence[LatexNode | None]") -> None:
        """Write a macro that stands for a sign, or one that dresses up its arguments."""
        name = node.macroname
        sign = LOGOS.get(name) or _as_text(node)
        if arguments and not (sign and len(sign) <= 3):
            self.nodes([argument for argument in arguments if argument is not None][-1:])
        else:  # TeX eats the space after \\LaTeX, but not after \\%
            self.line.append(sign if name.isalpha() else sign + node.macro_post_space)

    def set_aside(self, node: Any) -> None:
        """Write code back: a block of its own, or words in a sentence."""
        code = self.code[int(_arguments(node)[0].latex_verbatim().strip("{}"))]
        if node.macroname == "btuverb":
            self.line.append(code)
            return
        self.flush()
        if text := clean_code(code):
            self.blocks.append(Block(text))

    def note(self, arguments: "Sequence[LatexNode | None]") -> None:
        """Write a footnote as a block of its own, before the paragraph that it stands in ends."""
        outer, self.line = self.line, []
        self.nodes(arguments[-1:])
        self.flush()
        self.line = outer

    def environment(self, node: Any) -> None:
        """Write an environment: a formula, a table, a list, or the text that it holds."""
        name = node.environmentname
        arguments = [argument for argument in _arguments(node) if argument is not None]
        if name in MATH:
            self.math(node)
        elif name in TABLES:
            self.flush()
            self.table(node)
        elif name.rstrip("*") in LISTS:
            self.flush()
            self.list(node, LISTS[name.rstrip("*")])
        elif name == "thebibliography":
            self.flush()
            self.blocks.append(Block("References", level=1))
            self.bibliography(node)
        elif name not in ("tikzpicture", "pgfpicture", "picture", "filecontents", "CD"):
            self.inside(node, arguments)

    def inside(self, node: Any, arguments: "Sequence[LatexNode]") -> None:
        """Write what an environment holds; those of beamer begin with a title."""
        self.flush()
        nodes = list(node.nodelist)
        name = node.environmentname
        if name == "frame" or name in BLOCK_TITLES:
            titles = [*arguments, *_leading_groups(nodes)]
            self.nodes([title for title in titles if title.latex_verbatim().startswith("{")][:1])
            self.flush(2 if name == "frame" else 3)
            nodes = nodes[len(_leading_groups(nodes)) :]
        elif name in LAYOUT:
            nodes = nodes[len(_leading_groups(nodes)) :]
        else:
            self.options(arguments)
        first = len(self.blocks)
        self.nodes(nodes)
        self.flush()
        if name == "abstract":
            self.abstract = "\n".join(block.text for block in self.blocks[first:])

    def options(self, arguments: "Sequence[LatexNode]") -> None:
        """Write the name in the brackets of a theorem, where they hold no settings."""
        for option in arguments:
            words = option.latex_verbatim()
            if words.startswith("[") and "=" not in words and re.search(r"[^\W\d_]{3}", words):
                self.nodes([option])
                self.line.append(". ")

    def list(self, node: Any, mark: str) -> None:
        """Write a list as one block, an item on each line."""
        inner = Writer(self.code)
        lines: list[str] = []
        for number, item in enumerate(_items(node.nodelist), 1):
            inner.blocks, inner.line = [], []
            label = _label(item[0])
            inner.nodes(item[1:])
            inner.flush()
            texts = [block.text for block in inner.blocks]
            start = f"{plain(label, self.code)} " if label else mark or f"{number}. "
            lines.append(start + "\n".join(texts))
        if text := clean("\n".join(lines)):
            self.blocks.append(Block(text))

    def table(self, node: Any) -> None:
        """Write a table as one block, a row on each line."""
        body = node.latex_verbatim()
        rows: list[str] = []
        for row in latex.rows_of(body, node.environmentname):
            cells = [plain(cell, self.code) for cell in row]
            if any(cells):
                rows.append(" | ".join(cells))
        if rows:
            self.blocks.append(Block("\n".join(rows)))

    def bibliography(self, node: Any) -> None:
        """Write each entry of a list of references as a block."""
        for entry in latex.entries_of(node.latex_verbatim()):
            if text := plain(entry, self.code):
                self.blocks.append(Block(text))

    def math(self, node: Any) -> None:
        """Write a formula into the sentence; one that stands alone, on a line of its own."""
        text = one_line(_as_text(node) or latex.linear(node.latex_verbatim()))
        is_display = type(node).__name__ == "LatexEnvironmentNode" or node.displaytype == "display"
        self.line.append(f"\0{text}\0" if is_display else text)

    def special(self, node: Any) -> None:
        """Write a sign that TeX takes for another, or end the paragraph."""
        if node.specials_chars.startswith("\n"):
            self.flush()
        else:
            self.line.append(_as_text(node))


def _is_unknown(node: Any) -> bool:
    """Whether a macro is one of which nothing is known: what follows may be its options."""
    return node.macroname.isalpha() and not _arguments(node) and not _as_text(node)


def _arguments(node: Any) -> list[Any]:
    return list(node.nodeargd.argnlist) if node.nodeargd and node.nodeargd.argnlist else []


def _as_text(node: Any) -> str:
    """Return what a macro, sign or formula is in Unicode; nothing where the library gives up."""
    try:
        return str(_unicode().nodelist_to_text([node]))
    except (IndexError, AttributeError, ValueError, TypeError):  # arguments that are not there
        return ""


@cache
def _unicode() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text  # heavy: only in the child process

    return LatexNodes2Text(math_mode="text")


def _leading_groups(nodes: "Sequence[LatexNode]") -> "list[LatexNode]":
    groups: list[LatexNode] = []
    for node in nodes:
        if type(node).__name__ == "LatexGroupNode" or (
            type(node).__name__ == "LatexCharsNode" and _OPTIONS.sub("", node.chars).strip() == ""
        ):
            groups.append(node)
        else:
            break
    return groups


def _items(nodes: "Sequence[LatexNode]") -> "Iterator[list[Any]]":
    """Yield each item of a list: its \\item, then the nodes up to the next."""
    item: list[Any] = []
    for node in nodes:
        if type(node).__name__ == "LatexMacroNode" and node.macroname == "item":
            if item:
                yield item
            item = [node]
        elif item:
            item.append(node)
    if item:
        yield item


def _label(item: Any) -> str:
    """Return what stands in the brackets of an \\item."""
    label = next((argument for argument in _arguments(item) if argument is not None), None)
    return label.latex_verbatim().strip("[]") if label is not None else ""


def _unwrapped(text: str) -> str:
    text = re.sub(r"\s+", " ", text).replace("\0", "\n").replace(",,", "„")
    return re.sub(r"(?<=[\w.!?])>>", "»", re.sub(r"<<(?=\w)", "«", text))
