"""What a resource's text says for each concept: where it is named, where something hints at it.

All of it is counted once per resource; the classifier weighs it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indexer.domain import Block
from indexer.passages import split_sentences
from indexer.taxonomy import rules
from indexer.taxonomy.mentions import (
    Mention,
    Token,
    cues_of,
    find_mentions,
    name_languages,
    names_of,
    tokens,
)

VOCABULARIES = ("isced_f", "resource_types", "strategies", "class_size", "mode", "cycle")
FEATURES = ("named", "in_title", "in_opening", "share", "hinted", "hint_share")
_OPENING = 4  # blocks: title, abstract, first paragraphs
_WEAK = 0.4  # of a name that is one short word
_PER_WORDS = 400  # hints are counted per so many words


@dataclass(slots=True)
class Evidence:
    """What speaks for one concept. `best` is the span of the strongest mention so far."""

    named: float = 0.0
    in_title: bool = False
    in_opening: bool = False
    hints: int = 0
    best: tuple[float, int, int, int] | None = None  # strength, block, start, end

    def see(self, strength: float, block: int, mention: Mention) -> None:
        """Remember the strongest mention; of equals the first."""
        if self.best is None or strength > self.best[0]:
            self.best = (strength, block, mention.start, mention.end)


@dataclass(slots=True)
class Findings:
    """Evidence by concept for one vocabulary, over a text of `words` words."""

    words: int = 0
    concepts: dict[str, Evidence] = field(default_factory=dict)

    def of(self, concept_id: str) -> Evidence:
        """Return the evidence for a concept, empty when there was none."""
        return self.concepts.setdefault(concept_id, Evidence())

    def features(self, concept_id: str) -> list[float]:
        """Return the numbers that FEATURES names, each about 0..3."""
        own = self.concepts.get(concept_id, Evidence())
        most = max((one.named for one in self.concepts.values()), default=0.0)
        hints = sum(one.hints for one in self.concepts.values())
        return [
            math.log1p(own.named),
            float(own.in_title),
            float(own.in_opening),
            own.named / most if most else 0.0,
            math.log1p(own.hints * _PER_WORDS / max(self.words, 100)),
            own.hints / hints if hints else 0.0,
        ]


def gather(
    title: str, blocks: Sequence[Block], language: str | None, vocabulary: str
) -> tuple[list[Block], Findings]:
    """Return the blocks that count, the title first, and what they say for each concept."""
    body = [
        Block(title, level=1),
        *(b for b in rules.without_references(blocks) if b.text != title),
    ]
    findings = Findings()
    names = names_of(vocabulary, name_languages(language))
    cues = cues_of(vocabulary)
    for position, block in enumerate(body):
        text = tokens(block.text)
        findings.words += len(text)
        named = list(find_mentions(text, names))
        if vocabulary == "class_size":
            named.extend(rules.numbers_of_students(block.text))
        if vocabulary == "resource_types" and position >= _OPENING and block.level is None:
            named = []  # "report" and "video" in running text are about something else
        _count_names(findings, position, named)
        hints = list(find_mentions(text, cues))
        if vocabulary == "resource_types":
            hints.extend(rules.of_a_class(block.text))
        _count_hints(findings, position, hints)
    _schedule(findings, vocabulary, body)
    return body, findings


def _count_names(findings: Findings, position: int, mentions: Iterable[Mention]) -> None:
    for mention in mentions:
        own = findings.of(mention.concept_id)
        weight = 1.0 if mention.strong else _WEAK
        own.named += weight
        own.in_title |= position == 0
        own.in_opening |= 0 < position < _OPENING
        own.see(weight + (0.5 if position else 0.2), position, mention)


def _count_hints(findings: Findings, position: int, mentions: Iterable[Mention]) -> None:
    for mention in mentions:
        own = findings.of(mention.concept_id)
        own.hints += 1
        own.see(0.1 * mention.words, position, mention)


def _schedule(findings: Findings, vocabulary: str, body: Sequence[Block]) -> None:
    timed = rules.has_schedule(body) if vocabulary == "resource_types" else None
    if timed is not None:
        own = findings.of("workshop-material")
        own.named += 1.0
        own.see(1.0, body.index(timed), Mention("workshop-material", 0, len(timed.text), 1))


def sentence(body: Sequence[Block], own: Evidence) -> str:
    """Return the sentence around the strongest mention, "" when there is none."""
    if own.best is None:
        return ""
    _, position, start, end = own.best
    text = body[position].text
    for first, last in split_sentences(text):
        if first <= start and end <= last + 1:
            return " ".join(text[first:last].split())
    return " ".join(text[start:end].split())


__all__ = ["FEATURES", "VOCABULARIES", "Evidence", "Findings", "Token", "gather", "sentence"]
