"""The measured figures as tables and as panels of charts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.quality.laboratory.beside.charts import Panel
from tests.quality.laboratory.beside.rounds import MEASURES, Measure, Speeds
from tests.quality.laboratory.retrieval.measuring import Figure

_QUALITY = {"nDCG@10": "nDCG@10", "R@10": "recall@10", "RR@10": "MRR@10"}
_ENGLISH, _EVERY = "en", "all"
Table = list[list[str]]


@dataclass(frozen=True, slots=True)
class Quality:
    """What was measured on a collection.

    `judged` is, by system, the share of the first ten with a grade; `judged_english` the same of
    English questions.
    """

    name: str
    figures: Sequence[Figure]
    judged: dict[str, float]
    judged_english: dict[str, float]

    @property
    def systems(self) -> list[str]:
        """The names of the systems, ours first."""
        return list(self.judged)

    @property
    def languages(self) -> list[str]:
        """All languages together, then each where there are several."""
        return list(dict.fromkeys(figure.language for figure in self.figures))

    def means(self, language: str, measure: str) -> dict[str, float]:
        """Return the mean of a measure by system."""
        return {
            figure.system: figure.mean
            for figure in self.figures
            if (figure.language, figure.measure) == (language, measure)
            and figure.system in self.judged
        }

    def all_means(self) -> dict[str, dict[str, dict[str, float]]]:
        """Return the mean by language, measure and system."""
        return {
            language: {measure: self.means(language, measure) for measure in _QUALITY}
            for language in self.languages
        }

    def lead(self, language: str) -> Figure:
        """Return how far ours is ahead of the best rival."""
        return next(
            figure
            for figure in self.figures
            if figure.language == language and figure.system not in self.judged
        )


def speed_table(speeds: Mapping[str, Speeds]) -> Table:
    """Return a row per measure, a column per system; the best is in bold."""
    rows = [["", *speeds]]
    for measure in MEASURES:
        values = [speeds[name][measure.key] for name in speeds]
        cells = _with_best(values, measure.digits, more_is_better=measure.more_is_better)
        rows.append([f"{measure.title}, {measure.unit}", *cells])
    return rows


def quality_table(several: Sequence[Quality]) -> Table:
    """Return each measure of English questions and of all, and how far ours is ahead."""
    rows = [["", "questions", *several[0].systems, "ours - best rival (95 %)"]]
    for quality in several:
        for language in _shown(quality):
            for measure, title in _QUALITY.items():
                values = list(quality.means(language, measure).values())
                lead = quality.lead(language)
                ahead = f"{lead.mean:+.3f} ({lead.low:+.3f} to {lead.high:+.3f})"
                name = f"{_asked(quality, language)}: {title}"
                cells = _with_best(values, 3, more_is_better=True)
                behind = ahead if measure == "nDCG@10" else ""
                rows.append([name, str(lead.questions), *cells, behind])
    return rows


def language_table(quality: Quality) -> Table:
    """Return nDCG@10 in every language."""
    rows = [["nDCG@10", *quality.systems]]
    for language in quality.languages:
        values = list(quality.means(language, "nDCG@10").values())
        rows.append([_group(language), *_with_best(values, 3, more_is_better=True)])
    return rows


def judged_table(several: Sequence[Quality]) -> Table:
    """Return which share of the first ten documents has a grade."""
    rows = [["judged@10", *several[0].systems]]
    for quality in several:
        shares = {_ENGLISH: quality.judged_english, _EVERY: quality.judged}
        for language in _shown(quality):
            cells = (f"{share:.2f}" for share in shares[language].values())
            rows.append([_asked(quality, language), *cells])
    return rows


def markdown(table: Table) -> str:
    """Return a table as Markdown."""
    head, *rows = ("| " + " | ".join(row) + " |" for row in table)
    return "\n".join([head, "|---" * len(table[0]) + "|", *rows])


def speed_panels(speeds: Mapping[str, Speeds]) -> list[Panel]:
    """Return a panel per measure of speed and size."""
    return [
        Panel(
            _titled(measure), {name: speeds[name][measure.key] for name in speeds}, measure.digits
        )
        for measure in MEASURES
    ]


def quality_panels(several: Sequence[Quality]) -> list[Panel]:
    """Return a panel per collection, of English questions and of all."""
    return [
        Panel(f"{_asked(quality, language)}: nDCG@10", quality.means(language, "nDCG@10"), 3)
        for quality in several
        for language in _shown(quality)
    ]


def _shown(quality: Quality) -> Iterator[str]:
    return (language for language in (_ENGLISH, _EVERY) if language in quality.languages)


def _asked(quality: Quality, language: str) -> str:
    """Return which questions are meant: a set of a single language says so by its name."""
    return f"{quality.name}, {_group(language)}" if len(quality.languages) > 1 else quality.name


def _group(language: str) -> str:
    return {_ENGLISH: "English", _EVERY: "all languages"}.get(language, language)


def _titled(measure: Measure) -> str:
    better = "more" if measure.more_is_better else "less"
    return f"{measure.title}, {measure.unit} ({better} is better)"


def _with_best(values: Sequence[float], digits: int, *, more_is_better: bool) -> list[str]:
    best = max(values) if more_is_better else min(values)
    shown = [f"{value:,.{digits}f}" for value in values]
    return [f"**{text}**" if text == f"{best:,.{digits}f}" else text for text in shown]
