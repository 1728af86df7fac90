"""The macros and environments of LaTeX: what each is to a reader, and which arguments it takes."""

from functools import cache
from typing import Any

HEADINGS = {
    "part": 1, "chapter": 1, "section": 1, "subsection": 2, "subsubsection": 3, "paragraph": 4,
    "subparagraph": 5, "frametitle": 2, "framesubtitle": 3, "addchap": 1, "addsec": 1, "minisec": 4,
}  # fmt: skip
LISTS = {"itemize": "- ", "enumerate": "", "description": "- ", "compactitem": "- ", "tasks": "- "}
TABLES = {
    "tabular",
    "tabular*",
    "tabularx",
    "longtable",
    "tabulary",
    "array",
    "tblr",
    "supertabular",
}
BLOCK_TITLES = {"block", "alertblock", "exampleblock"}  # beamer's boxes: \begin{block}{Title}
# Environments that only place what they hold: their arguments are widths and numbers.
LAYOUT = {
    "minipage", "multicols", "column", "columns", "wrapfigure", "adjustbox", "subfigure", "spacing",
    "list", "textblock", "figure", "figure*", "table", "table*", "center", "tcolorbox", "mdframed",
}  # fmt: skip
MATH = {
    f"{name}{star}"
    for name in (
        "equation",
        "align",
        "gather",
        "multline",
        "eqnarray",
        "alignat",
        "flalign",
        "math",
    )
    for star in ("", "*")
} | {"displaymath"}
# Macros whose arguments are no text for a reader.
UNREAD = {
    "label", "ref", "eqref", "pageref", "autoref", "cref", "Cref", "cite", "citep", "citet",
    "parencite", "textcite", "autocite", "nocite", "footcite", "index", "includegraphics",
    "graphicspath", "bibliography", "bibliographystyle", "addbibresource", "usepackage",
    "documentclass", "input", "include", "vspace", "hspace", "setlength", "addtolength",
    "setcounter", "pagestyle", "thispagestyle", "pagenumbering", "hypersetup", "newcommand",
    "renewcommand", "providecommand", "newenvironment", "newtheorem", "theoremstyle", "usetheme",
    "usecolortheme", "setbeamertemplate", "setmainfont", "color", "fontsize", "rule", "title",
    "author", "date", "institute", "keywords", "thanks", "markboth", "markright", "selectlanguage",
    "addcontentsline", "DeclareMathOperator", "cmidrule", "cline", "definecolor", "hyphenation",
    "column", "phantom", "hphantom", "vphantom", "refname", "bibname", "linespread",
    "newcolumntype",
}  # fmt: skip
SECOND_ARGUMENT = {"href", "textcolor", "colorbox", "resizebox", "scalebox", "foreignlanguage"}
ARGUMENTS = {
    "btucode": "{", "btuverb": "{",
    "resizebox": "{{{", "setlength": "{{", "addtolength": "{{", "setcounter": "{{",
    "addcontentsline": "{{{", "rule": "[{{", "fontsize": "{{", "markboth": "{{", "hfill": "",
    "definecolor": "{{{", "footnote": "[{", "caption": "[{", "captionof": "{[{", "item": "[",
    "newenvironment": "{[[{{", "newtheorem": "*{[{[", "column": "{", "color": "[{",
    "newcolumntype": "{[{", "url": "{", "nolinkurl": "{", "textsc": "{", "uline": "{", "alert": "{",
    "emph": "{", "underline": "{", "texttt": "{", "enquote": "{", "mbox": "{", "structure": "{",
}  # fmt: skip
LOGOS = {
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2e",
    "BibTeX": "BibTeX",
    "XeLaTeX": "XeLaTeX",
}
BREAKS = {"par", "newpage", "clearpage", "bigskip", "medskip", "smallskip", "maketitle", "pause"}


@cache
def context() -> Any:
    """Return which macros take which arguments, for those that the library does not know."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import std_macro

    arguments = dict.fromkeys(UNREAD, "*[[{") | dict.fromkeys(HEADINGS, "*[{")
    arguments |= dict.fromkeys(SECOND_ARGUMENT, "[{{")
    arguments |= ARGUMENTS
    context = get_default_latex_context_db()
    macros = [std_macro(name, spec) for name, spec in arguments.items()]
    context.add_context_category("ours", macros=macros, prepend=True)
    return context
