"""Metadata as people write it (front matter, sidecars, rows of a manifest) to `Metadata`.

    metadata, findings = describe({"title": "...", "lang": "sr_cyrl", "license": "CC BY 4.0"})

A value that cannot be understood is left out and becomes a Finding; nothing raises. Whatever
has the shape of a mapping goes through here, so that one spelling rule holds everywhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from indexer.domain import Metadata
from indexer.metadata import values
from indexer.metadata.concepts import resolve
from indexer.metadata.fields import FIELDS

MAX_FRONT_MATTER = 65_536  # characters


@dataclass(frozen=True, slots=True)
class Finding:
    """A value that was left out. `line` counts from 1 in the text it came from, if known."""

    field: str
    line: int | None
    message: str
    cure: str

    def sentence(self, source: str, *, below: int = 0) -> str:
        """Return it as one sentence. `source` is the text, `below` its first line in the file."""
        line = f", line {self.line + below}" if self.line else ""
        field = f" {self.field}:" if self.field else ""
        return f"{source}{line}:{field} {self.message} {self.cure}"


def describe(
    mapping: Mapping[str, object], lines: Mapping[str, int] | None = None
) -> tuple[Metadata, tuple[Finding, ...]]:
    """Return the metadata that `mapping` gives, and what in it could not be understood.

    `lines` says on which line each key of `mapping` stands.
    """
    written = {_key(name): value for name, value in _flat(mapping).items()}
    line_of = {_key(name): line for name, line in (lines or {}).items()}
    read: dict[str, Any] = {}
    findings: list[Finding] = []
    for field in FIELDS:
        for key in field.keys:
            if values.is_nothing(written.get(key)):
                continue
            try:
                value, unknown = resolve(field, field.parse(written[key]))
            except values.BadValueError as bad:
                if key not in field.ambiguous_keys:
                    findings.append(Finding(key, line_of.get(key), *bad.args))
                continue
            findings += [
                Finding(key, line_of.get(key), part.message, part.cure) for part in unknown
            ]
            read[field.name] = value
            break
    return Metadata(**read), tuple(findings)


_YAML_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = {"str", "int", "float", "bool", "null", "timestamp", "seq", "map"}


class _PlainLoader(yaml.BaseLoader):
    """Makes only strings, lists and dicts; refuses aliases."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # PyYAML has none
            raise yaml.MarkedYAMLError(problem="aliases (*name) are not read", problem_mark=mark)
        return super().compose_node(parent, index)


def parse_mapping(text: str) -> tuple[dict[str, object], dict[str, int], tuple[Finding, ...]]:
    """Return the mapping that YAML or JSON `text` holds, the line of each key, and findings.

    Every scalar stays a string: YAML would read the ISCED code 0533 as an octal number and a
    title such as `No` as false. Aliases are refused: they are how YAML explodes.
    """
    if len(text) > MAX_FRONT_MATTER:
        return {}, {}, (Finding("", None, "The metadata is too long.", "Keep it under 64 KiB."),)
    if (
        max(len(run) for run in re.findall(r"(?:[\[{]\s*|[-?]\s+)*", text)) > 40
    ):  # PyYAML would recurse
        return {}, {}, (Finding("", None, "The metadata is nested too deep.", "Keep it flat."),)
    try:
        loader = _PlainLoader(text)
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            cure = "Write `title: ...` and so on, one on each line."
            return {}, {}, (Finding("", 1, "The metadata is no list of `key: value`.", cure),)
        findings = _without_tags(node)
        value = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        cure = "Put the value in double quotes, or check the indentation."
        return {}, {}, (Finding("", line, f"This is not YAML: {error.problem}.", cure),)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        cure = "Check it with a YAML editor."
        return {}, {}, (Finding("", None, f"This is not YAML: {str(error)[:100]}", cure),)
    return {str(key): inner for key, inner in value.items()}, _lines_of(node), findings


def _without_tags(mapping: yaml.MappingNode) -> tuple[Finding, ...]:
    """Take the values out of `mapping` that a tag (`!!python/...`) makes something of, and return
    a finding for each: nothing is ever made, and what stands behind the tag is no plain value."""
    tagged = [(key, tag) for key, value in mapping.value if (tag := _strange_tag(value))]
    dropped = {id(key) for key, _ in tagged}
    mapping.value = [pair for pair in mapping.value if id(pair[0]) not in dropped]
    return tuple(
        Finding(
            str(key.value),
            key.start_mark.line + 1,
            f"The value has a tag of YAML ({tag}), which is not read.",
            "Delete the tag, or put the value in double quotes.",
        )
        for key, tag in tagged
    )


def _strange_tag(node: yaml.Node) -> str:
    """Return a tag at `node`, or below it, that makes another thing than text; else nothing."""
    kind = node.tag.removeprefix(_YAML_TAG)
    if kind not in _PLAIN_TAGS:
        return kind if node.tag == kind else f"!!{kind}"
    parts: list[Any] = node.value if isinstance(node, yaml.CollectionNode) else []
    inner = (part for pair in parts for part in (pair if isinstance(pair, tuple) else (pair,)))
    return next(filter(None, map(_strange_tag, inner)), "")


def _lines_of(node: yaml.MappingNode) -> dict[str, int]:
    """Return the line of every key, those of mappings inside included."""
    lines: dict[str, int] = {}
    for key, value in node.value:
        if isinstance(value, yaml.MappingNode):
            lines.update({str(inner.value): inner.start_mark.line + 1 for inner, _ in value.value})
        lines[str(key.value)] = key.start_mark.line + 1
    return lines


def _flat(mapping: Mapping[str, object]) -> dict[str, object]:
    """Return `mapping` with the keys of `context` (class size, mode ...) on the top level."""
    context = mapping.get("context")
    inner = dict(context) if isinstance(context, Mapping) else {}
    return {**inner, **mapping}


def _key(name: object) -> str:
    """`DC.Title`, `dc.title` and `dc:title` are one key; so are `class-size` and `Class size`."""
    folded = str(name).strip().lower()
    folded = re.sub(r"^(dc|dcterms)[.:]", lambda match: match[1] + ":", folded)
    return re.sub(r"[\s-]+", "_", folded)
