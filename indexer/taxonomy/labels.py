"""Labels of facet values for a reader."""

from indexer.taxonomy.vocabulary import load

# The vocabulary that the values of a facet come from; other facets speak for themselves.
_VOCABULARIES = {
    "discipline": "isced_f",
    "type": "resource_types",
    "strategy": "strategies",
    "language": "languages",
    "licence": "licences",
    "class_size": "class_size",
    "mode": "mode",
    "cycle": "cycle",
}


def label(facet: str, value: str, language: str) -> str:
    """Return the label of a facet's value in `language`, or in the nearest one that has it."""
    name = _VOCABULARIES.get(facet)
    return load(name).label(value, language) if name else value
