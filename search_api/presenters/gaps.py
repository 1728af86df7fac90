"""From gaps and requests to the wire models, and gaps to a table."""

import csv
import io

from search_api.handouts.table import harmless
from search_api.network.gaps import Dimension, Gaps, Line
from search_api.network.requests import Request
from search_api.presenters import concept
from search_api.schemas import gaps as answers
from search_api.statistics import Counts


def matrix(
    gaps: Gaps, dimensions: tuple[Dimension, Dimension], counts: Counts
) -> answers.GapMatrix:
    """Return the matrix; `counts` are the questions it was joined with."""
    return answers.GapMatrix(
        rows_by=dimensions[0],
        columns_by=dimensions[1],
        rows=[_line(line) for line in gaps.rows],
        columns=[_line(line) for line in gaps.columns],
        cells=[list(row) for row in gaps.cells],
        write_next=[
            answers.GapCell(
                row=_line(it.row), column=_line(it.column), expected=round(it.expected, 2)
            )
            for it in gaps.missing
        ],
        works=gaps.works,
        counted_since=min(counts, default=None),
    )


def _line(line: Line) -> answers.GapLine:
    return answers.GapLine(
        value=line.value, label=line.label, works=line.works, unanswered=line.unanswered
    )


Cells = list[str | int]


def cells(shown: answers.GapMatrix) -> list[Cells]:
    """Return the matrix as the rows of a table, labels and sums included."""
    head: Cells = [f"{shown.rows_by} / {shown.columns_by}", *(it.label for it in shown.columns)]
    body: list[Cells] = [
        [line.label, *counts, line.works, _few(line)]
        for line, counts in zip(shown.rows, shown.cells, strict=True)
    ]
    sums: Cells = ["works", *(it.works for it in shown.columns), shown.works, ""]
    asked: Cells = ["unanswered", *map(_few, shown.columns), "", ""]
    return [[*head, "works", "unanswered"], *body, sums, asked]


def _few(line: answers.GapLine) -> str | int:
    return "" if line.unanswered is None else line.unanswered


def table(shown: answers.GapMatrix) -> str:
    """Return the matrix as CSV that a spreadsheet opens by a double click."""
    out = io.StringIO(newline="")
    out.write("\ufeff")  # without it Excel reads UTF-8 as a code page
    writer = csv.writer(out, delimiter=";")
    for row in cells(shown):
        writer.writerow([harmless(it) if isinstance(it, str) else it for it in row])
    return out.getvalue()


def request(kept: Request, language: str) -> answers.OpenRequest:
    """Return a request, with the label of its field in `language`."""
    return answers.OpenRequest(
        id=kept.id,
        text=kept.text,
        language=kept.language,
        discipline=concept("discipline", kept.discipline, language) if kept.discipline else None,
        received=kept.received,
        state=kept.state,
        closed=kept.closed,
        answers=list(kept.answers),
    )
