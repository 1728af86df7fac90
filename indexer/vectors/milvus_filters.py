"""A `Condition` in Milvus's language of filters.

    array_contains_any(language, ["sq", "en"]) and id not in [4, 9]

Values go into it as text, because not every server knows templates. So each is escaped here, and
nothing that a reader may send can end a literal.
"""

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from indexer.vectors.index import Condition

ID = "id"
LONGEST = 65_535  # bytes of a text in Milvus
_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def expression(condition: Condition, ids: NDArray[np.int64], facets: Collection[str]) -> str | None:
    """Return the filter for a collection of these `ids`, sorted, and `facets`; "" lets all pass.

    None where nothing can pass: a facet that the collection does not have, or no id that it has.
    """
    if any(not values or facet not in facets for facet, values in condition.filters.items()):
        return None
    parts = [
        f"array_contains_any({facet}, {_list(literal(storable(value)) for value in values)})"
        for facet, values in condition.filters.items()
    ]
    kept = Condition(condition.only, condition.without).ids_among(ids)
    if not len(kept):
        return None
    if len(kept) < len(ids):
        parts.append(_among(kept, ids))
    return " and ".join(parts)


def storable(value: str) -> str:
    """Return what is stored of a facet's value, and looked for: as much as Milvus takes."""
    return value.encode()[:LONGEST].decode(errors="ignore")


def literal(text: str) -> str:
    """Return `text` as a string literal."""
    return '"' + "".join(_ESCAPED.get(sign, sign) for sign in text) + '"'


def _among(kept: NDArray[np.int64], ids: NDArray[np.int64]) -> str:
    """Return which of `ids` are kept, by the shorter of the two lists."""
    if 2 * len(kept) <= len(ids):
        return f"{ID} in {kept.tolist()}"
    return f"{ID} not in {np.setdiff1d(ids, kept, assume_unique=True).tolist()}"


def _list(literals: Iterable[str]) -> str:
    return f"[{', '.join(literals)}]"
