"""Equations of Word and PowerPoint (OMML) as a line of plain text: `v=u+at`, `(a+b)/2`, `x^2`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the library is imported by those who parse: see registry.py
    from lxml.etree import _Element

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXTS = ("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t", f"{M}t")
_MAX_DEPTH = 60  # equations within equations


def linear(equation: "_Element") -> str:
    """Return an `m:oMath` or `m:oMathPara` in one line; an equation per line in the latter."""
    if equation.tag == f"{M}oMathPara":
        lines = [linear(inside) for inside in equation.iterchildren(f"{M}oMath")]
        return "\n".join(line for line in lines if line)
    return _inside(equation, 0).strip()


def _inside(node: "_Element | None", depth: int) -> str:
    """Return the text of all children of `node`, one after the other."""
    if node is None or depth > _MAX_DEPTH:
        return ""
    return "".join(_of(child, depth + 1) for child in node if isinstance(child.tag, str))


def _of(node: "_Element", depth: int) -> str:
    """Return the text of one element: a run, or a fraction, power, root and so on."""
    if node.tag in _TEXTS:
        return node.text or ""
    kind = node.tag.removeprefix(M)
    if kind.endswith("Pr"):
        return ""
    part = {
        name: _inside(node.find(f"{M}{name}"), depth)
        for name in ("num", "den", "e", "sup", "sub", "deg", "lim", "fName")
        if node.find(f"{M}{name}") is not None
    }
    if kind in ("f", "sSup", "sSub", "sSubSup", "sPre", "rad", "limLow", "limUpp", "func"):
        return _built(kind, part)
    if kind == "nary":
        return _property(node, "chr", "∫") + _scripts(part) + " " + part.get("e", "")
    if kind in ("d", "m", "eqArr", "mr"):
        return _listed(node, kind, depth)
    return _inside(node, depth)


def _built(kind: str, part: dict[str, str]) -> str:
    """Return a fraction, a power, an index, a root or a function of its parts."""
    base = part.get("e", "")
    if kind == "f":
        return f"{grouped(part.get('num', ''))}/{grouped(part.get('den', ''))}"
    if kind == "rad":
        degree = part.get("deg", "").strip()
        return f"root({degree}, {base})" if degree else f"√{grouped(base)}"
    if kind == "func":
        return f"{part.get('fName', '')} {base}"
    if kind in ("limLow", "limUpp"):
        return f"{base}_{grouped(part.get('lim', ''))}"
    if kind == "sPre":
        return _scripts(part) + base
    return (base if len(base) < 2 or base.isalnum() else grouped(base)) + _scripts(part)


def _scripts(part: dict[str, str]) -> str:
    below, above = part.get("sub", "").strip(), part.get("sup", "").strip()
    return (f"_{grouped(below)}" if below else "") + (f"^{grouped(above)}" if above else "")


def _listed(node: "_Element", kind: str, depth: int) -> str:
    """Return what stands in brackets, in the rows of a matrix, or in a list of equations."""
    name = "mr" if kind == "m" else "e"
    parts = [_inside(inner, depth) for inner in node.findall(f"{M}{name}")]
    if kind == "m":
        return "[" + "; ".join(_listed(row, "mr", depth) for row in node.findall(f"{M}mr")) + "]"
    if kind == "mr":
        return ", ".join(parts)
    if kind == "eqArr":
        return "; ".join(part.replace("&", "") for part in parts)
    between = _property(node, "sepChr", "|").join(parts)
    return _property(node, "begChr", "(") + between + _property(node, "endChr", ")")


def _property(node: "_Element", name: str, default: str) -> str:
    sign = node.find(f"{M}{node.tag.removeprefix(M)}Pr/{M}{name}")
    return default if sign is None else (sign.get(f"{M}val") or "")


def grouped(text: str) -> str:
    """Return `text` in brackets unless it is a single number, word or bracket."""
    text = text.strip()
    is_single = text.replace(".", "").replace(",", "").isalnum()
    is_bracket = text.startswith("(") and text.endswith(")") and text.count("(") == 1
    return text if is_single or is_bracket or len(text) == 1 else f"({text})"
