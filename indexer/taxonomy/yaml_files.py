"""A vocabulary's YAML file to plain entries, each with the line it stands on.

Only the shape of the file is read here, through PyYAML's node tree: so `no` and `0533` stay text,
a key written twice is seen, and every finding can name its line.
"""

from dataclasses import dataclass
from importlib import resources

import yaml

HEADER = "vocabulary"


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """One concept as it stands in the file. `line` counts from 1."""

    id: str
    fields: dict[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class DataFile:
    """What one file says: its header, its entries in order, keys that stand twice."""

    name: str
    header: dict[str, str]
    entries: tuple[ConceptEntry, ...]
    repeated: tuple[ConceptEntry, ...]


def read_data_file(name: str) -> DataFile:
    """Read the vocabulary `name` that ships with the package."""
    source = resources.files(__package__) / "data" / f"{name}.yaml"
    return parse(name, source.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> DataFile:
    """Return the entries of a vocabulary written as YAML.

    Raises ValueError, naming the file and the line, when `text` is not YAML or not a mapping of
    ids to mappings of words.
    """
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise ValueError(f"{name}.yaml: {error}") from error
    header: dict[str, str] = {}
    entries: dict[str, ConceptEntry] = {}
    repeated: list[ConceptEntry] = []
    for key, value in _pairs(name, root):
        entry = ConceptEntry(key.value, _fields(name, value), key.start_mark.line + 1)
        if entry.id == HEADER:
            header = entry.fields
        elif entry.id in entries:
            repeated.append(entry)
        else:
            entries[entry.id] = entry
    return DataFile(name, header, tuple(entries.values()), tuple(repeated))


def _pairs(name: str, node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        pairs: list[tuple[yaml.Node, yaml.Node]] = node.value
        return pairs
    line = node.start_mark.line + 1 if node is not None else 1
    raise ValueError(f"{name}.yaml, line {line}: expected `key: value` lines")


def _fields(name: str, node: yaml.Node) -> dict[str, str]:
    fields: dict[str, str] = {}
    for key, value in _pairs(name, node):
        if not isinstance(value, yaml.ScalarNode) or key.value in fields:
            line = key.start_mark.line + 1
            raise ValueError(f"{name}.yaml, line {line}: `{key.value}` stands twice or is no text")
        fields[key.value] = value.value
    return fields
