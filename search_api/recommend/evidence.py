"""Which kind of evidence research rests on: only what a sentence of its text says.

A sentence counts that has the words for a kind (the `cues` of the vocabulary `evidence_kinds`)
with no word of denying or intending ("without a control group", "we plan to survey"), and with a
number, a year or how many: a sentence without one reports no result. Of 16 sentences found without
that rule in the papers of a journal, 5 only had the words.
"""

from collections.abc import Iterator, Sequence

from indexer.catalogue.passages import StoredPassage
from indexer.domain import Role
from indexer.taxonomy import load
from indexer.taxonomy.mentions import cues_of, find_mentions, tokens
from indexer.text.folding import folded_words
from indexer.text.sentences import split_sentences
from search_api.recommend.suggestion import Evidence

VOCABULARY = "evidence_kinds"
_SHOWN = 3  # kinds of one resource
# Folded, in the languages of the network: no, not, without; will, would, plan, if.
_DENYING = frozenset(
    (
        *("no", "not", "without", "never", "nor", "will", "would", "should", "if"),
        *("plan", "plans", "planned", "future"),
        *("bez", "nema", "nije", "nisu", "ne", "ni", "planira", "ako", "ste", "nyama"),
        *("pa", "nuk", "ska", "planifikojme", "nese"),
        *("χωρις", "δεν", "δε", "μη", "θα", "αν"),
    )
)


def kinds(stored: Sequence[StoredPassage]) -> tuple[Evidence, ...]:
    """Return the kinds of evidence that passages of a text name, the strongest first."""
    by_kind: dict[str, Evidence] = {}
    for passage in stored:
        if passage.passage.role is Role.TEXT:
            for evidence in _named(passage):
                by_kind.setdefault(evidence.kind, evidence)
    return tuple(by_kind[concept.id] for concept in load(VOCABULARY) if concept.id in by_kind)[
        :_SHOWN
    ]


def _named(stored: StoredPassage) -> Iterator[Evidence]:
    text = stored.passage.text
    for start, end in split_sentences(text):
        sentence = text[start:end]
        mentions = list(find_mentions(tokens(sentence), cues_of(VOCABULARY)))
        if _DENYING.intersection(folded_words(sentence)):
            continue
        if any(sign.isdecimal() for sign in sentence):
            for mention in mentions:
                yield Evidence(mention.concept_id, stored, (start, end))
