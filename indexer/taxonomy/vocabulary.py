"""Concepts and vocabularies: ids with a label per language, a place in a tree, and names to find
them by. Loaded once from the data files beside this module."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType

from indexer.taxonomy.yaml_files import ConceptEntry, DataFile, read_data_file
from indexer.text.folding import folded_words
from indexer.text.scripts import LANGUAGES, to_gaj_latin

NAMES = (
    *("isced_f", "resource_types", "strategies", "class_size", "mode", "cycle"),
    *("problems", "evidence_kinds", "languages", "licences", "universities"),
)

_SEPARATOR = " | "
# A language with names of its own only where it differs from the nearest one.
_IN_PART = "cnr"
# Whose label a reader gets when a language has none: the nearest one they can read.
NEAREST = {
    "bs": ("hr", "sr-Latn"),
    "hr": ("bs", "sr-Latn"),
    "sr": ("sr-Latn", "bs", "hr"),
    "sr-Latn": ("bs", "hr"),
    "sr-Cyrl": ("sr-Latn", "bs", "hr"),
    "cnr": ("bs", "sr-Latn", "hr"),
    "hbs-Latn": ("bs", "hr", "sr-Latn"),
    "hbs-Cyrl": ("sr-Cyrl",),
}


@dataclass(frozen=True)
class Concept:
    """One entry of a vocabulary. `labels` and `synonyms` are by language tag; `details` holds
    what only some vocabularies have (`lrmi`, `endonym`, `cues`, `covers`)."""

    id: str
    vocabulary: str
    labels: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    definition: str = ""
    parent: str | None = None
    uri: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def covers(self) -> tuple[str, ...]:
        """The ids of the concepts that a resource with this one counts for, too."""
        return tuple(part for part in self.details.get("covers", "").split(_SEPARATOR) if part)

    def names(self, language: str) -> tuple[str, ...]:
        """Return the label and the synonyms in `language`, nothing when it has none."""
        label = self.labels.get(language)
        return (() if label is None else (label,)) + self.synonyms.get(language, ())


@dataclass(frozen=True)
class Vocabulary:
    """A list of concepts in a fixed order, most of them in a tree."""

    name: str
    title: str
    concepts: Mapping[str, Concept]

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts.values())

    def __len__(self) -> int:
        return len(self.concepts)

    def __contains__(self, concept_id: object) -> bool:
        return concept_id in self.concepts

    def get(self, concept_id: str) -> Concept | None:
        """Return the concept with this id, or None."""
        return self.concepts.get(concept_id)

    def label(self, concept_id: str, language: str = "en") -> str:
        """Return what to show for an id: its label in `language` or the nearest language that
        has one, English last. An unknown id is shown as it is."""
        concept = self.get(concept_id)
        if concept is None:
            return concept_id
        for tag in (language, *NEAREST.get(language, ()), "en"):
            if tag in concept.labels:
                return concept.labels[tag]
        return concept_id

    def children(self, concept_id: str | None = None) -> tuple[Concept, ...]:
        """Return the concepts right below this one; below None are those at the top."""
        return tuple(concept for concept in self if concept.parent == concept_id)

    def ancestors(self, concept_id: str) -> tuple[Concept, ...]:
        """Return the concepts above this one, nearest first."""
        above: list[Concept] = []
        concept = self.get(concept_id)
        while concept is not None and concept.parent is not None:
            concept = self.get(concept.parent)
            if concept is None or concept in above:  # an unknown parent, or a cycle
                break
            above.append(concept)
        return tuple(above)

    def match(self, text: str) -> Concept | None:
        """Return the concept that `text` names: by id, label or synonym of any language,
        whatever its case, diacritics or script. Of a field and its only subfield with the same
        name ("Forestry"), the more specific one."""
        return self.get(text.strip()) or self.get(self._by_name.get(name_key(text), ""))

    def named_like(self, text: str) -> list[Concept]:
        """Return the concepts named with words that begin as those of `text` do, in any language:
        first those whose label does, then by the length of that name, then in their order."""
        asked = folded_words(text)
        ranks: dict[str, tuple[bool, int]] = {}
        for concept_id, is_label, words in self._words_of_names:
            if asked and all(any(word.startswith(part) for word in words) for part in asked):
                rank = (not is_label, len(words))
                ranks[concept_id] = min(rank, ranks.get(concept_id, rank))
        fitting = sorted(ranks, key=lambda concept_id: ranks[concept_id])  # stable
        return [self.concepts[concept_id] for concept_id in fitting]

    @cached_property
    def _words_of_names(self) -> tuple[tuple[str, bool, tuple[str, ...]], ...]:
        """Every name of every concept: its id, whether it is a label, the name's folded words."""
        return tuple(
            (concept.id, name == concept.labels.get(language), tuple(folded_words(name)))
            for concept in self
            for language in concept.labels
            for name in (concept.id, *concept.names(language))
        )

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        ids: dict[str, str] = {}
        depth = {concept.id: len(self.ancestors(concept.id)) for concept in self}
        for concept in sorted(self, key=lambda concept: -depth[concept.id]):
            ids.setdefault(name_key(concept.id), concept.id)
            for language in concept.labels:
                for name in concept.names(language):
                    ids.setdefault(name_key(name), concept.id)
            if "endonym" in concept.details:
                ids.setdefault(name_key(concept.details["endonym"]), concept.id)
        for concept in self:  # a label wins over another concept's synonym
            for label in concept.labels.values():
                holder = self.concepts[ids[name_key(label)]]
                if label not in holder.labels.values():
                    ids[name_key(label)] = concept.id
        return ids


