"""What is not known of resources, by field: licence, language, year ... Pure."""

from collections.abc import Iterable

from indexer.domain import Metadata
from indexer.metadata.corrections import FIELDS


def lacks(metadata: Metadata, name: str) -> bool:
    """Whether a field, by its name in `Metadata`, says nothing."""
    return FIELDS[name].is_empty(metadata)


def count_unknown(described: Iterable[Metadata]) -> dict[str, int]:
    """Return of how many each field is unknown, by what people call the field."""
    every = list(described)
    return {
        field.option: sum(field.is_empty(metadata) for metadata in every)
        for field in FIELDS.values()
    }
