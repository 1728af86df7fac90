"""Figures as a table for people and as JSON for programs."""

from collections.abc import Iterable, Sequence

from rich.table import Table

from tests.quality.laboratory.retrieval.measuring import MEASURES, Figure

_NAMES = {"nDCG@10": "nDCG@10", "R@10": "Recall@10", "R@100": "Recall@100", "RR@10": "MRR@10"}


def table(title: str, figures: Sequence[Figure]) -> Table:
    """Return one row per language and system; the interval is that of nDCG@10.

    `n` is the number of questions.
    """
    shown = Table(title=title, title_justify="left", box=None)
    for name in (
        "language",
        "system",
        "n",
        *(_NAMES[measure] for measure in MEASURES),
        "95 % of nDCG@10",
    ):
        shown.add_column(name, no_wrap=True)
    for language, system in dict.fromkeys((figure.language, figure.system) for figure in figures):
        row = {
            figure.measure: figure
            for figure in figures
            if (figure.language, figure.system) == (language, system)
        }
        cells = (f"{row[name].mean:.3f}" if name in row else "" for name in MEASURES)
        first = row["nDCG@10"]
        interval = f"{first.low:.3f} … {first.high:.3f}"
        shown.add_row(language, system, str(first.questions), *cells, interval)
    return shown


def as_json(name: str, split: str, encoder: str, figures: Iterable[Figure]) -> dict[str, object]:
    """Return everything that was measured, and on what."""
    return {
        "set": name,
        "split": split,
        "encoder": encoder,
        "figures": [figure.as_dict() for figure in figures],
    }