def name_key(text: str) -> str:
    """Return the form in which names are compared: folded words with single spaces."""
    return " ".join(folded_words(text))


@lru_cache(maxsize=len(NAMES))
def load(name: str) -> Vocabulary:
    """Return the vocabulary `name`, one of NAMES; the file is read once per process."""
    if name not in NAMES:
        raise ValueError(f"No vocabulary is called {name!r}; there are {', '.join(NAMES)}.")
    return build(read_data_file(name))


def build(data: DataFile) -> Vocabulary:
    """Make a vocabulary of a data file's entries."""
    concepts = {entry.id: _concept(data, entry) for entry in data.entries}
    return Vocabulary(data.name, data.header.get("title", data.name), MappingProxyType(concepts))


def _concept(data: DataFile, entry: ConceptEntry) -> Concept:
    names = {
        language: tuple(entry.fields[language].split(_SEPARATOR))
        for language in (*LANGUAGES, _IN_PART)
        if language in entry.fields
    }
    if "sr-Cyrl" in names:
        names.setdefault("sr-Latn", tuple(to_gaj_latin(name) for name in names["sr-Cyrl"]))
    common = {*LANGUAGES, _IN_PART, "parent", "definition", "uri"}
    return Concept(
        id=entry.id,
        vocabulary=data.name,
        labels=MappingProxyType({tag: words[0] for tag, words in names.items()}),
        synonyms=MappingProxyType({tag: words[1:] for tag, words in names.items() if words[1:]}),
        definition=entry.fields.get("definition", ""),
        parent=entry.fields.get("parent") or _parent_by_code(data, entry),
        uri=entry.fields.get("uri") or _uri(data, entry),
        details=MappingProxyType({k: v for k, v in entry.fields.items() if k not in common}),
    )


def _parent_by_code(data: DataFile, entry: ConceptEntry) -> str | None:
    if "parents" not in data.header or len(entry.id) <= 2:
        return None
    return entry.id[:-1]


def _uri(data: DataFile, entry: ConceptEntry) -> str | None:
    pattern = data.header.get("uri")
    return pattern.format(id=entry.id) if pattern else None
