"""What the collection lacks: works by two dimensions, and what is asked for in vain.

The expected number of works in a cell is what it would have if both dimensions went their own way:
row x column / all. What nobody wrote although both its row and its column have much comes first
among what to write next, after what is asked for.

Questions are counted by subject alone (search_api/statistics.py); fewer than LEAST_SHOWN unanswered
ones of a subject are not shown, so that no count stands for a person.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from indexer.catalogue import Catalogue, finding, works
from indexer.errors import UsageError
from indexer.metadata.facets import label
from indexer.taxonomy import load
from indexer.text.scripts import LANGUAGES
from search_api.network.directory import directory_of
from search_api.statistics import Counts

Dimension = Literal["discipline", "strategy", "language", "institution"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
Detail = Literal["broad", "full"]
LEAST_SHOWN = 5  # unanswered questions of a subject
_MOST_MISSING = 12
_LEAST_EXPECTED = 0.5  # works; where less is expected and nobody asks, nothing is missing
_MOST_OF_A_ROW = 2
_UNKNOWN_FIELD = "99"


@dataclass(frozen=True, slots=True)
class Line:
    """A value of a dimension, with its works and the questions about it that found nothing close;
    None for a few."""

    value: str
    label: str
    works: int
    unanswered: int | None


@dataclass(frozen=True, slots=True)
class Missing:
    """Two values that no work has together, and how many would be expected to."""

    row: Line
    column: Line
    expected: float


@dataclass(frozen=True, slots=True)
class Gaps:
    """The matrix: `cells[i][j]` works are of `rows[i]` and `columns[j]`; and what to write next.

    `works` are all works of the collection.
    """

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[tuple[int, ...], ...]
    missing: tuple[Missing, ...]
    works: int


Holders = Mapping[str, set[str]]  # the works that have each value


def gaps(
    catalogue: Catalogue,
    counts: Counts,
    dimensions: tuple[Dimension, Dimension],
    detail: Detail = "broad",
    language: str = "en",
) -> Gaps:
    """Return what there is and what is missing. Raises UsageError for one dimension twice.

    `broad` has families of strategies, `full` each of them; fields are the broad ones. What to
    write next is always in full.
    """
    if dimensions[0] == dimensions[1]:
        cure = f"Choose two of {', '.join(DIMENSIONS)}."
        raise UsageError("Rows and columns are the same.", cure=cure, field="columns")
    total = len(set(works.of_resources(catalogue, finding.resource_ids(catalogue, {})).values()))
    unanswered = _unanswered(counts)

    def axis(dimension: Dimension, detail: Detail) -> _Axis:
        holders = _holders(catalogue, dimension, detail)
        names = _names(catalogue, dimension, holders, language)
        return _Axis(_lines(dimension, holders, names, unanswered), holders)

    rows, columns = (axis(dimension, detail) for dimension in dimensions)
    cells = tuple(
        tuple(len(rows.holders[row.value] & columns.holders[it.value]) for it in columns.lines)
        for row in rows.lines
    )
    missing = _most_missed(_empty(axis(dimensions[0], "full"), axis(dimensions[1], "full"), total))
    return Gaps(rows.lines, columns.lines, cells, tuple(missing), total)


@dataclass(frozen=True, slots=True)
class _Axis:
    """The lines of one dimension, and the works of each."""

    lines: tuple[Line, ...]
    holders: Holders


def _empty(rows: _Axis, columns: _Axis, total: int) -> list[Missing]:
    """Return the cells in which there is no work."""
    return [
        Missing(row, column, row.works * column.works / max(total, 1))
        for row in rows.lines
        for column in columns.lines
        if not rows.holders[row.value] & columns.holders[column.value]
    ]


def _holders(catalogue: Catalogue, dimension: Dimension, detail: Detail) -> Holders:
    """Return the works that have each value; also for values that none has, but could."""
    if dimension == "institution":
        institutions = directory_of(catalogue).institutions.parties.values()
        every = [name for party in institutions for name in party.resource_ids]
        belongs = works.of_resources(catalogue, every)
        return {it.id: {belongs[name] for name in it.resource_ids} for it in institutions}
    holders: dict[str, set[str]] = {value: set() for value in _possible(dimension, detail)}
    for value, work in finding.holders(catalogue, dimension):
        for line in _counted_as(dimension, detail, value):
            if line in holders or dimension == "language":
                holders.setdefault(line, set()).add(work)
    return holders


def _possible(dimension: Dimension, detail: Detail) -> Iterable[str]:
    if dimension == "discipline":
        return (it.id for it in load("isced_f") if len(it.id) == 2 and it.id != _UNKNOWN_FIELD)
    if dimension == "language":
        return LANGUAGES
    families = load("strategies").children()
    return (it.id for it in load("strategies") if (it in families) == (detail == "broad"))


def _counted_as(dimension: Dimension, detail: Detail, value: str) -> Sequence[str]:
    """Return the lines that a value counts for: a strategy, in broad, for its families."""
    if dimension == "strategy" and detail == "broad":
        return [value, *(it.id for it in load("strategies").ancestors(value))]
    return [value]


def _names(
    catalogue: Catalogue, dimension: Dimension, values: Iterable[str], language: str
) -> dict[str, str]:
    if dimension == "institution":
        parties = directory_of(catalogue).institutions.parties
        return {value: parties[value].called(language) for value in values}
    return {value: label(dimension, value, language) for value in values}


def _lines(
    dimension: Dimension,
    holders: Holders,
    names: Mapping[str, str],
    unanswered: Mapping[tuple[str, str], int],
) -> tuple[Line, ...]:
    asked: Counter[str] = Counter()
    for (subject, value), count in unanswered.items():
        if subject == dimension:
            about = value[:2] if subject == "discipline" else value
            families = load("strategies").ancestors(value) if subject == "strategy" else ()
            asked.update(dict.fromkeys({about, *(it.id for it in families)}, count))
    return tuple(
        Line(value, names[value], len(of), asked[value] if asked[value] >= LEAST_SHOWN else None)
        for value, of in holders.items()
    )


def _unanswered(counts: Counts) -> dict[tuple[str, str], int]:
    """Return how many questions about each value found nothing close, all months together."""
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for subjects in counts.values():
        for subject, values in subjects.items():
            for value, results in values.items():
                totals[subject, value] += sum(
                    many for result, many in results.items() if result != "matched"
                )
    return totals


def _most_missed(empty: list[Missing]) -> list[Missing]:
    """Return what to write first: asked for in vain, then most expected; few of each row."""
    rows: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    chosen: list[Missing] = []
    for missing in sorted(empty, key=_urgency):
        row, column = missing.row.value, missing.column.value
        due = missing.expected >= _LEAST_EXPECTED or _asked(missing)
        if missing.expected and due and max(rows[row], columns[column]) < _MOST_OF_A_ROW:
            rows[row] += 1
            columns[column] += 1
            chosen.append(missing)
    return chosen[:_MOST_MISSING]


def _urgency(missing: Missing) -> tuple[int, float, str, str]:
    return -_asked(missing), -missing.expected, missing.row.value, missing.column.value


def _asked(missing: Missing) -> int:
    return (missing.row.unanswered or 0) + (missing.column.unanswered or 0)
