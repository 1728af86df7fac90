"""Which lines of Markdown are code because they are indented: shown as they stand. Pure."""

import re

_ITEM = re.compile(r"(?P<indent>\s*)(?P<mark>(?:[-*+]|\d{1,9}[.)])\s+|\[\^[^\]]+\]:\s*)")
_BOX = re.compile(r"(?:!!!|\?\?\?\+?|===)\s")  # of MkDocs: what is in it is indented
_DEPTH = 4  # columns below what is around it


class IndentedCode:
    """Follows the lines of a document, of which `is_code` is asked for each in turn."""

    def __init__(self, *, mdx: bool = False) -> None:
        """`mdx`: components are indented too, and only template tags are code for sure."""
        self._mdx = mdx
        self._base = 0  # column at which the text of the list or box at hand begins
        self._after_blank = True
        self._in_code = False

    def is_code(self, line: str) -> bool:
        """Whether the next line is one of indented code."""
        text = line.expandtabs(_DEPTH)
        if not text.strip():
            self._after_blank = True
            return False
        indent = len(text) - len(text.lstrip())
        if indent < self._base and self._after_blank:
            self._base = 0 if indent < 2 else indent
        deep = indent >= self._base + _DEPTH
        self._in_code = deep and (self._in_code or self._after_blank) and self._can_be(text)
        self._after_blank = False
        if not self._in_code:
            self._enter(text, indent)
        return self._in_code

    def _can_be(self, text: str) -> bool:
        return not self._mdx or text.lstrip().startswith(("{%", "{{"))

    def _enter(self, text: str, indent: int) -> None:
        """Take note of the list or box that a line opens."""
        if item := _ITEM.match(text):
            self._base = min(len(item[0]), indent + _DEPTH)
        elif _BOX.match(text):
            self._base = _DEPTH
