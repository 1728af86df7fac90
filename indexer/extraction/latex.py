r"""LaTeX source before it is parsed: comments, code, own macros, the preamble. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_GROWTH = 5, 100_000  # own macros may make a text so many times longer, and so many characters
_ROUNDS = 8  # macros inside macros
_CODE = ("verbatim", "Verbatim", "lstlisting", "minted", "alltt", "comment", "BVerbatim", "pycode")
_CODE_BLOCK = re.compile(
    rf"\\begin\{{({'|'.join(_CODE)})(\*?)\}}(?:[ \t]*\[[^\]\n]*\])?(?:\{{[^{{}}\n]*\}})?(.*?)"
    r"\\end\{\1\2\}",
    re.DOTALL,
)
_INLINE_CODE = re.compile(r"\\(?:verb\*?|lstinline(?:\[[^\]]*\])?)([^A-Za-z\s*{\[])(.*?)\1")
# Beamer's slides of a slide: \item<2-> and \begin{block}<3->
_OVERLAY = re.compile(r"(\\[A-Za-z]+\*?(?:\{[A-Za-z]+\})?)<[-+\d,.|@a-z: ]{1,30}>")
_ADDRESS = re.compile(r"\\(?:url|nolinkurl|path|href)\s*\{[^{}\n]*\}")  # % is a sign of it
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*(\n[ \t]*)?(?=(\n)?)")
_INPUT = re.compile(
    r"\\(?:input|include|subfile|subimport\{[^{}]*\}|import\{[^{}]*\})\s*\{([^{}]+)\}"
)
_DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?newcommand|renewcommand|providecommand|def)\*?\s*\{?\s*\\([A-Za-z]+)\s*\}?"
    r"\s*(?:\[(\d)\])?(\[[^\]]*\])?((?:#\d)*)\s*(?=\{)"
)
_INPUTENC = re.compile(rb"\\usepackage\s*\[([a-z0-9]+)\]\s*\{inputenc\}")
_ENCODINGS = {
    "latin1": "cp1252", "latin2": "iso8859_2", "latin5": "cp1254", "latin9": "cp1252",
    "ansinew": "cp1252", "cp1250": "cp1250", "cp1251": "cp1251", "cp1252": "cp1252",
    "cp1253": "cp1253", "cp1254": "cp1254", "cp852": "cp852", "cp855": "cp855", "cp866": "cp866",
    "koi8-r": "koi8_r", "iso88595": "iso8859_5", "iso88597": "iso8859_7",
}  # fmt: skip
_LANGUAGES = {
    "english": "en", "british": "en", "american": "en", "ukenglish": "en", "usenglish": "en",
    "serbian": "sr-Latn", "serbianc": "sr-Cyrl", "croatian": "hr", "bosnian": "bs",
    "macedonian": "mk", "bulgarian": "bg", "greek": "el", "albanian": "sq", "romanian": "ro",
    "slovene": "sl", "slovenian": "sl", "turkish": "tr", "german": "de", "ngerman": "de",
    "french": "fr", "italian": "it", "spanish": "es", "russian": "ru", "hungarian": "hu",
}  # fmt: skip
_SAID = ("title", "author", "date", "keywords")


@dataclass(frozen=True, slots=True)
class Source:
    r"""What a LaTeX file says. In `body`, `\btucode{N}` and `\btuverb{N}` stand for `code[N]`.

    `said` is what title, author, date and keywords are in the preamble, as LaTeX; `inputs` are
    the files that it includes, `endless` the macros that could not be expanded.
    """

    body: str
    code: list[str]
    said: dict[str, str]
    language: str
    inputs: list[str]
    endless: str = ""


def encoding_of(raw: bytes) -> str | None:
    """Return the encoding that the file says it is in, None for UTF-8 or nothing."""
    match = _INPUTENC.search(raw[:20_000])
    return _ENCODINGS.get(match[1].decode()) if match else None


def prepared(text: str) -> Source:
    """Return the source with comments gone, code set aside and its own macros expanded."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    code: list[str] = []

    def aside(match: re.Match[str]) -> str:
        if match[1] == "comment":
            return ""
        code.append(match[3])
        return f"\n\n\\btucode{{{len(code) - 1}}}\n\n"

    def inline(match: re.Match[str]) -> str:
        code.append(match[2])
        return f"\\btuverb{{{len(code) - 1}}}"

    text = _CODE_BLOCK.sub(aside, text.split("\\end{document}")[0])
    text = _ADDRESS.sub(lambda match: match[0].replace("%", "\\%"), text)
    text = _OVERLAY.sub(r"\1", _INLINE_CODE.sub(inline, text))
    text = _COMMENT.sub(lambda match: match[1] + ("\n" if match[2] and match[3] else ""), text)
    text = re.sub(r"\\(iffalse)\b.*?\\fi\b", "", text, flags=re.DOTALL)
    macros, text = _own_macros(text)
    preamble, begin, body = text.partition("\\begin{document}")
    if not begin:
        preamble, body = "", text
    expanded, endless = _expanded(body, macros)
    said = {name: value for name in _SAID if (value := _argument_of(name, text))}
    said = {name: value for name, value in said.items() if "\\today" not in value}
    said = {name: _expanded(value, macros)[0] for name, value in said.items()}
    inputs = [match[1].strip() for match in _INPUT.finditer(text)]
    return Source(expanded, code, said, _language(preamble), inputs, endless)


