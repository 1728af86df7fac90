"""Markdown as R Markdown, Quarto, MyST, MDX and site generators write it, to plain Markdown. Pure.

What is for their machinery goes (labels, options, comments, shortcodes, imports); titles of boxes
become lines of their own. Code is left exactly as it is.
"""

import re
from collections.abc import Iterator

from indexer.extraction.indented_code import IndentedCode

_FENCE = re.compile(
    r"^(\s*)(`{3,}|~{3,}|:{3,})(?!.*`)\s*(.*?)\s*$|^(\s*)(`{3,}|:{3,})\s*(\S.*?)\s*$"
)
_DIRECTIVE = re.compile(r"^\{([A-Za-z][\w.:+-]*)\}\s*(.*)$")
_OPTION = re.compile(r"^\s*(?::[\w-]+:(?:\s.*)?|#\|.*|//\|.*|%%\|.*)$")
_TITLE = re.compile(r"""\b(?:title|label|summary)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# Directives that hold code or formulas; all others hold text. {r}, {python} and so on are code too.
_CODE = {"code-cell", "code", "code-block", "sourcecode", "math", "mermaid", "raw", "eval-rst"}
_WITHOUT_TITLE = {
    "figure", "image", "include", "literalinclude", "list-table", "csv-table", "embed", "div",
    "iframe", "video", "youtube", "grid", "grid-item", "margin", "sidebar", "prf:proof",
}  # fmt: skip
_UNREAD = {"toctree", "tableofcontents", "bibliography", "contents", "index", "include"}
_CODE_SPAN = r"(?P<ticks>`+)(?!`)(?P<span>.+?)(?<!`)(?P=ticks)(?!`)"
_ROLE = re.compile(rf"\{{(?P<role>[A-Za-z][\w:.+-]*)\}}{_CODE_SPAN}", re.DOTALL)
_VALUE = r"(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\s{}\"']+)"
_ATTRIBUTES = rf"\{{\s*(?:(?:[#.][\w:.-]+|[\w:-]+={_VALUE}|-)\s*){{1,20}}\}}"
_MACHINERY = re.compile(
    r"\{%[^%]*%\}"  # Liquid
    r"|\{\{<[^>]*>\}\}|\{\{%[^%]*%\}\}"  # shortcodes of Hugo and Quarto
    r"|\{:[^}\n]*\}"  # attributes of kramdown
    rf"|(?<=[\s\])*`])[ ]?{_ATTRIBUTES}"  # of Pandoc
    r"|^[ ]{0,3}\[\^[\w.-]{1,40}\]:[ ]*|\[\^[\w.-]{1,40}\](?!\()"  # footnote marks
    r"|<!--(?:(?!<!--).)*?-->"
    r"|^\([\w:. -]+\)=[ ]*$"  # labels of MyST, and its block breaks
    r"|^\+\+\+[^\n]*$"
    r"|^[ ]*(?:\[TOC\]|\[\[_?toc_?\]\]|\\newpage|\\pagebreak)[ ]*$",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r"""\b(?:fig-)?alt\s*=\s*(?:"([^"]+)"|'([^']+)')""")
_SPAN = re.compile(rf"\[([^\[\]\n]+)\]{_ATTRIBUTES}")
_CALCULATED = re.compile(r"`(?:r|python|julia|\{\w+\})\s[^`\n]+`")
_IMPORT = re.compile(r"^(?:import|export)\s[^\n]*(?:\n(?!\n)[^\n]+)*", re.MULTILINE)
_JSX_COMMENT = re.compile(r"\{/\*.*?\*/\}", re.DOTALL)
_JSX = re.compile(
    r"""</?[A-Z][\w.]*(?:\s(?:[^<>{}"']|"[^"]*"|'[^']*'|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})*)?/?>|</?>"""
)


def plain(body: str, *, mdx: bool = False) -> str:
    """Return Markdown that any reader of CommonMark understands; `mdx`: with JSX in it."""
    parts: list[str] = []
    text: list[str] = []
    for is_code, line in _lines(body.split("\n"), IndentedCode(mdx=mdx)):
        if is_code and text:
            parts.append(_text("\n".join(text), mdx=mdx))
            text = []
        (parts if is_code else text).append(line)
    return "\n".join([*parts, _text("\n".join(text), mdx=mdx)])


