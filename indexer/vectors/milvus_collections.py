"""Collections on a Milvus server: written whole, made the current one, dropped.

    balkanetup_5b1f6c0a2d3e_000007   the vectors of a generation, with the facets of their resources
    balkanetup_5b1f6c0a2d3e          an alias for that of the current generation

The alias tells people and other programs which collection is the current one; it is switched in one
step. Our own readers name the collection that belongs to the catalogue they hold, so that none is
disturbed while it is switched.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.base import Vectors
from indexer.errors import VectorsUnavailable
from indexer.settings import VectorServer
from indexer.vectors import EXACT_UPTO
from indexer.vectors.kept_vectors import KeptVectors
from indexer.vectors.milvus_filters import ID, storable
from indexer.vectors.milvus_index import VECTOR, MilvusIndex
from indexer.vectors.milvus_server import WRITING, connection

if TYPE_CHECKING:
    from pymilvus import MilvusClient

Facets = Sequence[Mapping[str, Sequence[str]]]  # of each passage: a facet's values

_MOST_VALUES = 4_096  # of a list in Milvus; what comes after them is not found by this facet
_SENT = 2_000  # passages of one request: 3 MB at 384 dimensions
_GRAPH = {"M": 32, "efConstruction": 300}


def alias_of(catalogue_id: str) -> str:
    """Return what a catalogue's current collection is called besides its own name."""
    return f"balkanetup_{catalogue_id[:12]}"


def name_of(catalogue_id: str, generation: str) -> str:
    """Return the name of a generation's collection."""
    return f"{alias_of(catalogue_id)}_{generation}"


def write(
    server: VectorServer | None,
    collection: str,
    ids: NDArray[np.int64],
    vectors: Vectors,
    facets: Facets,
    exact_upto: int = EXACT_UPTO,
) -> MilvusIndex:
    """Write a new collection and wait until every vector of it is found there.

    `ids` are sorted, shape (n,); `vectors`, shape (n, dimension), and `facets` are in their order.
    Up to `exact_upto` are compared one by one, as the embedded engines do; more by a graph (HNSW),
    whose cosines are exact and which misses few of the nearest. One that was left half written
    under this name is replaced. Raises VectorsUnavailable.
    """
    names = _names(facets)

    def send(client: "MilvusClient") -> int:
        _drop(client, collection)
        index = ("FLAT", {}) if len(ids) <= exact_upto else ("HNSW", _GRAPH)
        _create(client, collection, vectors.shape[1], facets, index)
        for first in range(0, len(ids), _SENT):
            part = slice(first, first + _SENT)
            rows = zip(ids[part].tolist(), vectors[part], facets[part], strict=True)
            client.insert(collection, [_row(*row, names) for row in rows], timeout=WRITING)
        client.flush(collection, timeout=WRITING)
        return _count(client, collection)

    arrived = connection(server).ask(send)
    if arrived != len(ids):
        raise VectorsUnavailable(
            f"Of {len(ids)} vectors sent to the vector server, {arrived} are there.",
            cure="Send them anew with: balkanetup rebuild",
        )
    about = {"collection": collection, "facets": sorted(names)}
    return MilvusIndex(KeptVectors(ids, vectors, about), server)


def make_current(server: VectorServer | None, catalogue_id: str, generation: str) -> None:
    """Let a catalogue's alias stand for the collection of this generation, in one step."""
    alias, collection = alias_of(catalogue_id), name_of(catalogue_id, generation)

    def switch(client: "MilvusClient") -> None:
        if client.has_collection(alias, timeout=WRITING):
            client.alter_alias(collection, alias, timeout=WRITING)
        else:
            client.create_alias(collection, alias, timeout=WRITING)

    connection(server).ask(switch)


def drop_others(
    server: VectorServer | None, published: Sequence[tuple[str, str]], gone: Collection[str]
) -> None:
    """Drop the collections of generations that are gone, and what was left of earlier ones.

    `published` are (catalogue id, generation) of all that there were, `gone` names generations.
    """
    kept = {name_of(*generation) for generation in published if generation[1] not in gone}
    aliases = {alias_of(catalogue_id) for catalogue_id, _ in published}

    def drop(client: "MilvusClient") -> None:
        for name in client.list_collections(timeout=WRITING):
            if name.rpartition("_")[0] in aliases and name not in kept:
                _drop(client, name)

    if published:
        connection(server).ask(drop)


def _drop(client: "MilvusClient", collection: str) -> None:
    """Drop a collection, if it is there. One with an alias cannot be dropped."""
    if client.has_collection(collection, timeout=WRITING):
        for alias in client.list_aliases(collection, timeout=WRITING)["aliases"]:
            client.drop_alias(alias, timeout=WRITING)
        client.drop_collection(collection, timeout=WRITING)


def _create(
    client: "MilvusClient",
    name: str,
    dimension: int,
    facets: Facets,
    index: tuple[str, Mapping[str, int]],
) -> None:
    """Create a collection with an index of this type and parameters, and a list for each facet."""
    from pymilvus import DataType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field(ID, DataType.INT64, is_primary=True)
    schema.add_field(VECTOR, DataType.FLOAT_VECTOR, dim=dimension)
    for facet in sorted(_names(facets)):
        lists = {tuple(_stored(values, facet)) for values in facets}
        schema.add_field(
            facet,
            DataType.ARRAY,
            element_type=DataType.VARCHAR,
            max_capacity=max(map(len, lists)),
            max_length=max(len(value.encode()) for values in lists for value in values),
        )
    parameters = client.prepare_index_params()
    parameters.add_index(VECTOR, index_type=index[0], metric_type="IP", params=index[1])
    client.create_collection(name, schema=schema, index_params=parameters, timeout=WRITING)


def _stored(values: Mapping[str, Sequence[str]], facet: str) -> list[str]:
    return [storable(value) for value in values.get(facet, ())[:_MOST_VALUES]]


def _names(facets: Facets) -> frozenset[str]:
    return frozenset(name for values in facets for name in values)


def _row(
    number: int, vector: Vectors, values: Mapping[str, Sequence[str]], names: Collection[str]
) -> dict[str, Any]:
    return {ID: number, VECTOR: vector, **{name: _stored(values, name) for name in names}}


def _count(client: "MilvusClient", collection: str) -> int:
    """Return how many passages a reader finds, after all that was sent."""
    (row,) = client.query(
        collection,
        filter="",
        output_fields=["count(*)"],
        consistency_level="Strong",
        timeout=WRITING,
    )
    return int(row["count(*)"])
