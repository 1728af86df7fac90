"""What the recommendations know of every resource, in memory, made once for each revision."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import works
from indexer.catalogue.resource_table import ResourceTable
from indexer.taxonomy import load
from search_api.recommend import problems, texts
from search_api.recommend.aspects import Aspect, Value, of_facets
from search_api.recommend.texts import Texts
from search_api.retrieval.index_reader import Searcher

_SETTING = ("class_size", "mode", "cycle")
_FAMILY = 0.4  # of a strategy of its own: what the family of a strategy counts
_ANY = frozenset({"any"})


@dataclass(frozen=True, slots=True)
class Profiles:
    """One row for each of n resources, as in the resource table of the index.

    About 2 KiB for each resource at 384 dimensions.
    """

    table: ResourceTable
    rows: dict[str, int]  # by resource id
    texts: Texts
    strategies: Aspect
    problems: Aspect
    fields: Aspect
    settings: Aspect
    names: Mapping[str, NDArray[np.str_]]  # by facet: type, institution, language; "" unknown
    originals: NDArray[np.bool_]  # of their works

    def name_of(self, facet: str, row: int) -> tuple[Value, ...]:
        """Return the type, institution or language of a resource, if it is known."""
        name = str(self.names[facet][row])
        return (Value(facet, name),) if name else ()

    def leaf_fields(self, row: int) -> tuple[str, ...]:
        """Return the ISCED-F codes of a resource without those that a narrower one implies."""
        codes = [value.value for value in self.fields.of_row(row)]
        return tuple(
            code for code in codes if not any(it != code and it.startswith(code) for it in codes)
        )

    def narrow_fields(self, row: int) -> frozenset[str]:
        """Return the narrow fields of a resource: the first three digits of its codes."""
        return frozenset(code[:3] for code in self.leaf_fields(row))


def profiles(searcher: Searcher) -> Profiles:
    """Return the profiles of this revision of the index."""
    return searcher.state.derived.get(Profiles, lambda: _read(searcher))


def _read(searcher: Searcher) -> Profiles:
    table = searcher.state.resources
    read = texts.read(searcher)
    members = works.memberships(searcher.catalogue, table.ids)
    return Profiles(
        table=table,
        rows={name: row for row, name in enumerate(table.ids)},
        texts=read,
        strategies=_strategies(table),
        problems=problems.read(searcher, read, problems.meanings(searcher)),
        fields=of_facets(table, ("discipline",), frozenset()),
        settings=of_facets(table, _SETTING, _ANY),
        names={
            "type": _names(table, "type"),
            "institution": _names(table, "institution"),
            "language": np.array(table.languages, np.str_),
        },
        originals=np.array([members[name].relation == "original" for name in table.ids], np.bool_),
    )


def _names(table: ResourceTable, facet: str) -> NDArray[np.str_]:
    """Return the value of a facet that a resource has but one of, shape (n,); "" for none."""
    values = [value for kind, value in table.values if kind == facet]
    numbers = np.zeros(len(table.keys), np.int64)
    for number, value in enumerate(values, start=1):
        numbers[table.having(facet, value)] = number
    return np.array(["", *values], np.str_)[numbers]


def _strategies(table: ResourceTable) -> Aspect:
    """Return the strategies of the resources, and for less the families of these."""
    concepts = load("strategies")
    values = [Value("strategy", concept.id) for concept in concepts]
    columns = {value.value: number for number, value in enumerate(values)}
    strengths = np.zeros((len(table.keys), len(values)), np.float32)
    for concept in concepts:
        having = table.having("strategy", concept.id)
        for above in concepts.ancestors(concept.id):
            column = strengths[:, columns[above.id]]
            column[having] = np.maximum(column[having], _FAMILY)
        strengths[having, columns[concept.id]] = 1
    return Aspect.of(values, strengths, strengths >= 1)
