"""Query relaxation: wider questions to ask when nothing is close."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from indexer.catalogue import finding, keywords, resources
from indexer.text.terms import folded_word, without_mark, words
from search_api.retrieval.highlight import content_words
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query

Kind = Literal["fewer_filters", "plain_words", "broader_terms", "discipline", "strategy"]
_TELLING = 0.1  # of the passages that have a word, those that it is a key word of
_SHARED = 3  # of the nearest, that have what is offered in common
NEAREST = 10  # best resources, whose disciplines and strategies are suggested


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Another question to ask.

    `value` depends on `kind`: the facet that is no longer filtered by, the words that are asked
    for instead, a discipline's code, or a strategy's id.
    """

    kind: Kind
    value: str
    query: Query = field(compare=False)


def relaxed(searcher: Searcher, query: Query, nearest: Sequence[str]) -> list[Relaxation]:
    """Return other questions to ask, those that change the least first.

    They are: the question without its tightest filter; without its quotes and minus signs; with
    only its most telling words; the discipline, and the strategy, that the resources with the ids
    `nearest`, the nearest first, have in common.
    """
    relaxations = [
        *_fewer_filters(searcher, query),
        *_plain_words(query),
        *_broader_terms(searcher, query),
    ]
    top = [resource.metadata for resource in resources.several(searcher.catalogue, nearest)]
    code = _shared([[code[:3] for code in about.disciplines[:1]] for about in top])
    if code and "discipline" not in query.filters:
        relaxations.append(Relaxation("discipline", code, Query(code, {"discipline": (code,)})))
    strategy = _shared([list(about.strategies) for about in top])
    if strategy and "strategy" not in query.filters:
        relaxations.append(
            Relaxation("strategy", strategy, Query(strategy, {"strategy": (strategy,)}))
        )
    return relaxations


def _fewer_filters(searcher: Searcher, query: Query) -> list[Relaxation]:
    """Return the question without the filter that alone keeps the fewest resources."""
    if not query.filters:
        return []
    kept = {
        name: len(finding.resource_ids(searcher.catalogue, {name: values}))
        for name, values in query.filters.items()
    }
    tightest = min(kept, key=lambda name: (kept[name], name))
    others = {name: values for name, values in query.filters.items() if name != tightest}
    return [Relaxation("fewer_filters", tightest, replace(query, filters=others, offset=0))]


def _plain_words(query: Query) -> list[Relaxation]:
    if not (query.phrases or query.excluded):
        return []
    return [Relaxation("plain_words", query.plain, replace(query, text=query.plain, offset=0))]


def _broader_terms(searcher: Searcher, query: Query) -> list[Relaxation]:
    """Return the question with at most half of its words: those that tell most.

    A word tells what a passage is about if it is a key word of many of the passages that have
    it: "cheating" does, "come" does not. Nothing is offered where no word tells anything.
    """
    typed = {
        folded_word(query.plain[start:end]): query.plain[start:end]
        for start, end in words(query.plain)
    }
    asked = content_words(map(without_mark, query.terms()))
    if len(asked) < 2:
        return []
    having = searcher.frequencies(asked, "body")
    about = keywords.counts(searcher.catalogue, having)
    telling = {word: about.get(word, 0) / count for word, count in having.items()}
    best = sorted(having, key=lambda word: (-telling[word], word))[: len(asked) // 2]
    text = " ".join(typed[word] for word in asked if word in best and telling[word] >= _TELLING)
    return [Relaxation("broader_terms", text, replace(query, text=text, offset=0))] if text else []


def _shared(values: Sequence[Sequence[str]]) -> str | None:
    """Return the value that most of the nearest have; None unless the very nearest has it, too.

    What is nearest to a recipe for a pie has no subject in common worth looking at.
    """
    counts = Counter(value for several in values for value in several)
    best = min(counts, key=lambda value: (-counts[value], value), default=None)
    is_shared = best is not None and counts[best] >= min(_SHARED, len(values))
    return best if is_shared and best in values[0] else None