def _own_macros(text: str) -> tuple[dict[str, tuple[int, str | None, str]], str]:
    """Return the author's macros (arguments, default of the first, text), and the text without."""
    macros: dict[str, tuple[int, str | None, str]] = {}
    kept: list[str] = []
    done = 0
    for match in _DEFINITION.finditer(text):
        if match.start() < done:
            continue
        meaning, end = braced(text, match.end())
        count = int(match[2] or 0) or len(match[4] or "") // 2
        default = match[3][1:-1] if match[3] else None
        macros[match[1]] = (count, default, meaning)
        kept.append(text[done : match.start()])
        done = end
    return macros, "".join([*kept, text[done:]])


def _expanded(text: str, macros: dict[str, tuple[int, str | None, str]]) -> tuple[str, str]:
    """Return `text` with the author's macros expanded, and those for which there was no end."""
    if not macros:
        return text, ""
    pattern = re.compile(rf"\\({'|'.join(sorted(macros, key=len, reverse=True))})(?![A-Za-z])")
    longest = _GROWTH[0] * len(text) + _GROWTH[1]
    for _ in range(_ROUNDS):
        once = _once(text, pattern, macros, longest)
        if once is None or once == text:
            break
        text = once
    left = sorted({match[1] for match in pattern.finditer(text)})
    return text, ", ".join(f"\\{name}" for name in left[:5])


def _once(
    text: str,
    pattern: re.Pattern[str],
    macros: dict[str, tuple[int, str | None, str]],
    longest: int,
) -> str | None:
    """Return `text` with each macro replaced once; None if that is longer than `longest`."""
    parts: list[str] = []
    done = size = 0
    for match in pattern.finditer(text):
        if match.start() < done:
            continue
        count, default, meaning = macros[match[1]]
        arguments, end = _arguments(text, match.end(), count, default)
        for number, argument in enumerate(arguments, 1):
            meaning = meaning.replace(f"#{number}", argument)
        parts += [text[done : match.start()], meaning]
        size += len(meaning)
        done = end
        if size > longest:
            return None
    return "".join([*parts, text[done:]])


def _arguments(text: str, at: int, count: int, default: str | None) -> tuple[list[str], int]:
    arguments: list[str] = []
    if default is not None and count:
        option = re.compile(r"\s*\[([^\]]*)\]").match(text, at)
        arguments.append(option[1] if option else default)
        at = option.end() if option else at
    while len(arguments) < count:
        start = re.compile(r"\s*").match(text, at)
        at = start.end() if start else at
        if text[at : at + 1] == "{":
            argument, at = braced(text, at)
        else:
            argument, at = text[at : at + 1], at + 1
        arguments.append(argument)
    return arguments, at


