"""Controlled vocabularies with labels in the network's languages, and what is built on them."""

from indexer.taxonomy.vocabulary import NAMES, Concept, Vocabulary, load

__all__ = ["NAMES", "Concept", "Vocabulary", "load"]
