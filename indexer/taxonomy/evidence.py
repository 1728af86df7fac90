"""What a resource's text says for each concept: where it is named, where something hints at it.

All of it is counted once per resource; the classifier weighs it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indexer.domain import Block
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
from indexer.text.splitting import split_sentences

VOCABULARIES = ("isced_f", "resource_types", "strategies", "class_size", "mode", "cycle")
FEATURES = ("named", "in_title", "in_opening", "share", "hinted", "hint_share")
_OPENING = 4  # blocks: title, abstract, first paragraphs
_WEAK = 0.4  # of a name that is one short word
_CERTAIN = 40  # hints that nothing outweighs
_PER_WORDS = 400  # hints are counted per so many words
_FEWEST_WORDS = 300  # one hint in a short note is not many


@dataclass(slots=True)
class Evidence:
    """What speaks for one concept. `proof` is the strongest mention: a text and the span in it."""

    named: float = 0.0
    in_title: bool = False
    in_opening: bool = False
    hints: int = 0
    strongest: float = 0.0
    proof: tuple[str, int, int] | None = None

    def see(self, strength: float, text: str, mention: Mention) -> None:
        """Remember the strongest mention and where it stands; of equals the first."""
        if strength > self.strongest:
            self.strongest = strength
            self.proof = (text, mention.start, mention.end)

    @property
    def sentence(self) -> str:
        """The sentence around the strongest mention, "" when there is none."""
        if self.proof is None:
            return ""
        text, start, end = self.proof
        for first, last in split_sentences(text):
            if first <= start < last:
                return " ".join(text[first : max(last, end)].split())
        return " ".join(text[start:end].split())


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
            math.log1p(own.hints * _PER_WORDS / max(self.words, _FEWEST_WORDS)),
            own.hints / hints if hints else 0.0,
        ]


@dataclass(frozen=True, slots=True)
class Text:
    """A resource's blocks that count, the title first, with their words; and, when it is a
    published paper, the block that shows it."""

    body: tuple[Block, ...]
    tokens: tuple[list[Token], ...]
    imprint: Block | None


def read(title: str, blocks: Sequence[Block]) -> Text:
    """Return what is to be looked at: no list of references, no authors' affiliations."""
    imprint = rules.imprint(blocks)
    told = rules.without_references(blocks)
    if imprint is not None:
        told = rules.without_affiliations(told)
    body = (Block(title, level=1), *(block for block in told if block.text != title))
    return Text(body, tuple(tokens(block.text) for block in body), imprint)


def gather(text: Text, language: str | None, vocabulary: str) -> Findings:
    """Return what a text says for each concept of a vocabulary."""
    findings = Findings(words=sum(len(words) for words in text.tokens))
    names = names_of(vocabulary, name_languages(language))
    cues = cues_of(vocabulary)
    types = vocabulary == "resource_types"
    for position, (block, words) in enumerate(zip(text.body, text.tokens, strict=True)):
        if not types or position < _OPENING or block.level is not None:
            # "report" and "video" in running text are about something else
            _count_names(findings, position, block.text, find_mentions(words, names))
        _count_hints(findings, block.text, find_mentions(words, cues))
        if vocabulary == "class_size":
            _count_names(findings, position, block.text, rules.numbers_of_students(block.text))
        if types:
            _count_hints(findings, block.text, rules.of_a_class(block.text))
    if types:
        _layout(findings, text)
    return findings


def _count_names(findings: Findings, position: int, text: str, mentions: Iterable[Mention]) -> None:
    for mention in mentions:
        own = findings.of(mention.concept_id)
        weight = 1.0 if mention.strong else _WEAK
        own.named += weight
        own.in_title |= position == 0
        own.in_opening |= 0 < position < _OPENING
        # A sentence of the text proves more than the title, which the reader sees anyway.
        own.see(weight + (0.5 if position else 0.2), text, mention)


def _count_hints(findings: Findings, text: str, mentions: Iterable[Mention]) -> None:
    for mention in mentions:
        own = findings.of(mention.concept_id)
        own.hints += 1
        own.see(0.1 * mention.words, text, mention)


def _layout(findings: Findings, text: Text) -> None:
    """Count what the form of the document shows: a session's schedule, a paper's imprint."""
    timed = rules.has_schedule(text.body)
    if timed is not None:
        own = findings.of("workshop-material")
        own.named += 1.0
        own.see(1.0, timed.text, Mention("workshop-material", 0, len(timed.text), 1))
    if text.imprint is not None:
        own = findings.of("research-paper")
        own.hints += _CERTAIN
        shown = text.imprint.text
        own.see(_CERTAIN, shown, Mention("research-paper", 0, len(shown), 1))
