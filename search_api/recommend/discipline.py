"""Materials for a discipline: what is about teaching in it, then in the field around it.

How well a resource fits a field is

    0.4 focus + 0.3 teaching + 0.2 typical + 0.1 language

where focus is the share of its fields that lie in the one asked for, teaching is half whether a
strategy is known of it and half how near it is to a problem of teaching, typical is the cosine
with what the texts of the field have in common, and language is 1 where the reader reads it, a
half for English. Of those that fit, `diversity.pick` takes what differs: two resources are alike
by the mean of the cosine of their texts, the cosine of their strategies, and whether they have
the same type, institution and language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import resources
from indexer.errors import UsageError
from indexer.taxonomy import load
from search_api.recommend.distinction import distinctions
from search_api.recommend.diversity import pick
from search_api.recommend.profiles import Profiles, profiles
from search_api.recommend.suggestion import Reason, Suggestion, Suggestions
from search_api.recommend.without_filters import without_each
from search_api.retrieval.filter_values import check_values
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.question import resources_with
from search_api.retrieval.reader_languages import distance, place, reading

NOVELTY = 0.4  # of the list; how well each fits counts the rest
FOCUS, TEACHING, TYPICAL, LANGUAGE = 0.4, 0.3, 0.2, 0.1
READS = {"own": 1.0, "english": 0.5, "other": 0.0}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is recommended for a field. `widest` is the code that had to be gone up to."""

    code: str
    widest: str
    suggestions: Suggestions


@dataclass(slots=True)
class _List:
    """The rows chosen so far, with the code of the field that each was chosen in."""

    rows: list[int] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)


def for_discipline(
    searcher: Searcher,
    named: str,
    k: int = 10,
    filters: Mapping[str, Sequence[str]] | None = None,
    reads: Sequence[str] = (),
) -> Choice:
    """Return up to `k` resources for an ISCED-F field, by its code or its name in any language.

    Those in the field come first; where they are fewer than `k`, those in the next broader field
    follow, and say so. Within a field the reader's languages come first. Raises UsageError for
    what is no field, naming the nearest, and for filters that do not exist.
    """
    code = _code(searcher, named)
    check_values(searcher.catalogue, filters or {})
    of = profiles(searcher)
    having_text = np.diff(of.texts.starts) > 0
    fitting = resources_with(searcher, filters or {}) & having_text
    chosen = _List()
    for length in range(len(code), 1, -1):
        _add(of, chosen, code[:length], fitting, k, reads)
        if len(chosen.rows) >= k:
            break
    widest = min(chosen.codes, key=len, default=code)
    if not chosen.rows and filters:
        in_field = having_text & of.table.having("discipline", code[:2])
        return Choice(code, widest, Suggestions((), without_each(searcher, of, filters, in_field)))
    return Choice(code, widest, Suggestions(_suggestions(searcher, of, code, chosen)))


def _code(searcher: Searcher, named: str) -> str:
    """Return the code of a field. Raises UsageError for an unknown one."""
    concept = load("isced_f").match(named) if named.strip() else None
    if concept:
        return concept.id
    if not named.strip():
        cure = "Use a code of ISCED-F 2013, 05 to 0542; /v1/disciplines lists those there are."
        raise UsageError("No discipline is named.", cure=cure, field="discipline")
    check_values(searcher.catalogue, {"discipline": [named]})
    return named  # what the collection has besides the vocabulary


def _add(
    of: Profiles,
    chosen: _List,
    code: str,
    fitting: NDArray[np.bool_],
    k: int,
    reads: Sequence[str],
) -> None:
    """Add to `chosen` what the field has besides, up to `k` in all."""
    rows = _one_of_each_work(of, fitting & of.table.having("discipline", code), chosen, reads)
    if not rows:
        return
    scores = _fit(of, code, rows, reads)
    both = [*chosen.rows, *rows]
    picked = pick(
        [*chosen.scores, *scores],
        lambda at: _alike(of, both[at], both),
        k - len(chosen.rows),
        lambda _: NOVELTY,
        before=range(len(chosen.rows)),
    )
    order = sorted(picked, key=lambda at: place(of.table.languages[both[at]], reads))  # stable
    every = [*chosen.scores, *scores]
    chosen.scores += [every[at] for at in order]
    chosen.codes += [code] * len(order)
    chosen.rows += [both[at] for at in order]


def _one_of_each_work(
    of: Profiles, having: NDArray[np.bool_], chosen: _List, reads: Sequence[str]
) -> list[int]:
    """Return the rows of the works that are not chosen yet, each as the version to read."""
    seen = set(of.table.works[chosen.rows].tolist())
    versions: dict[int, list[int]] = {}
    for row in np.flatnonzero(having).tolist():
        if int(of.table.works[row]) not in seen:
            versions.setdefault(int(of.table.works[row]), []).append(row)
    return [
        min(
            group,
            key=lambda row: (distance(of.table.languages[row], reads), not of.originals[row]),
        )
        for group in versions.values()
    ]


def _fit(of: Profiles, code: str, rows: Sequence[int], reads: Sequence[str]) -> list[float]:
    """Return how well each resource fits the field."""
    texts = of.texts.centres[list(rows)]
    middle = texts.mean(axis=0)
    typical = texts @ middle / max(float(np.linalg.norm(middle)), 1e-12)
    return [
        FOCUS * _focus(of, code, row)
        + TEACHING * _teaching(of, row)
        + TYPICAL * float(near)
        + LANGUAGE * (READS[reading(of.table.languages[row], reads)] if reads else 0)
        for row, near in zip(rows, typical, strict=True)
    ]


def _focus(of: Profiles, code: str, row: int) -> float:
    codes = of.leaf_fields(row)
    return sum(it.startswith(code) for it in codes) / len(codes)


def _teaching(of: Profiles, row: int) -> float:
    """Return how surely a resource is about teaching, and not about the subject alone."""
    named = float(of.strategies.has[row].any())
    return (named + float(of.problems.rows[row].max(initial=0))) / 2


def _alike(of: Profiles, row: int, rows: Sequence[int]) -> NDArray[np.float32]:
    every = list(rows)
    same = [(named[every] == named[row]) & (named[row] != "") for named in of.names.values()]
    texts = np.maximum(of.texts.centres[every] @ of.texts.centres[row], 0)
    strategies = of.strategies.rows[every] @ of.strategies.rows[row]
    return np.asarray((texts + strategies + np.sum(same, axis=0)) / 5, np.float32)


def _suggestions(
    searcher: Searcher, of: Profiles, code: str, chosen: _List
) -> tuple[Suggestion, ...]:
    ids = [of.table.ids[row] for row in chosen.rows]
    described = {item.id: item for item in resources.several(searcher.catalogue, ids)}
    of_field = [
        Reason("in_field" if own == code else "in_wider_field", "discipline", (own,))
        for own in chosen.codes
    ]
    every = zip(ids, chosen.scores, distinctions(of, chosen.rows), of_field, strict=True)
    return tuple(
        Suggestion(described[name], score, (why, field_reason))
        for name, score, why, field_reason in every
    )
