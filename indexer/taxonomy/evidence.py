"""Evidence for concepts in a resource's text: where it names them, and where a cue points to them.

It is counted once per resource; the classifier weighs it.
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
from indexer.text.sentences import split_sentences

VOCABULARIES = ("isced_f", "resource_types", "strategies")
FEATURES = ("named", "in_title", "in_opening", "share", "cued", "cue_share")
_OPENING = 4  # blocks: title, abstract, first paragraphs
_WEAK = 0.4  # of a name that is one short word
_CERTAIN = 40  # cues, more than any text has
_PER_WORDS = 400  # cues are counted per so many words
_FEWEST_WORDS = 300  # one cue in a short note is not many


@dataclass(slots=True)
class Evidence:
    """Evidence for one concept. `proof` is the strongest mention: a text and the span in it."""

    named: float = 0.0
    in_title: bool = False
    in_opening: bool = False
    cues: int = 0
    strongest: float = 0.0
    proof: tuple[str, int, int] | None = None

    def note(self, strength: float, text: str, mention: Mention) -> None:
        """Keep the strongest mention and where it is; of equals the first."""
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
class VocabularyEvidence:
    """Evidence by concept for one vocabulary, over a text of `words` words."""

    words: int = 0
    concepts: dict[str, Evidence] = field(default_factory=dict)

    def of(self, concept_id: str) -> Evidence:
        """Return the evidence for a concept, empty when there was none."""
        return self.concepts.setdefault(concept_id, Evidence())

    def features(self, concept_id: str) -> list[float]:
        """Return the numbers that FEATURES names, each about 0..3."""
        evidence = self.concepts.get(concept_id, Evidence())
        most = max((other.named for other in self.concepts.values()), default=0.0)
        cues = sum(other.cues for other in self.concepts.values())
        return [
            math.log1p(evidence.named),
            float(evidence.in_title),
            float(evidence.in_opening),
            evidence.named / most if most else 0.0,
            math.log1p(evidence.cues * _PER_WORDS / max(self.words, _FEWEST_WORDS)),
            evidence.cues / cues if cues else 0.0,
        ]


@dataclass(frozen=True, slots=True)
class Text:
    """A resource's blocks that count, the title first, with their words; and, when it is a
    published paper, the block that shows it."""

    body: tuple[Block, ...]
    tokens: tuple[list[Token], ...]
    imprint: Block | None


def read(title: str, blocks: Sequence[Block]) -> Text:
    """Return the text to classify by: without references and authors' affiliations."""
    imprint = rules.imprint(blocks)
    kept = rules.without_references(blocks)
    if imprint is not None:
        kept = rules.without_affiliations(kept)
    body = (Block(title, level=1), *(block for block in kept if block.text != title))
    return Text(body, tuple(tokens(block.text) for block in body), imprint)


def gather(text: Text, language: str | None, vocabulary: str) -> VocabularyEvidence:
    """Return the evidence in a text for each concept of a vocabulary."""
    gathered = VocabularyEvidence(words=sum(len(words) for words in text.tokens))
    names = names_of(vocabulary, name_languages(language))
    cues = cues_of(vocabulary)
    types = vocabulary == "resource_types"
    for position, (block, words) in enumerate(zip(text.body, text.tokens, strict=True)):
        if not types or position < _OPENING or block.level is not None:
            # "report" and "video" in running text are about something else
            _count_names(gathered, position, block.text, find_mentions(words, names))
        _count_cues(gathered, block.text, find_mentions(words, cues))
        if types:
            _count_cues(gathered, block.text, rules.signs_of_practice(block.text))
    if types:
        _layout(gathered, text)
    return gathered


def _count_names(
    gathered: VocabularyEvidence, position: int, text: str, mentions: Iterable[Mention]
) -> None:
    for mention in mentions:
        evidence = gathered.of(mention.concept_id)
        weight = 1.0 if mention.strong else _WEAK
        evidence.named += weight
        evidence.in_title |= position == 0
        evidence.in_opening |= 0 < position < _OPENING
        # A sentence of the text proves more than the title, which the reader sees anyway.
        evidence.note(weight + (0.5 if position else 0.2), text, mention)


def _count_cues(gathered: VocabularyEvidence, text: str, mentions: Iterable[Mention]) -> None:
    for mention in mentions:
        evidence = gathered.of(mention.concept_id)
        evidence.cues += 1
        evidence.note(0.1 * mention.words, text, mention)


def _layout(gathered: VocabularyEvidence, text: Text) -> None:
    """Count the signs of a document's form: a session's schedule, a paper's imprint."""
    timed = rules.schedule_heading(text.body)
    if timed is not None:
        evidence = gathered.of("workshop-material")
        evidence.named += 1.0
        evidence.note(1.0, timed.text, Mention("workshop-material", 0, len(timed.text), 1))
    if text.imprint is not None:
        evidence = gathered.of("research-paper")
        evidence.cues += _CERTAIN
        imprint = text.imprint.text
        evidence.note(_CERTAIN, imprint, Mention("research-paper", 0, len(imprint), 1))