def braced(text: str, at: int) -> tuple[str, int]:
    """Return what stands in the braces that open at `at`, and where they end."""
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, at):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                return text[at + 1 : match.start()], match.end()
    return text[at + 1 :], len(text)


def _argument_of(macro: str, text: str) -> str:
    match = re.search(rf"\\{macro}\s*(?:\[[^\]]*\])?\s*(?=\{{)", text)
    return braced(text, match.end())[0].strip() if match else ""


def _language(preamble: str) -> str:
    """Return the main language that babel or polyglossia is told, as a BCP 47 tag."""
    main = re.search(r"\\set(?:main|default)language\s*(?:\[([^\]]*)\])?\s*\{([a-z]+)\}", preamble)
    if main:
        cyrillic = main[2] == "serbian" and "atin" not in (main[1] or "")
        return "sr-Cyrl" if cyrillic else _LANGUAGES.get(main[2], "")
    babel = re.search(r"\\usepackage\s*\[([^\]]*)\]\s*\{babel\}", preamble)
    options = [option.strip() for option in babel[1].split(",")] if babel else []
    chosen = [option.removeprefix("main=") for option in options if option.startswith("main=")]
    spoken = [option for option in chosen or options if option in _LANGUAGES]
    return _LANGUAGES[spoken[-1]] if spoken else ""


def rows_of(table: str, name: str) -> Iterator[list[str]]:
    """Yield the cells of each row of a table, as LaTeX."""
    body = re.sub(rf"^\\begin\{{{re.escape(name)}\}}", "", table)
    body = re.sub(rf"\\end\{{{re.escape(name)}\}}\s*$", "", body)
    while (start := re.match(r"\s*(?:\[[^\]]*\]|(?=\{))", body)) and body.strip():
        rest = body[start.end() :]
        body = rest[braced(rest, 0)[1] :] if rest.startswith("{") else rest
    body = re.sub(r"\\(hline|toprule|midrule|bottomrule|endhead|endfirsthead|endfoot)\b", "", body)
    body = re.sub(r"\\(cline|cmidrule)\s*(\([lr]*\))?\s*\{[^{}]*\}", "", body)
    for row in _split(body, r"\\\\(?:\*|\[[^\]]*\])?|\\tabularnewline\b"):
        yield [_spanned(cell) for cell in _split(row, "&")]


def _split(text: str, separator: str) -> list[str]:
    """Return the parts of `text`, cut where `separator` stands outside of braces."""
    parts, start, depth = [], 0, 0
    for match in re.finditer(rf"({separator})|\\.|[{{}}]", text, re.DOTALL):
        if match[1] is not None:
            if depth == 0:
                parts.append(text[start : match.start()])
                start = match.end()
        elif match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
    return [*parts, text[start:]]


def _spanned(cell: str) -> str:
    r"""Return the text of a \multicolumn{2}{c}{text} or \multirow{2}{*}{text}."""
    match = re.match(r"\s*\\multi(?:column|row)\s*(?:\[[^\]]*\])?\s*(?=\{)", cell)
    at = match.end() if match else 0
    for _ in range(2 if match else 0):
        _, at = braced(cell, at)
        at += len(cell[at:]) - len(cell[at:].lstrip())
    return _spanned(braced(cell, at)[0] + cell[braced(cell, at)[1] :]) if match else cell


def entries_of(bibliography: str) -> list[str]:
    """Return the entries of a list of references, as LaTeX."""
    body = re.sub(r"\\end\{thebibliography\}\s*$", "", bibliography)
    return re.split(r"\\bibitem\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}", body)[1:]


def linear(formula: str) -> str:
    """Return a formula as its author typed it, without what only lays it out."""
    formula = re.sub(r"\\(begin|end)\{[^{}]*\}|\\label\{[^{}]*\}|\$", "", formula)
    return re.sub(r"[&\s]+", " ", formula.replace("\\\\", " ")).strip()
