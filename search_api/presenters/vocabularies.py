"""A vocabulary in words for the wire."""

from indexer.taxonomy.definitions import definition
from indexer.taxonomy.vocabulary import Concept, Vocabulary
from search_api import schemas


def vocabulary_page(vocabulary: Vocabulary, language: str) -> schemas.VocabularyPage:
    """Return a vocabulary with its labels."""
    return schemas.VocabularyPage(
        name=vocabulary.name,
        title=vocabulary.title,
        terms=[_term(concept, vocabulary, language) for concept in vocabulary],
    )


def _term(concept: Concept, vocabulary: Vocabulary, language: str) -> schemas.Term:
    meaning = definition(vocabulary, concept.id, language)
    return schemas.Term(
        id=concept.id,
        label=vocabulary.label(concept.id, language),
        labels=dict(concept.labels),
        definition=meaning.text,
        definition_language=meaning.language,
        parent=concept.parent,
        uri=concept.uri,
    )
