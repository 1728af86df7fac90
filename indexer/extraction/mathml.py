"""MathML (OpenDocument formulas) as a line of plain text, like the equations of Office."""

import re
from xml.etree.ElementTree import Element

from indexer.extraction.omml import grouped

_MAX_DEPTH = 60  # formulas within formulas


def linear(formula: Element) -> str:
    """Return a `math` element in one line; its StarMath annotation if it draws nothing."""
    drawn = " ".join(_of(formula, 0).split())
    if drawn:
        return drawn
    notes = (node.text or "" for node in formula.iter() if _name(node).startswith("annotation"))
    return " ".join(" ".join(notes).split())


def _name(node: Element) -> str:
    return re.split("[:}]", node.tag)[-1] if isinstance(node.tag, str) else ""


def _of(node: Element, depth: int) -> str:
    name = _name(node)
    if depth > _MAX_DEPTH or name.startswith("annotation"):
        return ""
    parts = [_of(child, depth + 1) for child in node if isinstance(child.tag, str)]
    if name in ("mi", "mn", "mo", "mtext", "ms"):
        return (node.text or "").strip() + "".join(parts)
    if name == "mtr":
        return ", ".join(parts)
    if name == "mtable":
        return "[" + "; ".join(parts) + "]"
    if name == "msqrt":
        return f"√{grouped(''.join(parts))}"
    if name == "mfenced":
        return node.get("open", "(") + ",".join(parts) + node.get("close", ")")
    return _built(name, parts)


def _built(name: str, parts: list[str]) -> str:
    """Return a fraction, root or base with what stands above and below it."""
    first, *rest = parts or [""]
    if name == "mfrac" and rest:
        return f"{grouped(first)}/{grouped(rest[0])}"
    if name == "mroot" and rest:
        return f"root({rest[0]}, {first})"
    signs = {
        "msup": "^", "msub": "_", "msubsup": "_^", "mover": "^", "munder": "_", "munderover": "_^",
    }.get(name)  # fmt: skip
    if signs is None:
        return "".join(parts)
    base = first if len(first) < 2 or first.isalnum() else grouped(first)
    scripts = zip(signs, rest, strict=False)
    return base + "".join(f"{sign}{grouped(part)}" for sign, part in scripts if part)
