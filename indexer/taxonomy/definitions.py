"""What a concept is, said to a reader: in their language, where its vocabulary is translated.

The definitions in English stand with the concepts, and only they take part in classification.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from indexer.own_yaml import read_own_yaml
from indexer.taxonomy.vocabulary import NEAREST, Vocabulary
from indexer.text.scripts import to_gaj_latin


class Definition(NamedTuple):
    """A definition and the language it is in, as a BCP 47 tag."""

    text: str
    language: str


def definition(vocabulary: Vocabulary, concept_id: str, language: str) -> Definition:
    """Return the definition of a concept in `language`, or in the nearest one that has it."""
    texts = _translated(vocabulary.name).get(concept_id, {})
    for tag in (language, *NEAREST.get(language, ())):
        if tag in texts:
            return Definition(texts[tag], tag)
        if tag == "sr-Latn" and "sr-Cyrl" in texts:
            return Definition(to_gaj_latin(texts["sr-Cyrl"]), tag)
    return Definition(vocabulary.concepts[concept_id].definition, "en")


@cache
def _translated(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return the translated definitions of a vocabulary, by concept and language."""
    file = f"data/definitions/{name}.yaml"
    if not resources.files(__package__).joinpath(file).is_file():
        return {}
    texts: dict[str, dict[str, str]] = read_own_yaml(__package__, file)
    return texts
