r"""LaTeX: what the page shows, what the preamble says, and what must not blow up."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from indexer.domain import Block, Extraction, Outcome
from indexer.errors import Unreadable

Read = Callable[[str, bytes | str], Extraction]

PAPER = r"""
\documentclass{article} % not text
\usepackage[english,croatian]{babel}
\newcommand{\kurs}[1][I]{Analiza~#1}
\title{Aktivno u\v{c}enje\thanks{Hvala}}
\author{Ana Ani\'c \\ Sveu\v{c}ili\v{s}te \and {\DJ}or\dj e Ili\'c}
\date{12.~svibnja 2023.}
\begin{document}
\maketitle
\begin{abstract}Kratko o radu.\end{abstract}
\section[kratko]{Uvod u \emph{rad}}\label{sec:uvod}
Studenti \kurs{} i \kurs[II] \'cute.\footnote{Opa\v{z}eno 2022.} Udio je 50\% % tajna
od svih \cite{mazur}, a $a_1 \le b$.

Novi odlomak.
% samo napomena
Isti odlomak. \verb|x % y|
\begin{itemize}
  \item prvo
  \item[b)] drugo \textcolor{red}{crveno}
\end{itemize}
\begin{tabular}{l|l} \hline A & B \& C \\ \hline \multicolumn{2}{c}{\verb+oba+} \\ \end{tabular}
\begin{lstlisting}[language=Python]
x = 1  % 2
\end{lstlisting}
\begin{equation} E = \frac{m}{2} \end{equation}
\begin{comment} nikad \end{comment}
\input{poglavlje2}
\begin{thebibliography}{9}\bibitem{mazur} Mazur, E.: \textit{Peer}. 1997.
\end{thebibliography}
\end{document}
nakon kraja
"""


def test_a_paper(read: Read) -> None:
    extracted = read("rad.tex", PAPER)
    assert extracted.blocks == (
        Block("Kratko o radu."),
        Block("Uvod u rad", level=1),
        Block("Opaženo 2022."),
        Block("Studenti Analiza I i Analiza II ćute. Udio je 50% od svih , a a_1 ≤ b."),
        Block("Novi odlomak. Isti odlomak. x % y"),
        Block("- prvo\nb) drugo crveno"),
        Block("A | B & C\noba"),
        Block("x = 1  % 2"),
        Block("E = m/2"),
        Block("References", level=1),
        Block("Mazur, E.: Peer. 1997."),
    )
    metadata = extracted.metadata
    assert (metadata.title, metadata.authors) == ("Aktivno učenje", ("Ana Anić", "Đorđe Ilić"))
    assert (metadata.language, metadata.year) == ("hr", 2023)
    assert metadata.abstract == "Kratko o radu."
    assert extracted.findings == (
        "Parts of it are files of their own, read by themselves: poglavlje2.",
    )


def test_slides_of_beamer(read: Read) -> None:
    slides = (
        r"\documentclass{beamer}\begin{document}\begin{frame}[fragile]{Улоге}"
        r"\begin{block}{Правило} Свако има улогу.\end{block}\pause Крај.\end{frame}"
        r"\begin{frame}\frametitle{Друга}\begin{enumerate}\item један\item два\end{enumerate}"
        r"\end{frame}\end{document}"
    )
    assert read("a.tex", slides).blocks == (
        Block("Улоге", level=2),
        Block("Правило", level=3),
        Block("Свако има улогу."),
        Block("Крај."),
        Block("Друга", level=2),
        Block("1. један\n2. два"),
    )


def test_the_encoding_that_inputenc_names(read: Read) -> None:
    text = "\\usepackage[cp1250]{inputenc}\\begin{document}Vežbe u školi.\\end{document}"
    assert read("a.tex", text.encode("cp1250")).blocks == (Block("Vežbe u školi."),)


def test_a_file_that_only_includes_others_names_them(
    refusal: Callable[[str, bytes | str], Unreadable],
) -> None:
    refused = refusal("main.tex", r"\begin{document}\input{a}\include{b}\end{document}")
    assert refused.outcome == Outcome.EMPTY
    assert "a, b" in refused.message


@pytest.mark.parametrize(
    "definitions",
    [
        r"\newcommand{\a}{\a\a}",
        "".join(f"\\def\\{a}{{{20 * (chr(92) + b)}}}" for a, b in pairwise("abcdefghijklm")),
    ],
)
def test_macros_that_explode_are_left_as_they_are(read: Read, definitions: str) -> None:
    extracted = read("a.tex", rf"{definitions}\begin{{document}}Tekst \a.\end{{document}}")
    assert extracted.blocks[0].text.startswith("Tekst")
    assert sum(len(block.text) for block in extracted.blocks) < 10_000_000
    assert any("without end" in note for note in extracted.findings)


def test_broken_latex_is_read_as_far_as_it_goes(read: Read) -> None:
    broken = r"\begin{document}\section{Uvod Tekst {\bf jak} \begin{itemize}\item jedan $x"
    assert "jedan" in " ".join(block.text for block in read("a.tex", broken).blocks)


def test_theorems_layout_addresses_and_dates(read: Read) -> None:
    source = (
        r"\title{Лекция}\date{\today}\begin{document}\begin{theorem}[Питагор]Ако.\end{theorem}"
        r"\begin{minipage}[t]{0.5\textwidth}В кутия\end{minipage}"
        "\n\nВиж \\url{http://a.bg/x_y%20z} в \\LaTeX{} <<тук>>.\n\\end{document}"
    )
    extracted = read("a.tex", source)
    assert [block.text for block in extracted.blocks] == [
        "Питагор. Ако.",
        "В кутия",
        "Виж http://a.bg/x_y%20z в LaTeX «тук».",
    ]
    assert extracted.metadata.year is None
