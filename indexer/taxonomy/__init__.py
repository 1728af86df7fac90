"""Controlled vocabularies with labels in the network's languages, and what is built on them."""

from indexer.taxonomy.vocabulary import (
    CONTEXTS,
    NAMES,
    Concept,
    Vocabulary,
    load,
    time_band,
)

__all__ = ["CONTEXTS", "NAMES", "Concept", "Vocabulary", "load", "time_band"]
