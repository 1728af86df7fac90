"""Equations in RTF: their groups (`{\\mf{\\mnum ...}{\\mden ...}}`) as a line of plain text."""

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from indexer.extraction.omml import M, linear
from indexer.extraction.rtf_groups import group_at

_EQUATION = re.compile(r"\{\\(?:\*\\)?moMath(?![a-zA-Z])")
_PICTURE = re.compile(r"\{\\(?:\*\\)?mmathPict\b")
# Groups around equations that the library passes over with all that is in them.
_PASSED_OVER = re.compile(r"\{\\(?:\*\\)?(?:mmath|moMathPara)(?![a-zA-Z]) ?")
_OBJECT = re.compile(r"\{\\\*\\objclass\s+(Equation[\w.]{0,20}|MathType[\w.]{0,20})")
_GROUP = re.compile(r"\{\\(?:\*\\)?m([a-zA-Z]+) ?")
_VALUES = ("chr", "begChr", "endChr", "sepChr")
_DEEPEST = 40  # groups within groups


def with_equations(source: str, plain: Callable[[str], str]) -> str:
    """Return the source with its equations as text; `plain` gives the text of some RTF."""
    source = _PASSED_OVER.sub("{", "".join(_without(_PICTURE, source)))
    return "".join(_with_equations(source, plain))


def unread_equations(source: str) -> int:
    """Return how many equations are objects of an old equation editor, whose text is lost."""
    return len(_OBJECT.findall(source))


def _without(begins: re.Pattern[str], source: str) -> Iterator[str]:
    end = 0
    for begin in begins.finditer(source):
        if begin.start() >= end:
            yield source[end : begin.start()]
            end = begin.start() + len(group_at(source, begin.start()))
    yield source[end:]


def _with_equations(source: str, plain: Callable[[str], str]) -> Iterator[str]:
    end = 0
    for begin in _EQUATION.finditer(source):
        if begin.start() < end:
            continue
        group = group_at(source, begin.start())
        equation = Element(f"{M}oMath")
        _fill(equation, group[len(begin[0]) : -1], plain, 0)
        yield source[end : begin.start()] + _escaped(linear(equation))
        end = begin.start() + len(group)
    yield source[end:]


def _fill(node: Element, inside: str, plain: Callable[[str], str], depth: int) -> None:
    """Append the groups of an equation to `node` as elements of OMML."""
    end = 0
    for begin in _GROUP.finditer(inside) if depth < _DEEPEST else ():
        if begin.start() < end:
            continue
        group = group_at(inside, begin.start())
        end = begin.start() + len(group)
        child = Element(f"{M}{begin[1]}")
        content = group[len(begin[0]) : -1]
        if begin[1] == "r":
            text = Element(f"{M}t")
            text.text = plain(content).strip("\n")
            child.append(text)
        elif begin[1] in _VALUES:
            child.set(f"{M}val", plain(content).strip())
        else:
            _fill(child, content, plain, depth + 1)
        node.append(child)


def _escaped(text: str) -> str:
    """Return `text` as RTF, every letter beyond ASCII by its number."""
    halves = text.encode("utf-16-le")
    codes = (int.from_bytes(halves[at : at + 2], "little") for at in range(0, len(halves), 2))
    signs = (
        f"\\u{code} ?" if code > 0x7F else f"\\{chr(code)}" if chr(code) in "{}\\" else chr(code)
        for code in codes
    )
    return "{\\uc1 " + "".join(signs).replace("\n", "\\line ") + "}"