def _lines(lines: list[str], indented: IndentedCode) -> Iterator[tuple[bool, str]]:
    """Yield (whether it is code, line) without the fences of boxes and the options of cells."""
    code = ""  # the fence that ends the code at hand
    opened: list[str] = []  # the fences of the boxes at hand
    comment = options = skipped = False
    for line in lines:
        if code:
            if _closes(line, code):
                if not skipped:
                    yield True, code
                code, skipped = "", False
            elif not skipped and not (options and _OPTION.match(line)):
                options = False
                yield True, line
            continue
        if not comment and indented.is_code(line):
            yield True, line
            continue
        if comment or ("<!--" in line and "-->" not in line.rpartition("<!--")[2]):
            yield False, line
            comment = "-->" not in line.rpartition("<!--")[2]
            continue
        fence = _fence(line)
        if fence is None:
            if not (options and _OPTION.match(line)):
                options = options and not line.strip()
                yield False, line
            continue
        mark, info = fence
        if not info and opened and _closes(line, opened[-1]):
            opened.pop()
            yield False, ""
            continue
        name, title = _opening(mark, info)
        options = info.startswith("{") or mark.strip()[0] == ":"
        if name in _UNREAD:
            code, skipped = mark, True
        elif name is None:
            code = mark
            yield True, mark + title
        elif info or mark[0] != ":":
            opened.append(mark)
            yield False, f"\n**{title}**\n" if title else ""


def _fence(line: str) -> tuple[str, str] | None:
    """Return the mark of a fence (with its indentation) and what follows it."""
    match = _FENCE.match(line)
    if match is None:
        return None
    indent, mark, info = match.group(1, 2, 3) if match[2] else match.group(4, 5, 6)
    if mark[0] == "`" and "`" in info:
        return None  # code within a line
    return indent + mark, info.rstrip(": ") if mark[0] == ":" else info


def _closes(line: str, mark: str) -> bool:
    stripped = line.strip()
    sign = mark.strip()[0]
    return len(stripped) >= len(mark.strip()) and set(stripped) == {sign}


def _opening(mark: str, info: str) -> tuple[str | None, str]:
    """Return the kind of a box and its title; for code, None and its language."""
    directive = _DIRECTIVE.match(info)
    if mark.strip()[0] != ":":
        if directive is None:
            return None, info
        name, argument = directive.group(1, 2)
        is_language = len(name) < 12 and not argument and name in _LANGUAGES
        if name in _CODE or is_language or "," in info:
            return None, ""
    elif directive is not None:
        name, argument = directive.group(1, 2)
    else:
        return "box", _box_title(info)
    return name, "" if name in _WITHOUT_TITLE else argument


_LANGUAGES = {
    "r", "python", "julia", "bash", "sql", "stan", "ojs", "js", "css", "rcpp", "sh", "dot", "node",
    "mermaid", "octave", "sas", "stata", "cpp", "c", "java", "scala", "perl", "ruby", "haskell",
}  # fmt: skip


def _box_title(info: str) -> str:
    """Return the title of `::: {.callout-tip title="Title"}`, `:::tip[Title]`, `:::tip Title`."""
    if match := _TITLE.search(info):
        return match[1] or match[2] or ""
    if match := re.match(r"^[\w-]+\[(.+)\]$", info):
        return match[1]
    match = re.match(r"^[\w-]+[ ]+([^{:\s].*)$", info)
    return match[1] if match else ""


def _text(text: str, *, mdx: bool) -> str:
    """Return text without machinery; what stands in code spans stays."""
    text = _ROLE.sub(_role, text)
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\x01{len(kept) - 1}\x02"

    text = re.sub(_CODE_SPAN, keep, _CALCULATED.sub("", text).replace("\x01", ""))
    if mdx:
        text = _JSX.sub(_component, _JSX_COMMENT.sub("", _IMPORT.sub("", text)))
    text = _MACHINERY.sub(_alternative, _SPAN.sub(r"\1", text))
    return re.sub("\x01(\\d+)\x02", lambda match: kept[int(match[1])], text)


def _alternative(match: re.Match[str]) -> str:
    """Return what attributes say in place of a picture, nothing of all other machinery."""
    words = _ALTERNATIVE.search(match[0]) if match[0].lstrip().startswith("{") else None
    return f" {words[1] or words[2]} " if words else ""


def _role(match: re.Match[str]) -> str:
    """Return the words of `{ref}`words <label>``."""
    if match["role"] in ("index", "eval"):
        return ""
    words = re.match(r"(.+?)\s*<[^<>]+>$", match["span"], re.DOTALL)
    return words[1] if words else match["span"]


def _component(match: re.Match[str]) -> str:
    title = _TITLE.search(match[0])
    return f"\n\n{title[1] or title[2]}\n\n" if title and (title[1] or title[2]) else "\n\n"
