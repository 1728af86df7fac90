"""What is wrong with a vocabulary: findings for the people who edit the data files."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from indexer.taxonomy.vocabulary import NAMES, Concept, Vocabulary, build, name_key
from indexer.taxonomy.yaml_files import DataFile, read_data_file
from indexer.text.scripts import LANGUAGES, foreign_letters

# Named in their own letters in every language; the words around them need not be.
_IN_OWN_LETTERS = frozenset({"licences", "universities"})
# Named in the languages in which they have a name; everywhere else in English.
_IN_SOME_LANGUAGES = frozenset({"universities"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: where (`vocabulary`, `line` from 1, `concept`), what, and what to do."""

    vocabulary: str
    line: int
    concept: str
    what: str
    cure: str

    def __str__(self) -> str:
        return f"{self.vocabulary}.yaml:{self.line}: {self.concept}: {self.what} {self.cure}"


def check() -> list[Finding]:
    """Return what is wrong with the vocabularies that ship with the package; [] when nothing."""
    return [finding for name in NAMES for finding in check_data(read_data_file(name))]


def check_data(data: DataFile) -> list[Finding]:
    """Return what is wrong with one vocabulary, in the order of the file's lines."""
    vocabulary = build(data)
    lines = {entry.id: entry.line for entry in data.entries}
    findings = [
        Finding(data.name, entry.line, entry.id, "this id stands twice.", "Rename one.")
        for entry in data.repeated
    ]
    findings += [
        Finding(data.name, lines[concept_id], concept_id, what, cure)
        for concept_id, what, cure in _faults(vocabulary)
    ]
    return sorted(findings, key=lambda finding: (finding.line, finding.what))


def _faults(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    for concept in vocabulary:
        yield from _of_labels(concept)
        if concept.parent is not None and concept.parent not in vocabulary:
            yield concept.id, f"its parent {concept.parent!r} is unknown.", "Correct the id."
        for covered in concept.covers:
            if covered not in vocabulary:
                yield concept.id, f"it covers {covered!r}, which is unknown.", "Correct the id."
        if concept.id in {above.id for above in vocabulary.ancestors(concept.id)}:
            yield concept.id, "it stands above itself.", "Correct `parent`."
    yield from _of_names(vocabulary)


def _of_labels(concept: Concept) -> Iterator[tuple[str, str, str]]:
    for language in LANGUAGES:
        if not concept.labels.get(language, "").strip():
            needed = language == "en" or concept.vocabulary not in _IN_SOME_LANGUAGES
            if needed and language != "sr-Latn":  # made from sr-Cyrl, whose line is the one to add
                yield concept.id, f"no label in {language}.", f"Add a line `{language}: ...`."
            continue
        if concept.vocabulary in _IN_OWN_LETTERS:
            continue
        if letters := foreign_letters(concept.labels[language], language):
            what = f"the {language} label has letters that are not its own: {letters}."
            yield concept.id, what, "Type it on that language's keyboard."


def _of_names(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """Names that two concepts share in one language, unless one is above the other."""
    for language in LANGUAGES:
        holders: dict[str, list[str]] = {}
        for concept in vocabulary:
            for key in {name_key(name) for name in concept.names(language)}:
                holders.setdefault(key, []).append(concept.id)
        for key, ids in holders.items():
            for first, second in pairwise(ids):
                if not _one_above_the_other(vocabulary, first, second):
                    what = f"the {language} name {key!r} also belongs to {first}."
                    yield second, what, "Keep it where it fits best."


def _one_above_the_other(vocabulary: Vocabulary, first: str, second: str) -> bool:
    above = {concept.id for concept in vocabulary.ancestors(second)}
    below = {concept.id for concept in vocabulary.ancestors(first)}
    return first in above or second in below
